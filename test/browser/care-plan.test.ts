import type {
  CarePlan,
  CareTeam,
  Communication,
  Goal,
  Observation,
  Parameters,
  Resource,
  Task,
} from '@medplum/fhirtypes'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fhirClient, goTo, openChart, openWindow, settled, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

async function found<T extends Resource>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(`/${query}&_count=200`)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

async function planOf(patient: string): Promise<CarePlan> {
  return (await found<CarePlan>(`CarePlan?patient=${patient}`))[0]!
}

/** Parts of what `$ccm-revisions` says of the newest version. */
async function newestRevision(plan: CarePlan): Promise<Record<string, unknown>> {
  const answer = await (await fhirClient())(`/CarePlan/${plan.id!}/$ccm-revisions`)
  const { part = [] } = (answer.body as unknown as Parameters).parameter!.findLast(({ name }) => name === 'revision')!
  return Object.fromEntries(part.map(({ name, ...value }) => [name, Object.values(value)[0] as unknown]))
}

/** Runs in the window. */
const ROW_NAMES = '[...document.querySelectorAll(".row-edit")].map((one) => one.ariaLabel)'

const focused = (page: Page) => page.evaluate<string>('document.activeElement.getAttribute("aria-label")')

await describeInBrowser('the care plan', (browser) => {
  test('a plan in force: goals and interventions change where they stand, and a version is published, compared and given', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    const editor = page.locator('.plan-editor')
    const saved = () => editor.getByText(/Saved \d/).waitFor()
    const before = await planOf('ruiz')

    // A goal, and where the focus goes.
    await page.getByRole('button', { name: 'Edit Keep my kidneys working as well as they do now' }).click()
    await editor.getByLabel('What should be reached').fill('Kidney function stays where it is')
    await editor.getByLabel(/^Target/).fill('45')
    await saved()
    const goals = await found<Goal>('Goal?patient=ruiz')
    const goal = goals.find(({ description }) => description.text === 'Kidney function stays where it is')!
    expect(goal.target![0]!.detailQuantity).toMatchObject({ value: 45, comparator: '>=', code: 'mL/min/{1.73_m2}' })
    expect(goal.description).not.toHaveProperty('_text')
    await page.keyboard.press('Control+Enter')
    await editor.getByLabel('What should be reached').waitFor()
    expect(await editor.getByLabel('What should be reached').inputValue()).toContain('Protect my kidneys')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('Edit Protect my kidneys: less protein in my urine')

    // An intervention: how often, when next, and its place in the list, by keyboard.
    await page.getByRole('button', { name: 'Edit Go over your home readings together' }).press('Enter')
    await editor.getByLabel('How often').selectOption({ label: 'every 2 weeks' })
    await editor.getByLabel('Next').fill('12/15/2030')
    expect(await violations(page)).toEqual([])
    await saved()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('Edit Go over your home readings together')
    const names = () => page.evaluate<string[]>(ROW_NAMES)
    const at = (await names()).indexOf('Edit Go over your home readings together')
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(async () => (await names())[at + 1]).toBe('Edit Go over your home readings together')
    const [readings] = (await found<Task>('Task?patient=ruiz')).filter(
      ({ code }) => code?.text === 'Go over your home readings together',
    )
    expect(readings).toMatchObject({ restriction: { period: { end: '2030-12-15' } } })
    expect(JSON.stringify(readings)).toContain('"period":2,"periodUnit":"wk"')

    // One more, and one less with the way back.
    await page
      .getByRole('button', { name: 'Add what we do: Type 2 diabetes with diabetic chronic kidney disease' })
      .click()
    await editor.getByLabel('Kind').selectOption({ label: 'Tests' })
    await editor.getByLabel('What', { exact: true }).fill('Potassium two weeks after the new dose')
    await editor.getByLabel('Who').selectOption({ label: 'Nurse' })
    await saved()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toMatch(/^Add what we do: Type 2/)
    await page.getByRole('button', { name: 'Edit Potassium two weeks after the new dose' }).waitFor()
    await page.getByRole('button', { name: 'Edit Dental check-up' }).click()
    await editor.getByRole('button', { name: 'Stop this' }).click()
    const dental = page.getByRole('button', { name: 'Edit Dental check-up' })
    await expect.poll(() => dental.count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await dental.waitFor()
    const added = (await planOf('ruiz')).activity!.filter(
      ({ reference }) => !JSON.stringify(before).includes(reference!.reference!),
    )
    expect(added.map(({ reference }) => reference?.reference)).toEqual([expect.stringMatching(/^ServiceRequest\//)])
    expect(JSON.stringify(await planOf('ruiz'))).not.toContain('"detail"')

    // What is otherwise since the last version, and one line of it with the next.
    await page.getByRole('button', { name: 'Compare with 4' }).click()
    const panel = page.locator('.plan-panel')
    await panel.getByText('every 2 weeks').waitFor()
    await panel.getByText('Potassium two weeks after the new dose').waitFor()
    await panel.getByLabel('Which was in force on').fill('1/1/2020')
    await panel.getByText('No version was in force on 01/01/2020.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Publish version/ }).click()
    const line = panel.getByLabel('What changed, in one line')
    expect(await line.inputValue()).toContain('New: Potassium two weeks after the new dose')
    await panel.getByLabel(/^Changed in substance/).check()
    expect(await violations(page)).toEqual([])
    await line.fill('Potassium is looked at, readings every two weeks.')
    await panel.getByRole('button', { name: /^Publish version/ }).click()

    // Then the copy, in the patient's language.
    expect(await page.getByRole('radio', { name: 'Español' }).isChecked()).toBe(true)
    const published = await planOf('ruiz')
    expect(await newestRevision(published)).toMatchObject({
      version: published.meta?.versionId,
      activity: 'substantially-revised',
      substantial: true,
      why: 'Potassium is looked at, readings every two weeks.',
      by: { reference: 'Practitioner/whitfield' },
    })
    expect(published.text?.div).toContain('Potassium two weeks after the new dose')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Open the PDF' }).click()
    const file = await readFile(await (await download).path())
    expect(file.subarray(0, 5).toString()).toBe('%PDF-')
    const given = (await found<Communication>('Communication?patient=ruiz')).length
    await page.getByText('Lucia Ruiz', { exact: true }).first().click()
    await page.getByRole('button', { name: 'Record that it was given' }).click()
    await expect.poll(async () => (await found<Communication>('Communication?patient=ruiz')).length).toBe(given + 1)

    // The record leads back to what a version changed.
    await goTo(page, '/record')
    await page.getByRole('button', { name: 'What changed from version 3 to version 4' }).click()
    await panel.getByText(/A1c is in range: the goal is reached/).waitFor()
    await context.close()
  })

  test('two people at one row: what only one of them changed is kept, what both changed is asked; nothing typed is lost without a server', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'johnson', { page: '/care-plan' })
    const client = await fhirClient()
    const editor = page.locator('.plan-editor')
    const taskNamed = async (name: string) =>
      (await found<Task>('Task?patient=johnson')).find(({ code }) => code?.text === name)
    const theirs = async (name: string, over: (task: Task) => Task) => {
      const task = (await taskNamed(name))!
      const written = await client(`/Task/${task.id!}`, { method: 'PUT', json: over(task) })
      expect(written.status).toBe(200)
    }
    const named = (text: string) => (task: Task) => ({ ...task, code: { ...task.code, text } })
    const open = async (name: string) => {
      await page.getByRole('button', { name: `Edit ${name}` }).click()
      await editor.waitFor()
    }

    // Both changed something, nothing twice: merged without a question.
    await open('Eat less salt')
    await theirs('Eat less salt', named('Eat less salt, with the dietitian'))
    await editor.getByLabel('How often').selectOption({ label: 'twice a day' })
    await editor.getByText(/Saved \d/).waitFor()
    expect(await editor.getByLabel('What', { exact: true }).inputValue()).toBe('Eat less salt, with the dietitian')
    await page.keyboard.press('Escape')
    const merged = (await taskNamed('Eat less salt, with the dietitian'))!
    expect(JSON.stringify(merged.extension)).toContain('"frequency":2,"period":1,"periodUnit":"d"')

    // Both wrote the same words anew: asked at the row, also by Esc.
    await open('A steady daily routine')
    await theirs('A steady daily routine', named('A routine with the choir'))
    await editor.getByLabel('What', { exact: true }).fill('A routine with naps')
    await page.keyboard.press('Escape')
    await page.getByText('Somebody changed this while you were typing.').waitFor()
    await page.getByText('A routine with the choir').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Write both' }).click()
    await page.getByRole('button', { name: 'Edit A routine with the choir; A routine with naps' }).waitFor()
    await open('Weigh yourself once a week')
    await theirs('Weigh yourself once a week', named('As the pharmacist wrote it'))
    await editor.getByLabel('What', { exact: true }).fill('As I wrote it')
    await page.getByRole('button', { name: 'Keep theirs' }).click()
    await page.getByRole('button', { name: 'Edit As the pharmacist wrote it' }).waitFor()
    expect(await taskNamed('As I wrote it')).toBeUndefined()

    // A new row while nothing gets through: it is made once, when the server is back.
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Add goal', exact: true }).click()
    await editor.getByLabel('What should be reached').fill('Sing in the choir every Sunday')
    await page.getByLabel('Mood and social life').fill('Sings again, and laughs.')
    await page.getByText('Unsent: no connection').first().waitFor()
    await context.setOffline(false)
    await editor.getByText(/Saved \d/).waitFor()
    await page.keyboard.press('Escape')
    const sung = (await found<Goal>('Goal?patient=johnson')).filter(({ description }) =>
      description.text?.startsWith('Sing'),
    )
    expect(sung).toHaveLength(1)
    expect(JSON.stringify((await planOf('johnson')).goal)).toContain(`Goal/${sung[0]!.id!}`)
    const finding = async () =>
      (await found<Observation>('Observation?patient=johnson&_sort=-date')).find(
        ({ valueString }) => valueString === 'Sings again, and laughs.',
      )
    await expect.poll(finding).toMatchObject({ performer: [{ reference: 'Practitioner/whitfield' }] })
    expect(JSON.stringify((await planOf('johnson')).supportingInfo)).toContain((await finding())!.id!)
    await context.close()
  })

  test('what is typed and not saved is at its row again after leaving the page, and the window asks before it goes', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'johnson', { page: '/care-plan' })
    const editor = page.locator('.plan-editor')
    const away = async () => {
      await goTo(page, '/overview')
      await page.locator('.plan-page').waitFor({ state: 'detached' })
      await goTo(page, '/care-plan')
      await page.locator('.plan-page').waitFor()
    }
    const asks = async () => {
      const asked = page.waitForEvent('dialog', { timeout: 3_000 }).catch(() => undefined)
      void page.close({ runBeforeUnload: true })
      const dialog = await asked
      await dialog?.dismiss()
      return dialog?.type()
    }

    // In conflict: both texts are asked about after the return.
    const names = await page.evaluate<string[]>(ROW_NAMES)
    const task = (await found<Task>('Task?patient=johnson')).findLast(({ code }) =>
      names.includes(`Edit ${code?.text ?? ''}`),
    )
    await page.getByRole('button', { name: `Edit ${task!.code!.text!}` }).click()
    const theirs = { ...task!, code: { ...task!.code, text: 'A list in the wallet' } }
    await (
      await fhirClient()
    )(`/Task/${task!.id!}`, { method: 'PUT', json: theirs })
    await editor.getByLabel('What', { exact: true }).fill('A list by the bed')
    await page.getByText('Somebody changed this while you were typing.').waitFor()
    // Not whole: a new goal by a day that is none.
    await page.getByRole('button', { name: 'Add goal', exact: true }).click()
    await page.getByLabel('What should be reached').fill('Go to the market alone')
    await page.getByLabel('By', { exact: true }).fill('99/99')
    await away()
    await page.getByText('Somebody changed this while you were typing.').waitFor()
    expect(await page.getByLabel('By', { exact: true }).inputValue()).toBe('99/99')
    expect(await page.getByLabel('What should be reached').inputValue()).toBe('Go to the market alone')
    await goTo(page, '/overview')
    await page.locator('.plan-page').waitFor({ state: 'detached' })
    expect(await asks()).toBe('beforeunload')
    await goTo(page, '/care-plan')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('button', { name: 'Edit A list by the bed' }).waitFor()
    await page.getByRole('button', { name: 'Leave it as it was' }).click()
    await away()
    await page.getByRole('button', { name: 'Edit A list by the bed' }).waitFor()
    expect(await editor.count()).toBe(0)
    expect(await asks()).toBeUndefined()
    await context.close()
  })

  test('a draft with gaps: suggestions are decided by key, and it is put into force by a decision that names what is missing', async () => {
    const context = await openWindow(browser, { height: 900 })
    const client = await fhirClient()
    const subject = { name: 'subject', valueString: 'Patient/castillo' }
    const applied = await client('/PlanDefinition/$apply', {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter: [subject] },
    })
    expect(applied.status).toBe(200)
    const page = await openChart(context, 'castillo', { page: '/care-plan' })
    const goals = async () =>
      (await found<Goal>('Goal?patient=castillo')).filter(({ lifecycleStatus }) => lifecycleStatus === 'proposed')
        .length
    const before = await goals()
    expect(before).toBeGreaterThan(1)

    // A accepts the suggestion in focus and goes on to the next; it can be taken back; editing one takes it over.
    await page.locator('.suggestion button').first().focus()
    await page.keyboard.press('a')
    await expect.poll(goals).toBe(before - 1)
    await expect.poll(() => focused(page)).toMatch(/^Accept: /)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(goals).toBe(before)
    await page
      .locator('.suggestion')
      .first()
      .getByRole('button', { name: /^Edit: / })
      .click()
    await page.locator('.plan-editor').getByLabel('By', { exact: true }).fill('6/1/2030')
    await expect.poll(goals).toBe(before - 1)
    await page.keyboard.press('Escape')

    // The whole patient.
    await page.getByLabel('The patient’s own goal, in their words').fill('Walk to the market alone')
    await page.getByRole('button', { name: /^Caregiver assessment: not needed/ }).click()
    await page.keyboard.type('Lives alone')
    await page.keyboard.press('Enter')
    await page.getByText('Not needed: Lives alone').waitFor()
    await page.getByRole('button', { name: 'Add who helps' }).click()
    const helper = page.locator('form.plan-editor')
    await helper.getByLabel('Name').fill('Rosa Castillo')
    await helper.getByLabel('Telephone').fill('+1-312-555-0177')
    await helper.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'Remove Rosa Castillo from the team' }).waitFor()
    await page.getByRole('button', { name: 'Gone through today' }).click()
    await page.getByText(/Gone through \d.*Whitfield/).waitFor()
    await settled(page)
    const team = (await found<CareTeam>('CareTeam?patient=castillo'))[0]!
    expect(JSON.stringify(team.participant)).toContain('Rosa Castillo')

    // What is missing is named, each with the way to it; without a reason nothing is sent.
    await page.getByRole('button', { name: 'Put into force' }).click()
    const panel = page.locator('.plan-panel')
    await panel.getByText('Expected outcome and prognosis').waitFor()
    await panel.getByRole('button', { name: 'Add it: Expected outcome and prognosis' }).click()
    await page.keyboard.type('Sugar should stay in range.')
    await expect.poll(() => panel.getByText('Expected outcome and prognosis').count()).toBe(0)
    await panel.getByText('Symptom management').waitFor()
    await panel.getByRole('button', { name: 'Put into force with gaps' }).click()
    await panel.getByText('Give the reason.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('She begins now; the rest follows at the visit.')
    await panel.getByRole('button', { name: 'Put into force with gaps' }).click()
    await page.getByText('In force', { exact: true }).waitFor()
    const plan = await planOf('castillo')
    const decision = JSON.stringify(plan.extension?.find(({ url }) => url.endsWith('ccm-activated-with-gaps')))
    expect(plan.status).toBe('active')
    for (const said of ['symptom-management', 'She begins now', 'Practitioner/whitfield'])
      expect(decision).toContain(said)
    expect(await newestRevision(plan)).toMatchObject({ activity: 'activated-with-gaps', version: plan.meta?.versionId })
    await context.close()
  })
})
