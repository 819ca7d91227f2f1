import type { Sample } from '../samples/collection.ts'
import type { Verdict } from './judge.ts'

/** The kind of what must be found wrong. */
export const CONTROL = 'control'

const profile = (id: string) => ({ profile: [`https://ccm-on-fhir.org/ig/StructureDefinition/${id}`] })

/** Resources that are wrong, each in a way of its own: a validator that finds them good has not worked. */
const WRONG: Readonly<Record<string, object>> = {
  'a-code-that-is-none': { resourceType: 'Patient', gender: 'neither' },
  'an-unknown-element': { resourceType: 'Patient', birthDay: '1950-01-01' },
  'a-missing-element': { resourceType: 'Observation', code: { text: 'x' } },
  'an-invariant-of-R4': {
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [{ request: { method: 'GET', url: 'Patient/x' } }],
  },
  'a-profile-of-the-guide': { resourceType: 'Task', meta: profile('ccm-time-entry'), status: 'draft', intent: 'plan' },
  'a-code-of-the-guide': {
    resourceType: 'EpisodeOfCare',
    meta: profile('ccm-episode-of-care'),
    status: 'active',
    type: [{ coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-program', code: 'xyz' }] }],
    patient: { reference: 'Patient/x' },
  },
  'a-wrong-display': {
    resourceType: 'Basic',
    code: {
      coding: [
        { system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-staff-role', code: 'clinical-staff', display: 'Nobody' },
      ],
    },
  },
}

/** The controls, to be laid beside the samples. */
export const controls: readonly (Omit<Sample, 'kind'> & { readonly kind: typeof CONTROL })[] = Object.entries(
  WRONG,
).map(([name, resource]) => ({ kind: CONTROL, name, text: JSON.stringify(resource) }))

/** Controls that the validator found nothing wrong with. */
export function unnoticed(verdicts: readonly Verdict[]): readonly string[] {
  const noticed = new Set(
    verdicts
      .filter(({ messages }) => messages.some(({ severity }) => severity === 'error' || severity === 'fatal'))
      .map(({ file }) => file),
  )
  return controls.map(({ name }) => name).filter((name) => !noticed.has(`${CONTROL}/${name}.json`))
}
