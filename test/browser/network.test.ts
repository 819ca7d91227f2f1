import type { Goal, Observation, Task } from '@medplum/fhirtypes'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Route } from 'playwright-core'
import { test } from 'vitest'
import { fhirClient, goTo, openChart, openWindow } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { found } from './support/written.ts'

/** The goals whose text begins so, with how many versions each has. */
async function goalsOf(patient: string, text: string) {
  const goals = await found<Goal>(`Goal?patient=${patient}`)
  return goals
    .filter(({ description }) => description.text?.startsWith(text))
    .map(({ description, meta }) => [description.text, Number(meta?.versionId)])
}

/** The care manager's time with this note. */
async function timeWith(patient: string, note: string): Promise<readonly Task[]> {
  const all = await timeOf(patient)
  return all.filter((task) => task.note?.some(({ text }) => text === note))
}

function timeOf(patient: string): Promise<readonly Task[]> {
  const code = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|'
  return found<Task>(`Task?patient=${patient}&owner=Practitioner/whitfield&code=${code}&_sort=-period`)
}

/** The server does what it is asked, and its answer comes late. */
async function answersLate(page: Page, milliseconds: number): Promise<void> {
  await page.route('**/fhir/r4/**', async (route) => {
    const response = await route.fetch()
    await sleep(milliseconds)
    await route.fulfill({ response })
  })
}

type Loss = (route: Route) => Promise<void>

/** The server does what it is asked, and nobody hears of it. */
const broken: Loss = async (route) => {
  await route.fetch()
  await route.abort('connectionreset')
}

/** The server does what it is asked, and half of its answer arrives. */
const half: Loss = async (route) => {
  const response = await route.fetch()
  const body = await response.text()
  await route.fulfill({ response, body: body.slice(0, body.length / 2) })
}

/** A proxy answers, and the server is never asked. */
const unavailable: Loss = (route) => route.fulfill({ status: 503, body: 'Service Unavailable' })

/** The first requests that fit fail in these ways, one after the other. */
async function fails(page: Page, request: { readonly method: string; readonly url: string }, ...losses: Loss[]) {
  await page.route(request.url, async (route) => {
    const loss = route.request().method() === request.method ? losses.shift() : undefined
    await (loss ? loss(route) : route.fallback())
  })
}

/** Runs in the window. */
const HAS_RECORD_PAGE = `performance.getEntriesByType('resource').some(({ name }) => name.includes('/record-page-'))`

