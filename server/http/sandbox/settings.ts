import type { SandboxPerson } from '../site/pages-deps.ts'

/** How wide the app's frame is, in CSS pixels; `fill`: as wide as there is room. */
export const WIDTHS = ['fill', '600', '800', '1200'] as const

/** What somebody has set in the control strip. It stands in the address: two windows can differ. */
export interface Settings {
  /** Id of the person as whom the EHR is used. */
  readonly person: string
  readonly width: (typeof WIDTHS)[number]
  /** Whether the EHR asks the app to show whose chart it is in (`need_patient_banner`). */
  readonly banner: boolean
}

/** Whoever writes the care plans. */
const FIRST_ROLE = 'clinical-staff'

/** Reads the settings of an address; what it does not know is as it is at first. */
export function readSettings(query: URLSearchParams, people: readonly SandboxPerson[]): Settings {
  const first = people.find(({ role }) => role === FIRST_ROLE) ?? people[0]
  return {
    person: (people.find(({ id }) => id === query.get('person')) ?? first)?.id ?? '',
    width: WIDTHS.find((width) => width === query.get('width')) ?? 'fill',
    banner: query.get('banner') !== 'no',
  }
}

/** The settings as the query of a link within the sandbox. */
export function queryOf({ person, width, banner }: Settings): string {
  return `?${new URLSearchParams({ person, width, banner: banner ? 'yes' : 'no' }).toString()}`
}
