import type { Bundle, CareTeam, EpisodeOfCare, Task } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fhirClient, openWindow, settled, violations, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone } from './support/standalone.ts'

/** Opens the list of those whose minutes are short, everybody's, sorted by name. */
async function openList(page: Page): Promise<void> {
  await page.locator('.views').getByRole('button', { name: 'Minutes short' }).click()
  const everybody = page.locator('.filters').getByText('All', { exact: true })
  if (await everybody.count()) await everybody.click()
  await page.getByRole('columnheader', { name: 'Patient' }).getByRole('button').click()
}

const boxes = (page: Page) => page.locator('[data-choose]')
const checked = (page: Page) => page.locator('[data-choose]:checked').count()
const bar = (page: Page) => page.getByRole('group', { name: 'With those who are chosen' })
const idsOf = (page: Page, count: number) =>
  page
    .locator('tbody .row-open')
    .evaluateAll((rows) => rows.map((row) => (row as unknown as { dataset: { open: string } }).dataset.open))
    .then((ids) => ids.slice(0, count))

interface Managed {
  readonly episode: EpisodeOfCare
  readonly inTeam: string | undefined
}

/** Who manages a patient's care, by the enrollment and by its team. */
async function managerOf(patient: string): Promise<Managed> {
  const client = await fhirClient()
  const [episode] = resources<EpisodeOfCare>(
    (await client(`/EpisodeOfCare?patient=${patient}&status=active,planned,onhold`)).body,
  )
  const team = (await client(`/${episode?.team?.[0]?.reference}`)).body as unknown as CareTeam
  const manager = team.participant?.find(({ role }) => role?.[0]?.text === 'Care manager')
  return { episode: episode!, inTeam: manager?.member?.reference }
}

function resources<T>(body: unknown): T[] {
  return ((body as Bundle).entry ?? []).map(({ resource }) => resource as T)
}

/** Gives the care manager, or without one a biller, something to do for a patient; gives its id. */
async function addTask(patient: string, managed: Managed | undefined): Promise<string> {
  const client = await fhirClient()
  const owner = managed?.episode.careManager?.reference ?? 'Practitioner/hale'
  const written = await client('/Task', {
    method: 'POST',
    json: {
      resourceType: 'Task',
      meta: { profile: ['https://ccm-on-fhir.org/ig/StructureDefinition/ccm-outreach-task'] },
      status: 'requested',
      intent: 'order',
      code: { text: 'Ask about the scale' },
      for: { reference: `Patient/${patient}` },
      authoredOn: new Date().toISOString(),
      owner: { reference: owner },
      restriction: { period: { end: '2099-12-31' } },
    },
  })
  expect(written.status).toBe(201)
  return (written.body as unknown as Task).id!
}

/** Assigns whoever is chosen. */
async function assign(page: Page, label: string): Promise<void> {
  await bar(page).getByRole('button', { name: 'Assign to…' }).click()
  await page.getByRole('dialog').getByLabel('Care manager', { exact: true }).selectOption({ label })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Assign / })
    .click()
  await page.getByRole('dialog').getByRole('status').waitFor()
}

