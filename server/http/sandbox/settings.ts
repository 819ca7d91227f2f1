import { EHR_KINDS, type EhrKind } from './second-ehr/ehr-kinds.ts'
import type { DemoSite, SandboxPerson } from '../site/pages-deps.ts'

/** How wide the app's frame is, in CSS pixels; `fill`: as wide as there is room. */
export const WIDTHS = ['fill', '600', '800', '1200'] as const

/** `own`: this very server is the EHR. */
export type Behaviour = 'own' | EhrKind

/** What somebody has set in the control strip. It stands in the address: two windows can differ. */
export interface Settings {
  /** Id of the person as whom the EHR is used. */
  readonly person: string
  readonly width: (typeof WIDTHS)[number]
  /** Whether the EHR asks the app to show whose chart it is in (`need_patient_banner`). */
  readonly banner: boolean
  readonly behaves: Behaviour
}

/** Whoever writes the care plans. */
const FIRST_ROLE = 'clinical-staff'

/** Reads the settings of an address; what it does not know is as it is at first. */
export function readSettings(query: URLSearchParams, site: DemoSite): Settings {
  const behaves = EHR_KINDS.find((kind) => kind === query.get('behaves')) ?? 'own'
  const people = peopleOf(site, behaves)
  const first = people.find(({ role }) => role === FIRST_ROLE) ?? people[0]
  return {
    person: (people.find(({ id }) => id === query.get('person')) ?? first)?.id ?? '',
    width: WIDTHS.find((width) => width === query.get('width')) ?? 'fill',
    banner: query.get('banner') !== 'no',
    behaves,
  }
}

/** The settings as the query of a link within the sandbox. */
export function queryOf({ person, width, banner, behaves }: Settings): string {
  return `?${new URLSearchParams({ person, width, banner: banner ? 'yes' : 'no', behaves }).toString()}`
}

/** Who uses an EHR: everybody here; another EHR's clinicians, and one whom nobody here has given a role. */
export function peopleOf({ people, secondEhr }: DemoSite, behaves: Behaviour): readonly SandboxPerson[] {
  if (behaves === 'own') return people
  return [...people.filter(({ role }) => role !== undefined && CLINICIANS.has(role)), secondEhr.guest]
}

const CLINICIANS: ReadonlySet<string> = new Set(['billing-practitioner', 'clinical-staff'])
