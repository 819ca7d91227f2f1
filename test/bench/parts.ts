import type { Bench } from './open-bench.ts'
import { measureCreates } from './parts/creates.ts'
import { measureEverything } from './parts/everything.ts'
import { measureExport } from './parts/export.ts'
import { measureImport } from './parts/import.ts'
import { measureLaunch } from './parts/launch.ts'
import { measureMonthClose } from './parts/month-close.ts'
import { measureReads } from './parts/reads.ts'
import { measureSearches } from './parts/searches.ts'
import { measureStart } from './parts/start.ts'
import { measureUpdates } from './parts/updates.ts'
import { measureConditionalCreates } from './parts/conditional-creates.ts'
import type { Row } from './row.ts'

/** One subject of the benchmark. Each has a database of its own. */
export interface Part {
  readonly name: string
  readonly measure: (bench: Bench) => Promise<readonly Row[]>
}

/** All parts, in the order of the table. */
export const PARTS: readonly Part[] = [
  { name: 'read', measure: measureReads },
  { name: 'search', measure: measureSearches },
  { name: 'everything', measure: measureEverything },
  { name: 'export', measure: measureExport },
  { name: 'create', measure: measureCreates },
  { name: 'update', measure: measureUpdates },
  { name: 'conditional', measure: measureConditionalCreates },
  { name: 'import', measure: measureImport },
  { name: 'month-close', measure: measureMonthClose },
  { name: 'start', measure: measureStart },
  { name: 'launch', measure: measureLaunch },
]
