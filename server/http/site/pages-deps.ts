import type { Principal } from '../../auth/principal.ts'
import type { Startup } from '../surface.ts'
import type { AppPagesDeps } from './app-pages.ts'

/** The demo as its pages show it. */
export interface DemoSite {
  /** Who the pages read as: a role that can write nothing. Known when the demo practice is. */
  readonly reader: () => Principal | undefined
  /** The months that links offer, the newest first: `2026-03`. */
  readonly months: () => readonly string[]
  /** What a patient is there to show, by id; nothing for those who came in later. */
  readonly shows: (patient: string) => string | undefined
}

export interface PagesDeps {
  readonly startup: Startup
  /** Absent in production: then nothing is shown without a token. */
  readonly demo?: DemoSite
  /** Origins that the SMART app's pages have to do with. */
  readonly ehrOrigins: AppPagesDeps
  /** Version of the product. */
  readonly version: string
}