await describeInBrowser('what is done for many patients at once', (browser) => {
  test('rows are chosen by box, by range, by key and all together; the choice outlives a filter and a visit', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    await openList(page)
    await boxes(page).nth(1).click()
    await boxes(page)
      .nth(4)
      .click({ modifiers: ['Shift'] })
    expect(await checked(page)).toBe(4)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    expect(await checked(page)).toBe(5)
    expect(
      await page.evaluate<boolean>('document.activeElement === document.querySelectorAll("[data-choose]")[5]'),
    ).toBe(true)
    await page.locator('.row-open').nth(0).focus()
    await page.keyboard.press('Space')
    expect(await checked(page)).toBe(6)
    expect(await page.locator('.worklist').count()).toBe(1)
    await page.keyboard.press('x')
    expect(await checked(page)).toBe(5)
    const name = await page.locator('.row-open').nth(0).textContent()
    await page.locator('.find input').fill(name ?? '')
    await bar(page).getByText('5 of them not shown now').waitFor()
    const all = page.getByRole('checkbox', { name: 'Choose all that are shown' })
    await all.click()
    await bar(page).getByText('6 patients chosen').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('.row-open').nth(0).press('Enter')
    await page.locator('.banner-name').waitFor()
    await page.getByRole('button', { name: 'Back to list' }).click()
    await bar(page).getByText('6 patients chosen').waitFor()
    await page.locator('.find input').fill('')
    expect(await all.evaluate((box) => (box as unknown as { indeterminate: boolean }).indeterminate)).toBe(true)
    await bar(page).getByRole('button', { name: 'Choose none' }).click()
    expect(await checked(page)).toBe(0)
    await context.close()
  })

  test('assigns in enrollment and team; names who failed and why, tries that one again, and takes all back', async () => {
    const context = await openWindow(browser)
    const faults = await watchPolicy(context)
    const page = await openStandalone(context, 'whitfield')
    await openList(page)
    const client = await fhirClient()
    const ids = await idsOf(page, 4)
    const before = await Promise.all(ids.map(managerOf))
    const [mine, others] = [await addTask(ids[0]!, before[0]), await addTask(ids[0]!, undefined)]
    const ownerOf = async (task: string) => ((await client(`/Task/${task}`)).body as unknown as Task).owner?.reference
    for (const at of ids.keys()) await boxes(page).nth(at).click()
    // Somebody else writes the second patient's enrollment after the app has read it.
    const busy = before[1]!.episode
    let interfered = false
    await context.route('**/fhir/r4', async (route) => {
      if (!interfered && route.request().postData()?.includes(`EpisodeOfCare/${busy.id}`) === true) {
        interfered = true
        const written = await client(`/EpisodeOfCare/${busy.id}`, {
          method: 'PUT',
          json: { ...busy, identifier: [{ system: 'urn:test', value: 'elsewhere' }] },
        })
        expect(written.status).toBe(200)
      }
      await route.continue()
    })
    await assign(page, 'Maria Alvarez, MD')
    const sheet = page.getByRole('dialog')
    expect(await sheet.getByRole('status').textContent()).toContain('3 patients are assigned to Maria Alvarez')
    const name = await page.locator('.row-open').nth(1).textContent()
    expect(await sheet.locator('.bulk-failed li').allTextContents()).toEqual([
      `${name} Somebody changed the record at the same moment. Trying again takes the newest.`,
    ])
    expect((await managerOf(ids[1]!)).episode.careManager).toEqual(busy.careManager)
    expect(await violations(page)).toEqual([])
    await sheet.getByRole('button', { name: 'Try again for 1 patient' }).click()
    await sheet.getByText('4 patients are assigned to Maria Alvarez').waitFor()
    for (const id of ids) {
      const { episode, inTeam } = await managerOf(id)
      expect([episode.careManager?.reference, inTeam], id).toEqual(['Practitioner/alvarez', 'Practitioner/alvarez'])
    }
    // What the care manager before had to do goes with the patient; what somebody else has stays.
    expect(await sheet.getByRole('status').textContent()).toMatch(/\d+ open tasks? went with them/)
    expect([await ownerOf(mine), await ownerOf(others)]).toEqual(['Practitioner/alvarez', 'Practitioner/hale'])
    await settled(page)
    expect(await checked(page)).toBe(0)
    await sheet.getByRole('button', { name: 'Undo' }).click()
    await sheet.getByText('Undone for 4 patients').waitFor()
    for (const [at, id] of ids.entries()) {
      const { episode, inTeam } = await managerOf(id)
      expect([episode.careManager, inTeam], id).toEqual([before[at]!.episode.careManager, before[at]!.inTeam])
    }
    expect(await ownerOf(mine)).toBe(before[0]!.episode.careManager?.reference)
    await sheet.getByRole('button', { name: 'Close' }).last().click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })

  test('adds a task for each, once, though the answer to the first try is lost', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    await openList(page)
    const ids = await idsOf(page, 3)
    for (const at of ids.keys()) await boxes(page).nth(at).click()
    await bar(page).getByRole('button', { name: 'Add task…' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: 'Add 3 tasks' }).click()
    await sheet.getByText('Say what is to be done.').waitFor()
    await sheet.getByLabel('What is to be done').fill('Ask about the flu shot')
    await sheet.getByLabel('By', { exact: true }).fill('1/2/2020')
    await sheet.getByText('This day is over.').waitFor()
    await sheet.getByLabel('By', { exact: true }).fill('12/31/2099')
    let lost = false
    await context.route('**/fhir/r4', async (route) => {
      if (lost || route.request().postData()?.includes('flu shot') !== true) return route.continue()
      lost = true
      await route.fetch()
      return route.abort()
    })
    await sheet.getByRole('button', { name: 'Add 3 tasks' }).click()
    await sheet.getByText('Not done for 3 patients').waitFor()
    expect(await sheet.locator('.bulk-failed li').first().textContent()).toContain('No answer came')
    await sheet.getByRole('button', { name: 'Try again for 3 patients' }).click()
    await sheet.getByText('3 tasks are added.').waitFor()
    const client = await fhirClient()
    for (const id of ids) {
      const found = resources<Task>((await client(`/Task?patient=${id}&status=requested&_count=200`)).body)
      const mine = found.filter(({ code }) => code?.text === 'Ask about the flu shot')
      const { episode } = await managerOf(id)
      expect(mine.map(({ owner, restriction }) => [owner?.reference, restriction?.period?.end])).toEqual([
        [episode.careManager?.reference, '2099-12-31'],
      ])
    }
    await context.close()
  })

  test.each([
    ['a biller', 'hale'],
    ['an auditor', 'sato'],
  ] as const)('%s changes no care, so there is nothing to choose', async (_, person) => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, person)
    await page.locator('.views').getByRole('button', { name: 'Minutes short' }).click()
    await page.locator('.row-open').first().waitFor()
    expect(await boxes(page).count()).toBe(0)
    await context.close()
  })
})
