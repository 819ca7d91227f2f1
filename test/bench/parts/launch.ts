import { setTimeout as sleep } from 'node:timers/promises'
import { NO_CHROMIUM, openChromium } from '../../browser/support/chromium.ts'
import { runToEnd } from '../../support/server-process.ts'
import { percentile, readable } from '../figures.ts'
import type { Bench } from '../open-bench.ts'
import { limitRow, type Row } from '../row.ts'
import { connectUnwatched, freePort, type UnwatchedBrowser, type UnwatchedPage } from '../unwatched-browser.ts'

/** Somebody who is enrolled, in the demo practice. */
const PATIENT = 'ruiz'

/** Launches before the measured ones: the server's own caches are warm, as they are in use. */
const BEFORE = 3

/** Milliseconds after which a launch has failed. */
const LONGEST = 30_000

/**
 * A SMART launch from a chart in a browser that has nothing of the app yet, up to the patient's page: to the patient's name
 * and the month's minutes, and until everything on the page has been read.
 */
export async function measureLaunch(bench: Bench): Promise<readonly Row[]> {
  const port = await freePort()
  const browser = await openChromium([`--remote-debugging-port=${port}`])
  if (!browser) {
    process.stderr.write(`launch: ${NO_CHROMIUM}\n`)
    return []
  }
  try {
    const built = await runToEnd(['smart-app/build/prepare.ts'])
    if (built.code !== 0) throw new Error(`The app could not be built:\n${built.output}`)
    const product = await bench.product()
    const at = product.url.replace('127.0.0.1', 'localhost')
    const headers = { ...(await product.headers('clinical-staff')), 'content-type': 'application/json' }
    const unwatched = await connectUnwatched(port)
    const launches: Launched[] = []
    const wanted = bench.quick ? 10 : 40
    for (let count = 0; count < BEFORE + wanted; count++) launches.push(await launch(unwatched, at, headers))
    unwatched.close()
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

/** Keeps, in each document, when its frame first had painted what is waited for: milliseconds since 1970. */
const WATCH = `{
  const seen = (globalThis.seen = {})
  const instant = () => performance.timeOrigin + performance.now()
  const shows = (...selectors) => selectors.every((selector) => document.querySelector(selector))
  const keep = (name) => requestAnimationFrame(() => (seen[name] = instant()))
  const look = (asked) => {
    if (!asked && shows('.banner-name', '.month-number')) asked = keep('patient')
    if (asked && !shows('[aria-busy="true"]')) keep('whole')
    else requestAnimationFrame(() => look(asked))
  }
  requestAnimationFrame(() => look())
}`

async function launch(browser: UnwatchedBrowser, at: string, headers: Readonly<Record<string, string>>) {
  const answer = await fetch(`${at}/auth/launch`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ client: 'ccm-app', patient: PATIENT }),
  })
  if (!answer.ok) throw new Error(`/auth/launch answered ${answer.status}: ${await answer.text()}`)
  const { launch: id } = (await answer.json()) as { readonly launch: string }
  const page = await browser.open(WATCH)
  const began = performance.timeOrigin + performance.now()
  await page.goto(`${at}/launch?iss=${encodeURIComponent(`${at}/fhir/r4`)}&launch=${id}`)
  const seen = await seenBy(page, began)
  await page.close()
  return { patient: (seen.patient - began) / 1000, whole: (seen.whole - began) / 1000 }
}

/** Looks seldom, for each look takes the page's time. */
async function seenBy(page: UnwatchedPage, began: number): Promise<Launched> {
  const seen = (await page.evaluate('globalThis.seen')) as Partial<Launched> | undefined
  if (seen?.patient !== undefined && seen.whole !== undefined) return { patient: seen.patient, whole: seen.whole }
  if (performance.timeOrigin + performance.now() - began > LONGEST) throw new Error('The app did not open.')
  await sleep(100)
  return seenBy(page, began)
}

function rowsOf(what: string, most: number, values: readonly number[]): readonly Row[] {
  const spread = `${what}, 50 % (fastest ${readable(Math.min(...values))} s)`
  return [
    limitRow(spread, most, 's', [percentile(values, 0.5)]),
    limitRow(`${what}, 95 %`, most, 's', [percentile(values, 0.95)]),
  ]
}
