import type { CarePlan, Communication, Goal, Resource, ServiceRequest, Task } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fhirClient, goTo, openChart, openWindow, sideways, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

async function found<T extends Resource>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(`/${query}&_count=200`)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

async function activitiesOf(patient: string): Promise<readonly string[]> {
  const [plan] = await found<CarePlan>(`CarePlan?patient=${patient}`)
  return (plan!.activity ?? []).map(({ reference }) => reference!.reference!)
}

const rowNames = (page: Page) =>
  page.evaluate<string[]>('[...document.querySelectorAll(".row-edit")].map((one) => one.ariaLabel)')

await describeInBrowser('rows of the care plan', (browser) => {
  test('a saved intervention changes its kind: it is another resource in the same row, at the same place; and back', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    const editor = page.locator('.plan-editor')
    const saved = () => editor.getByText(/Saved \d/).waitFor()
    const name = 'Go over your home readings together'
    const task = (await found<Task>('Task?patient=ruiz')).find(({ code }) => code?.text === name)!
    const before = await activitiesOf('ruiz')
    const names = await rowNames(page)

    await page.getByRole('button', { name: `Edit ${name}` }).click()
    await expect.poll(() => editor.locator('input:focus').count()).toBe(1)
    await editor.getByLabel('Kind').selectOption({ label: 'Tests' })
    await editor.getByLabel('What', { exact: true }).fill('Home readings at the laboratory')
    await saved()
    const made = (await activitiesOf('ruiz')).find((one) => !before.includes(one))!
    expect(made).toMatch(/^ServiceRequest\//)
    expect(await activitiesOf('ruiz')).toEqual(before.map((one) => (one === `Task/${task.id!}` ? made : one)))
    expect((await found<Task>(`Task?_id=${task.id!}`))[0]!.status).toBe('cancelled')
    // The row is the same one: it stayed open, with the focus in it, and goes on.
    await editor.getByLabel('Next').fill('12/15/2030')
    await expect
      .poll(async () => (await found<ServiceRequest>(`ServiceRequest?_id=${made.split('/')[1]!}`))[0])
      .toMatchObject({ status: 'active', code: { text: 'Home readings at the laboratory' } })
    await expect.poll(() => editor.locator('input:focus').count()).toBe(1)
    for (const width of [600, 1200]) expect(await sideways(page, width)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.undo').getByText('“Home readings at the laboratory” is now under Tests').waitFor()
    expect(await rowNames(page)).toEqual(
      names.map((one) => (one === `Edit ${name}` ? 'Edit Home readings at the laboratory' : one)),
    )
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => activitiesOf('ruiz')).toEqual(before)
    const [back] = await found<Task>(`Task?_id=${task.id!}`)
    expect(back).toMatchObject({
      status: task.status,
      code: { text: 'Home readings at the laboratory' },
      restriction: { period: { end: '2030-12-15' } },
    })
    expect((await found<ServiceRequest>(`ServiceRequest?_id=${made.split('/')[1]!}`))[0]!.status).toBe(
      'entered-in-error',
    )
    await context.close()
  })

  test('what somebody ended while another typed in it keeps its row: the words are put back as new, or left', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    const editor = page.locator('.plan-editor')
    const client = await fhirClient()
    const theirs = async (resource: Task | Goal, over: Readonly<Record<string, unknown>>) => {
      const written = await client(`/${resource.resourceType}/${resource.id!}`, {
        method: 'PUT',
        json: { ...resource, ...over },
      })
      expect(written.status).toBe(200)
    }
    const away = async () => {
      await goTo(page, '/overview')
      await page.locator('.plan-page').waitFor({ state: 'detached' })
      await goTo(page, '/care-plan')
      await page.locator('.plan-page').waitFor()
    }
    const walk = 'Walk or move 30 minutes a day'
    const task = (await found<Task>('Task?patient=ruiz')).find(({ code }) => code?.text === walk)!
    const before = await activitiesOf('ruiz')

    await page.getByRole('button', { name: `Edit ${walk}` }).click()
    await theirs(task, { status: 'cancelled' })
    await editor.getByLabel('What', { exact: true }).fill('Walk to the market and back')
    const note = editor.getByRole('alert')
    await note.getByText(/Somebody stopped this at \d.* Your words are still here\./).waitFor()
    expect((await found<Task>(`Task?_id=${task.id!}`))[0]).toMatchObject({ status: 'cancelled', code: { text: walk } })
    expect(await violations(page)).toEqual([])
    for (const width of [600, 1200]) expect(await sideways(page, width)).toBe(0)
    // It waits there also after the page was left.
    await away()
    expect(await editor.getByLabel('What', { exact: true }).inputValue()).toBe('Walk to the market and back')
    await note.getByRole('button', { name: 'Put it back as new' }).click()
    const edit = page.getByRole('button', { name: 'Edit Walk to the market and back' })
    await edit.waitFor()
    await expect.poll(() => edit.and(page.locator(':focus')).count()).toBe(1)
    expect(await editor.count()).toBe(0)
    const after = await activitiesOf('ruiz')
    const made = after.find((one) => !before.includes(one))!
    expect(after).toEqual(before.map((one) => (one === `Task/${task.id!}` ? made : one)))
    const [, id = ''] = made.split('/')
    expect((await found<Task>(`Task?_id=${id}`))[0]).toMatchObject({
      status: task.status,
      code: { text: 'Walk to the market and back' },
      requester: { reference: 'Practitioner/whitfield' },
    })
    expect((await found<Task>(`Task?_id=${task.id!}`))[0]!.status).toBe('cancelled')

    // Never tried, since it was not whole: told when the plan is read anew, and left by choice.
    const protect = 'Protect my kidneys: less protein in my urine'
    const goal = (await found<Goal>('Goal?patient=ruiz')).find(({ description }) => description.text === protect)!
    await page.getByRole('button', { name: `Edit ${protect}` }).click()
    await editor.getByLabel('By', { exact: true }).fill('99/99')
    await theirs(goal, { lifecycleStatus: 'rejected' })
    await page.getByLabel('The patient’s own goal, in their words').fill('I want to dance at her wedding.')
    await note.getByText(/Somebody decided at \d.* that this is not for the patient/).waitFor()
    expect(await editor.getByLabel('By', { exact: true }).inputValue()).toBe('99/99')
    expect(await note.getByRole('button', { name: 'Put it back as new' }).count()).toBe(0)
    await note.getByRole('button', { name: 'Discard my words' }).click()
    await expect.poll(() => editor.count()).toBe(0)
    expect(await page.getByText(protect).count()).toBe(0)
    await away()
    expect(await editor.count()).toBe(0)
    await context.close()
  })

  test('the day of the next review that two people set is asked about', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'johnson', { page: '/care-plan' })
    const client = await fhirClient()
    const planNow = async () => (await found<CarePlan>('CarePlan?patient=johnson'))[0]!
    const review = (plan: CarePlan) => plan.extension!.find(({ url }) => url.endsWith('/ccm-review-date'))!
    const plan = await planNow()
    const { url } = review(plan)
    const extension = plan.extension!.map((one) => (one.url === url ? { url, valueDate: '2027-03-01' } : one))
    expect((await client(`/CarePlan/${plan.id!}`, { method: 'PUT', json: { ...plan, extension } })).status).toBe(200)
    await page.getByLabel('Next review').fill('2/15/2027')
    await page.getByRole('alert').getByText('03/01/2027').waitFor()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await expect.poll(async () => review(await planNow()).valueDate).toBe('2027-02-15')
    await context.close()
  })

  test('a copy whose answer was lost is given once, however often it is asked for', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    const copies = async () => (await found<Communication>('Communication?patient=ruiz')).length
    const before = await copies()
    let asked = 0
    await context.route('**/$ccm-hand-over', async (route) => {
      asked += 1
      if (asked > 1) return route.continue()
      await route.fetch()
      return route.abort()
    })
    const give = page.getByRole('button', { name: 'Record that it was given' })
    await page.getByRole('button', { name: 'Give copy' }).click()
    await give.click()
    await page.getByText(/No answer arrived/).waitFor()
    expect(await copies()).toBe(before + 1)
    // Also when the panel was closed in between.
    await page.locator('.copy-panel').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Give copy' }).click()
    await give.click()
    await expect.poll(() => give.count()).toBe(0)
    expect([asked, await copies()]).toEqual([2, before + 1])
    await page.getByRole('button', { name: 'Give copy' }).click()
    await give.click()
    await expect.poll(copies).toBe(before + 2)
    await context.close()
  })
})
