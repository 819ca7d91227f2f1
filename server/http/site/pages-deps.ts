import type { Practitioner } from '@medplum/fhirtypes'
import type { Role } from '#ports/caller.ts'
import type { Principal } from '../../auth/principal.ts'
import type { Startup } from '../surface.ts'
import type { AppPagesDeps } from './app-pages.ts'

/** Somebody of the demo as whom the sandbox EHR is used. */
export interface SandboxPerson {
  readonly id: string
  readonly name: string
  /** What they do, in words. */
  readonly title: string
  /** Absent: the practice has given this person none. */
  readonly role?: Role
}

/** The sandbox EHR on another origin. */
interface SecondEhrSite {
  /** This machine under another name. */
  readonly origin: () => string
  /** `iss` of its id_tokens. */
  readonly issuer: string
  /** Somebody whom only that EHR knows: without a role here. */
  readonly guest: SandboxPerson
  readonly guestResource: Practitioner
}

/** The demo as its pages show it. */
export interface DemoSite {
  /** Who the pages read as: a role that can write nothing. Known when the demo practice is. */
  readonly reader: () => Principal | undefined
  /** The practice's time zone. */
  readonly timeZone: string
  /** The months that links offer, the newest first: `2026-03`. */
  readonly months: () => readonly string[]
  /** What a patient is there to show, by id; nothing for those who came in later. */
  readonly shows: (patient: string) => string | undefined
  /** Patients by id with whom the story begins: one who can be enrolled, one whose month needs minutes. */
  readonly tour: { readonly enroll: string; readonly time: string }
  /** As whom the sandbox EHR can be used. */
  readonly people: readonly SandboxPerson[]
  /** A token for one of them that opens apps and does nothing else, for a minute; undefined where there is no such person. */
  readonly tokenFor: (person: string) => Promise<string | undefined>
  /** Ends the app's tokens for a patient, here and now. */
  readonly endTokens: (patient: string) => void
  /** The EHR on another origin that can behave like others. */
  readonly secondEhr: SecondEhrSite
  /** What clients call the server, without a trailing slash. */
  readonly url: () => string
}

export interface PagesDeps {
  readonly startup: Startup
  /** Absent in production: then nothing is shown without a token. */
  readonly demo?: DemoSite
  /** Origins that the SMART app's pages have to do with. */
  readonly ehrOrigins: () => AppPagesDeps
  /** Version of the product. */
  readonly version: string
}
