import type { Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { makeDataDir } from '../support/demo-server.ts'
import { startServer } from '../support/server-process.ts'
import { fhirClient, openChart, openWindow, settled } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import type { ServerAt } from './support/file-server.ts'

/** The care manager's time for a patient, on a server. */
async function timeOf(patient: string, at: ServerAt): Promise<readonly Task[]> {
  const client = await fhirClient({ role: 'administrator' }, at)
  const activities = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity|'
  const query = `patient=${patient}&owner=Practitioner/whitfield&code=${activities}&_sort=-period&_count=50`
  const answer = await client(`/Task?${query}`)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
}

await describeInBrowser('what goes wrong', (browser) => {
  test('a server that restarts while a timer runs: it is unsent, then sent, and no second is lost', async () => {
    const folder = await makeDataDir()
    const first = await startServer({ DATA_DIR: folder.path })
    const at = { url: first.url.replace('127.0.0.1', 'localhost'), data: folder.path }
    const context = await openWindow(browser)
    const page = await openChart(context, 'greer', { at })
    await page.clock.install()
    await page.reload()
    await settled(page)
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()
    await expect.poll(async () => (await timeOf('greer', at))[0]?.status).toBe('in-progress')
    await first.stop()
    await page.clock.fastForward('00:31')
    await page.getByText(/not saved since/).waitFor()
    await page.getByText(/No connection since/).waitFor()
    const second = await startServer({ DATA_DIR: folder.path, PORT: new URL(at.url).port })
    await page.getByText(/No connection since/).waitFor({ state: 'detached' })
    await page.clock.fastForward('00:25')
    await page.getByText(/not saved since/).waitFor({ state: 'detached' })
    await page.keyboard.press('s')
    await page.locator('.dock-saved').waitFor()
    const shown = /(\d+):(\d+) saved/.exec(await page.locator('.dock').innerText())
    const [task] = await timeOf('greer', at)
    const { start = '', end = '' } = task?.executionPeriod ?? {}
    const seconds = (Date.parse(end) - Date.parse(start)) / 1000
    expect(task?.status).toBe('completed')
    expect(seconds).toBeGreaterThanOrEqual(56)
    expect(Number(shown?.[1]) * 60 + Number(shown?.[2])).toBe(seconds)
    expect((await timeOf('greer', at)).filter(({ executionPeriod }) => executionPeriod?.start === start)).toHaveLength(
      1,
    )
    await context.close()
    await second.stop()
    await folder.remove()
  })
})
