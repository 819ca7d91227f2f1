import fc, { type Arbitrary, type IAsyncProperty, type RunDetails } from 'fast-check'
import type { Answered, Ask } from './ask.ts'
import { bodyAsks } from './asks/bodies.ts'
import { bundleAsks } from './asks/bundles.ts'
import { headerAsks } from './asks/headers.ts'
import { operationAsks } from './asks/operations.ts'
import { patchAsks } from './asks/patches.ts'
import { pageAsks, searchAsks } from './asks/searches.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { OF_P1, SAMPLES } from './samples.ts'
import { complaints, type Asked } from './soundness.ts'

/** One sort of request that is fuzzed. */
export interface Area {
  readonly name: string
  /** Requests of it in a run of the tests. */
  readonly runs: number
  property(target: FuzzTarget): IAsyncProperty<[unknown]>
}

const samples = SAMPLES as unknown as readonly Record<string, unknown>[]

/** Everything that is fuzzed. What each area sends stands beside it in `asks/`. */
export const AREAS: readonly Area[] = [
  // First, while no record holds what the others make up.
  {
    name: 'confined',
    runs: 400,
    property: (target) =>
      fc.asyncProperty(searchAsks(target.types), async (ask) => {
        const answered = await target.send(ask, target.patientToken)
        sound(target, answered, { method: ask.method, fhir: true, hidden: OF_P1 })
      }),
  },
  {
    name: 'bodies',
    runs: 800,
    property: (target) =>
      fc.asyncProperty(bodyAsks(samples), async (ask) => {
        const answered = await target.send(ask)
        sound(target, answered, { method: ask.method, fhir: true })
        if (answered.status === 200 || answered.status === 201) await readBack(target, answered)
      }),
  },
  area('searches', 1000, ({ types }) => searchAsks(types)),
  area('pages', 200, ({ nextLinks }) => pageAsks(nextLinks)),
  area('patches', 500, () => patchAsks),
  area('bundles', 400, () => bundleAsks(samples)),
  area('operations', 400, ({ operations }) => operationAsks(operations, samples)),
  {
    name: 'headers',
    runs: 500,
    property: (target) =>
      fc.asyncProperty(headerAsks(target.base), async ({ text, encoding }) => {
        const answered = await target.sendBytes(Buffer.from(text.replace('TOKEN', target.token), encoding))
        // What is no HTTP at all may be met by an end of the connection.
        if (answered) sound(target, answered, askedIn(text))
      }),
  },
]

function area(name: string, runs: number, asks: (target: FuzzTarget) => Arbitrary<Ask>): Area {
  return {
    name,
    runs,
    property: (target) =>
      fc.asyncProperty(asks(target), async (ask) => {
        sound(target, await target.send(ask), { method: ask.method, fhir: true })
      }),
  }
}

/** What has been stored is read as it was answered. */
async function readBack(target: FuzzTarget, { headers, text }: Answered): Promise<void> {
  const path = /\/fhir\/r4(\/[^/]+\/[^/]+)/.exec(headers['content-location'] ?? headers.location ?? '')?.[1]
  if (path === undefined) return
  const read = await target.send({ method: 'GET', path })
  if (read.status !== 200 || read.text !== text)
    throw new Error(
      `${path} was stored as ${text.slice(0, 600)} and is read as ${read.status} ${read.text.slice(0, 600)}`,
    )
}

/** What the first line of a request asks for. */
function askedIn(text: string): Asked {
  const [method = '', url = ''] = text.split(' ', 2)
  return { method, fhir: /^\/fhir\/r4(?:[/?]|$)/.test(url) }
}

function sound(target: FuzzTarget, answered: Answered, asked: Asked): void {
  const wrong = [...complaints(answered, asked), ...target.failures()]
  if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${answered.status} ${answered.text.slice(0, 600)}`)
}

/** How long, or how often, an area is fuzzed, and from which seed. */
export interface FuzzRun {
  readonly seed: number
  readonly runs?: number
  readonly milliseconds?: number
  /** Where in the runs of a seed a fault was found, as fast-check prints it. */
  readonly path?: string
}

/** Fuzzes one area. Resolves with what was found, undefined when nothing was. */
export async function fuzzArea(target: FuzzTarget, area: Area, run: FuzzRun): Promise<string | undefined> {
  const { seed, runs = area.runs, milliseconds, path } = run
  const details = await fc.check(area.property(target), {
    seed,
    numRuns: milliseconds === undefined ? runs : Number.MAX_SAFE_INTEGER,
    ...(milliseconds === undefined ? {} : { interruptAfterTimeLimit: milliseconds }),
    ...(path === undefined ? {} : { path }),
  })
  const clean = await target.send({ method: 'GET', path: '/Patient/p2' })
  if (details.failed) return report(details)
  return clean.status === 200 || clean.status === 410
    ? undefined
    : `After ${details.numRuns} requests a clean read is answered ${clean.status} ${clean.text}`
}

function report({ counterexample, counterexamplePath, errorInstance, numRuns }: RunDetails<[unknown]>): string {
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const ask = JSON.stringify(counterexample?.[0]).slice(0, 4000)
  return `found after ${numRuns} requests, --path ${counterexamplePath ?? ''}\n${ask}\n${reason}`
}
