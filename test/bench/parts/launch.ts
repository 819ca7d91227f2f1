import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { NO_CHROMIUM, openChromium } from '../../browser/support/chromium.ts'
import { runToEnd } from '../../support/server-process.ts'
import { percentile, readable } from '../figures.ts'
import type { Bench } from '../open-bench.ts'
import { limitRow, type Row } from '../row.ts'

/** Somebody who is enrolled, in the demo practice. */
const PATIENT = 'ruiz'

/** Launches before the measured ones: the server's own caches are warm, as they are in use. */
const BEFORE = 3

/**
 * A SMART launch from a chart in a browser that has nothing of the app yet, up to the patient's page: to the patient's name
 * and the month's minutes, and until everything on the page has been read.
 */
export async function measureLaunch(bench: Bench): Promise<readonly Row[]> {
  const browser = await openChromium()
  if (!browser) {
    process.stderr.write(`launch: ${NO_CHROMIUM}\n`)
    return []
  }
  try {
    const built = await runToEnd(['smart-app/build/prepare.ts'])
    if (built.code !== 0) throw new Error(`The app could not be built:\n${built.output}`)
    const product = await bench.product()
    const at = product.url.replace('127.0.0.1', 'localhost')
    const headers = await product.headers('clinical-staff')
    const launches: Launched[] = []
    const wanted = bench.quick ? 10 : 40
    for (let count = 0; count < BEFORE + wanted; count++)
      launches.push(await launch(browser, at, { ...headers, 'content-type': 'application/json' }))
    const measured = launches.slice(BEFORE)
    return [
      ...rowsOf(
        'launch, to the patient and the month',
        1,
        measured.map(({ patient }) => patient),
      ),
      ...rowsOf(
        'launch, until the whole page is read',
        2,
        measured.map(({ whole }) => whole),
      ),
    ]
  } finally {
    await browser.close()
  }
}

/** Seconds from the opening of the launch URL on. */
interface Launched {
  readonly patient: number
  readonly whole: number
}

async function launch(browser: Browser, at: string, headers: Readonly<Record<string, string>>): Promise<Launched> {
  const answer = await fetch(`${at}/auth/launch`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ client: 'ccm-app', patient: PATIENT }),
  })
  if (!answer.ok) throw new Error(`/auth/launch answered ${answer.status}: ${await answer.text()}`)
  const { launch: id } = (await answer.json()) as { readonly launch: string }
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } })
  const page = await context.newPage()
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  await page.goto(`${at}/launch?iss=${encodeURIComponent(`${at}/fhir/r4`)}&launch=${id}`, { waitUntil: 'commit' })
  await Promise.all([page.locator('.banner-name').waitFor(), page.locator('.month-number').waitFor()])
  const patient = seconds()
  while ((await page.locator('[aria-busy="true"]').count()) > 0) await sleep(5)
  const whole = seconds()
  await context.close()
  return { patient, whole }
}

function rowsOf(what: string, most: number, values: readonly number[]): readonly Row[] {
  const spread = `${what}, 50 % (fastest ${readable(Math.min(...values))} s)`
  return [
    limitRow(spread, most, 's', [percentile(values, 0.5)]),
    limitRow(`${what}, 95 %`, most, 's', [percentile(values, 0.95)]),
  ]
}
