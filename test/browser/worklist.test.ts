import type { Parameters } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appUrl, fhirClient, openChart, openWindow, settled, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone, saved } from './support/standalone.ts'

const rowsOf = (page: Page) => page.locator('tbody tr[data-row]')
const namesOf = (page: Page) => page.locator('tbody .row-open').allTextContents()

/** Opens a view by its name, for everybody's patients. */
async function viewOf(page: Page, name: string, whose: 'Mine' | 'All' = 'All'): Promise<void> {
  await page.locator('.views').getByRole('button', { name }).click()
  const choice = page.locator('.filters').getByText(whose, { exact: true })
  if (await choice.count()) await choice.click()
}

/** Runs in the window: pixels of the row in focus that its table does not show. */
const CUT = `(() => {
  const row = document.activeElement.closest('tr')?.getBoundingClientRect()
  if (!row) return 'no row has the focus'
  const table = document.querySelector('.table-scroll')
  const lower = table.getBoundingClientRect().top + table.clientHeight
  const head = table.querySelector('thead th').getBoundingClientRect()
  return Math.round(Math.max(0, row.bottom - lower, head.bottom - row.top))
})()`

await describeInBrowser('the worklist', (browser) => {
  test('shows the minutes that the server counts, the nearest to a code first, and what is in the way', async () => {
    const context = await openWindow(browser)
    const faults = await watchPolicy(context)
    const page = await openStandalone(context, 'whitfield')
    await viewOf(page, 'Minutes short')
    const client = await fhirClient()
    for (const at of [0, 1, 2]) {
      const row = rowsOf(page).nth(at)
      const id = await row.locator('.row-open').getAttribute('data-open')
      const month = await page.evaluate<string>(
        'new Intl.DateTimeFormat("en-CA", { timeZone: "America/Chicago", year: "numeric", month: "2-digit" }).format(new Date())',
      )
      const answer = (await client(`/Patient/${id}/$ccm-month?month=${month}`)).body as unknown as Parameters
      const of = (name: string) => answer.parameter?.find((one) => one.name === name)
      expect(await row.locator('.minutes-cell .num').textContent()).toBe(String(of('totalMinutes')?.valueInteger))
      const needed = of('next')?.part?.find(({ name }) => name === 'minutesNeeded')?.valuePositiveInt
      expect(await row.locator('.next-cell strong').textContent()).toBe(`${needed} min`)
    }
    expect(faults).toEqual([])
    await context.close()
  })

  test('counts each view, and shows as many rows as it counts', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'reyes')
    for (const name of ['Minutes short', 'Tasks due', 'Eligible', 'Ready to bill']) {
      await viewOf(page, name)
      const count = Number(await page.locator('.view.current .view-count').textContent())
      expect(await page.getByRole('button', { name: `CSV, ${count} ` }).count(), name).toBe(1)
      if (count > 0) expect(await page.locator('table').getAttribute('aria-rowcount'), name).toBe(String(count + 1))
      else expect(await page.locator('.list-empty').count(), name).toBe(1)
    }
    await context.close()
  })

  test('is sorted by its headings and says so; finds names without their accents; saves what is shown', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'reyes')
    await viewOf(page, 'Minutes short')
    const heading = page.getByRole('columnheader', { name: 'Minutes' })
    await heading.getByRole('button').click()
    expect(await heading.getAttribute('aria-sort')).toBe('ascending')
    await heading.getByRole('button').click()
    expect(await heading.getAttribute('aria-sort')).toBe('descending')
    const minutes = (await page.locator('.minutes-cell .num').allTextContents()).map(Number)
    expect(minutes).toEqual(minutes.toSorted((one, other) => other - one))
    await page.keyboard.press('/')
    await page.keyboard.type('ruíz')
    await expect.poll(() => namesOf(page)).toEqual(['Elena Ruiz'])
    const file = await saved(page, () => page.getByRole('button', { name: 'CSV, 1 row' }).click())
    expect(file.name).toMatch(/^worklist-short-\d{4}-\d{2}\.csv$/)
    expect(file.text.trim().split('\r\n')).toHaveLength(2)
    expect(file.text).toContain('Elena Ruiz')
    await context.close()
  })

  test('opens a patient by keyboard, and comes back to the same list, row and focus', async () => {
    const context = await openWindow(browser, { height: 420 })
    const page = await openStandalone(context, 'whitfield')
    await viewOf(page, 'Minutes short')
    for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowDown')
    const focused = () => page.evaluate<string>('document.activeElement.dataset.open')
    await expect.poll(focused).not.toBeUndefined()
    const id = await focused()
    const scroll = () => page.evaluate<number>('document.querySelector(".table-scroll").scrollTop')
    const before = await scroll()
    expect(before).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await page.locator('.banner-name').waitFor()
    expect(page.url()).not.toContain(id)
    await settled(page)
    await page.getByRole('link', { name: 'Time' }).click()
    await page.getByRole('button', { name: 'Back to list' }).click()
    await expect.poll(focused).toBe(id)
    expect(await scroll()).toBe(before)
    expect(await page.locator('.filters input[type="radio"]:checked').inputValue()).toBe('all')
    await context.close()
  })

  test('a row that the arrows bring is whole: above the lower edge, and beneath the heading', async () => {
    const context = await openWindow(browser, { height: 420 })
    const page = await openStandalone(context, 'reyes')
    await viewOf(page, 'Minutes short')
    const rows = (await rowsOf(page).count()) - 1
    expect(rows).toBeGreaterThan(10)
    for (const [key, presses] of [
      ['ArrowDown', rows],
      ['ArrowUp', rows - 1],
    ] as const) {
      for (let press = 0; press < presses; press++) {
        await page.keyboard.press(key)
        await expect.poll(() => page.evaluate(CUT), { message: `${key} ${String(press)}` }).toBe(0)
      }
    }
    await context.close()
  })

  test('columns keep their widths from the first row to the last', async () => {
    const context = await openWindow(browser, { height: 420 })
    const page = await openStandalone(context, 'reyes')
    await viewOf(page, 'Minutes short')
    const widths = () =>
      page.evaluate<number[]>('[...document.querySelectorAll("thead th")].map((cell) => cell.offsetWidth)')
    const spacers = () => page.locator('.table-scroll tbody tr[aria-hidden="true"]').count()
    expect(await spacers(), 'rows that are not drawn').toBe(1)
    const first = await widths()
    for (const top of [100, 10_000]) {
      await page.evaluate(`document.querySelector(".table-scroll").scrollTo({ top: ${String(top)} })`)
      await page.locator('.table-scroll tbody tr[aria-rowindex]').last().waitFor()
      expect(await widths()).toEqual(first)
    }
    await expect.poll(() => page.locator('.table-scroll tbody tr').last().getAttribute('data-row')).not.toBeNull()
    expect(await widths()).toEqual(first)
    await context.close()
  })

  test('keeps a view under a name across a reload, without what was searched for', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    await viewOf(page, 'Ready to bill')
    await page.locator('.find input').fill('Secret')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('To bill')
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('JSON.stringify(localStorage)')).not.toContain('Secret')
    await page.reload()
    await page.locator('.frame').waitFor()
    await settled(page)
    await page.getByRole('button', { name: 'To bill', exact: true }).click()
    expect(await page.locator('.view.current').textContent()).toContain('Ready to bill')
    // Somebody else at the same browser has views of their own.
    const other = await openStandalone(context, 'hale')
    await other.getByRole('button', { name: 'Save view' }).waitFor()
    expect(await other.getByRole('button', { name: 'To bill', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Remove view To bill' }).click()
    expect(await page.getByRole('button', { name: 'To bill', exact: true }).count()).toBe(0)
    await context.close()
  })

  test('a timer goes on while the list is shown, and can be stopped there', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'whitfield')
    await page.locator('.find input').fill('Edwin Lopez')
    await viewOf(page, 'Minutes short')
    await page.getByRole('button', { name: 'Edwin Lopez' }).click()
    await settled(page)
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()
    await page.getByRole('button', { name: 'Back to list' }).click()
    const timer = page.getByRole('group', { name: 'Timer runs' })
    await timer.waitFor()
    expect(await timer.textContent()).not.toContain('Lopez')
    await timer.getByRole('button', { name: 'Stop and save' }).click()
    await timer.waitFor({ state: 'detached' })
    const client = await fhirClient()
    const running = await client('/Task?patient=lopez&status=in-progress&_summary=count')
    expect(running.body).toMatchObject({ total: 0 })
    await context.close()
  })

  test('a practice of thousands has some tens of rows in the page, and scrolls to the last', async () => {
    const context = await openWindow(browser)
    await context.route('**/fhir/r4/$ccm-panel*', async (route) => {
      const answer = await route.fetch()
      const parameters = (await answer.json()) as Parameters
      await route.fulfill({ response: answer, json: { ...parameters, parameter: hundredfold(parameters) } })
    })
    const page = await openStandalone(context, 'reyes')
    await viewOf(page, 'Minutes short')
    const rows = Number(await page.locator('table').getAttribute('aria-rowcount'))
    expect(rows).toBeGreaterThan(1_500)
    expect(await rowsOf(page).count()).toBeLessThan(60)
    await page.evaluate('document.querySelector(".table-scroll").scrollTo(0, 1e7)')
    await page.locator(`tr[aria-rowindex="${rows}"]`).waitFor()
    expect(await rowsOf(page).count()).toBeLessThan(60)
    await page.getByRole('checkbox', { name: 'Choose all that are shown' }).click()
    await page.getByText(`${rows - 1} patients chosen`).waitFor()
    // Ten boxes, one after the other: none holds the page up.
    const slowest = await page.evaluate<number>(`(() => {
      const times = [...document.querySelectorAll('[data-choose]')].slice(0, 10).map((box) => {
        const began = performance.now()
        box.click()
        return performance.now() - began
      })
      return Math.max(...times)
    })()`)
    await page.getByText(`${rows - 11} patients chosen`).waitFor()
    expect(slowest).toBeLessThan(250)
    expect(await rowsOf(page).count()).toBeLessThan(60)
    await context.close()
  })

  test('the CSV waits until all are read, and says nothing of what is not known', async () => {
    const context = await openWindow(browser)
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>()
    await context.route('**/fhir/r4/$ccm-panel*', async (route) => {
      if (route.request().url().includes('after=')) {
        await gate
        return route.fulfill({ json: { resourceType: 'Parameters' } })
      }
      const answer = await route.fetch()
      const { parameter = [], ...rest } = (await answer.json()) as Parameters
      const next = { name: 'next', valueString: 'a-second-page' }
      return route.fulfill({ response: answer, json: { ...rest, parameter: [...parameter, next] } })
    })
    const page = await context.newPage()
    await page.goto(`${appUrl()}/launch`)
    await page.locator('input[value="reyes"]').check()
    await page.locator('button[value="allow"]').click()
    const waiting = page.getByRole('button', { name: 'CSV, once all are read' })
    await page.getByText(/patients read so far/).waitFor()
    let files = 0
    page.on('download', () => files++)
    await waiting.press('Enter')
    await page.locator('.live', { hasText: 'CSV, once all are read' }).waitFor({ state: 'attached' })
    open(undefined)
    await waiting.waitFor({ state: 'detached' })
    expect(files).toBe(0)

    await viewOf(page, 'Eligible')
    const { text } = await saved(page, () => page.getByRole('button', { name: /^CSV, \d+ rows/ }).click())
    const [head = '', ...lines] = text.trim().split('\r\n')
    const at = head.split(',').indexOf('earned-usd')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.map((line) => line.split(',')[at])).toEqual(lines.map(() => ''))
    await context.close()
  })

  test('what could not be read is said: part of the patients, or their tasks; nobody is told that there is none', async () => {
    const context = await openWindow(browser)
    const broken = { status: 503, json: { resourceType: 'OperationOutcome', issue: [] } }
    let fails = true
    await context.route(/fhir\/r4\/Task\?_profile=/, (route) => (fails ? route.fulfill(broken) : route.continue()))
    await context.route('**/fhir/r4/$ccm-panel*', async (route) => {
      if (!fails) return route.continue()
      if (route.request().url().includes('after=')) return route.fulfill(broken)
      const answer = await route.fetch()
      const { parameter = [], ...rest } = (await answer.json()) as Parameters
      const first = parameter.filter(({ name }) => name !== 'patient')
      const some = parameter.filter(({ name }) => name === 'patient').slice(0, 12)
      const next = { name: 'next', valueString: 'a-second-page' }
      return route.fulfill({ response: answer, json: { ...rest, parameter: [...first, ...some, next] } })
    })
    const page = await openStandalone(context, 'reyes')
    await page.getByText('Not everybody was read').waitFor({ timeout: 40_000 })
    await viewOf(page, 'Minutes short')
    expect(await rowsOf(page).count()).toBeGreaterThan(0)
    expect(await page.getByText('no open need').count()).toBe(0)
    const tasks = page.locator('.views').getByRole('button', { name: 'Tasks due' })
    expect(await tasks.locator('.view-count').textContent()).toBe('…')
    await tasks.click()
    expect(await page.getByText('No task is due here.').count()).toBe(0)
    const file = await saved(page, () => page.getByRole('button', { name: /^CSV, / }).click())
    expect(file.name).toMatch(/^worklist-tasks-\d{4}-\d{2}-incomplete\.csv$/)

    fails = false
    await page.locator('.list-failed').getByRole('button', { name: 'Try again' }).click()
    await page.locator('.list-failed').waitFor({ state: 'detached' })
    await expect.poll(() => tasks.locator('.view-count').textContent()).not.toBe('…')
    await context.close()
  })

  test('inside a chart there is no list, and no way to one', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz')
    expect(await page.getByRole('link', { name: 'Worklist' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Back to list' }).count()).toBe(0)
    await page.evaluate('location.hash = "#/worklist"')
    await page.waitForURL((url) => url.hash === '#/overview')
    await context.close()
  })
})

/** The practice's own patients, a hundred times each, as others. */
function hundredfold({ parameter = [] }: Parameters): Parameters['parameter'] {
  return parameter.flatMap((one) => {
    if (one.name !== 'patient') return [one]
    return Array.from({ length: 100 }, (_, copy) => ({
      ...one,
      part: (one.part ?? []).map((part) =>
        part.name === 'patient'
          ? {
              ...part,
              valueReference: {
                reference: `${part.valueReference?.reference ?? ''}-${copy}`,
                display: `${part.valueReference?.display ?? ''} ${copy}`,
              },
            }
          : part,
      ),
    }))
  })
}