await describeInBrowser('a bad network', (browser) => {
  test.concurrent(
    'answers take 3 seconds: what is typed meanwhile is saved next, and pressing twice writes once',
    async ({ expect }) => {
      const context = await openWindow(browser)
      const page = await openChart(context, 'ruiz', { page: '/care-plan' })
      const editor = page.locator('.plan-editor')
      const [[, before = 0] = []] = await goalsOf('ruiz', 'Keep my kidneys working')
      await page.getByRole('button', { name: 'Edit Keep my kidneys working as well as they do now' }).click()
      await answersLate(page, 3_000)
      await editor.getByLabel('What should be reached').fill('Kidneys stay')
      await editor.getByText('Not saved yet').waitFor()
      await editor.getByText('Saving').waitFor()
      await editor.getByLabel('What should be reached').fill('Kidneys stay as they are')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Edit Kidneys stay as they are' }).waitFor()
      expect(await goalsOf('ruiz', 'Kidneys')).toEqual([['Kidneys stay as they are', Number(before) + 2]])

      // The next page has its own skeleton until its values come.
      await goTo(page, '/time')
      await page.locator('.skeleton').first().waitFor()
      await page.getByLabel('Note').fill('slow, and once')
      await page.getByRole('textbox', { name: 'Minutes' }).fill('7')
      await page.getByRole('button', { name: 'Log', exact: true }).dblclick()
      await expect.poll(() => page.getByLabel('Note').inputValue(), { timeout: 10_000 }).toBe('')
      expect(await timeWith('ruiz', 'slow, and once')).toHaveLength(1)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
    },
  )

  test.concurrent(
    'answers break off: what was written is found again, and nothing is there twice',
    async ({ expect }) => {
      const context = await openWindow(browser)
      const page = await openChart(context, 'johnson', { page: '/care-plan' })
      const editor = page.locator('.plan-editor')
      const what = editor.getByLabel('What should be reached')
      await fails(page, { method: 'POST', url: '**/fhir/r4' }, broken)
      await page.getByRole('button', { name: 'Add goal', exact: true }).click()
      await what.fill('Sing in the choir')
      await editor.getByText('Unsent: no connection').waitFor()
      await editor.getByText(/Saved \d/).waitFor()
      expect(await goalsOf('johnson', 'Sing')).toEqual([['Sing in the choir', expect.any(Number)]])
      await fails(page, { method: 'PUT', url: '**/fhir/r4/Goal/*' }, half, unavailable, broken)
      await what.fill('Sing in the choir on Sundays')
      await editor.getByText('Unsent: the server had a fault, trying again').waitFor()
      await editor.getByText(/Saved \d/).waitFor()
      expect(await goalsOf('johnson', 'Sing')).toEqual([['Sing in the choir on Sundays', expect.any(Number)]])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Edit Sing in the choir on Sundays' }).waitFor()

      await goTo(page, '/time')
      await fails(page, { method: 'POST', url: '**/fhir/r4/Task' }, broken, broken)
      await page.getByLabel('Note').fill('lost')
      await page.getByRole('textbox', { name: 'Minutes' }).fill('7')
      await page.getByRole('button', { name: 'Log', exact: true }).click()
      await page.locator('.form-fault').getByText('No answer arrived. What you typed is still here').waitFor()
      await page.getByLabel('Note').fill('lost, and once')
      await page.getByRole('button', { name: 'Log', exact: true }).click()
      await expect.poll(() => page.getByLabel('Note').inputValue()).toBe('')
      expect(await timeWith('johnson', 'lost')).toEqual([])
      expect(await timeWith('johnson', 'lost, and once')).toHaveLength(1)
      await context.close()
    },
  )

  test.concurrent(
    'offline: a timer begins and ends, the plan is edited and left; then all of it arrives, once',
    async ({ expect }) => {
      const context = await openWindow(browser)
      const page = await openChart(context, 'greer', { page: '/care-plan' })
      const timed = (await timeOf('greer')).length
      await page.getByText('Mood and social life').waitFor()
      // The pages behind the tabs are loaded ahead.
      await expect.poll(() => page.evaluate<boolean>(HAS_RECORD_PAGE)).toBe(true)
      await context.setOffline(true)
      await page.keyboard.press('t')
      await page.getByText(/not saved since/).waitFor()
      await page.getByText(/No connection since .*; 1 change will be sent/).waitFor()
      await page.getByLabel('Mood and social life').fill('Sings again, and laughs.')
      await page.getByText('Unsent: no connection').waitFor()
      await page.getByText(/; 2 changes will be sent/).waitFor()
      await goTo(page, '/record')
      await page.getByText('Not read: there is no connection.').first().waitFor()
      await page.keyboard.press('s')
      await page
        .locator('.dock')
        .getByText(/not saved since/)
        .waitFor()
      await context.setOffline(false)
      await page.getByText('Connected. 2 changes saved.').first().waitFor()
      await page.locator('.dock-saved').waitFor()
      const shown = /00:(\d\d) saved/.exec(await page.locator('.dock').innerText())?.[1]
      const all = await timeOf('greer')
      expect(all).toHaveLength(timed + 1)
      const { start = '', end = '' } = all[0]?.executionPeriod ?? {}
      expect(all[0]?.status).toBe('completed')
      expect((Date.parse(end) - Date.parse(start)) / 1000).toBe(Number(shown))
      const findings = await found<Observation>('Observation?patient=greer')
      expect(findings.filter(({ valueString }) => valueString === 'Sings again, and laughs.')).toHaveLength(1)
      await context.close()
    },
  )

  test.concurrent(
    'what was typed offline, and left, and then refused, is not lost without a word',
    async ({ expect }) => {
      const context = await openWindow(browser)
      const page = await openChart(context, 'johnson', { page: '/care-plan' })
      const name = 'Weigh yourself once a week'
      await page.getByRole('button', { name: `Edit ${name}` }).click()
      await context.setOffline(true)
      await page.locator('.plan-editor').getByLabel('What', { exact: true }).fill('Mine, typed offline')
      await page.getByText('Unsent: no connection').waitFor()
      await goTo(page, '/overview')
      const client = await fhirClient()
      const [task] = (await found<Task>('Task?patient=johnson')).filter(({ code }) => code?.text === name)
      const theirs = { ...task!, code: { ...task!.code, text: 'Theirs, written meanwhile' } }
      expect((await client(`/Task/${task!.id!}`, { method: 'PUT', json: theirs })).status).toBe(200)
      await context.setOffline(false)
      await page
        .getByRole('alert')
        .getByText(/Not saved.*“Mine, typed offline/)
        .waitFor()
      const tasks = (await found<Task>('Task?patient=johnson')).map(({ code }) => code?.text)
      expect(tasks).toContain('Theirs, written meanwhile')
      expect(tasks).not.toContain('Mine, typed offline')
      await context.close()
    },
  )
})
