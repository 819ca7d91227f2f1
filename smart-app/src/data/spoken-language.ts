import type { Patient } from '@medplum/fhirtypes'
import type { Language } from '../say/say.ts'

/** What a patient speaks. */
export interface SpokenLanguage {
  /** As the chart names it; absent: nobody has asked. */
  readonly name: string | undefined
  /** Ours, where it is one of ours; English where nobody has asked. */
  readonly language: Language | undefined
  readonly needsInterpreter: boolean
}

const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired'

/** The language that the patient prefers. */
export function spokenLanguage(patient: Patient | undefined): SpokenLanguage {
  const spoken = patient?.communication?.find(({ preferred }) => preferred) ?? patient?.communication?.[0]
  const coding = spoken?.language.coding?.[0]
  return {
    name: spoken?.language.text ?? coding?.display ?? coding?.code,
    language: ofOurs(coding?.code),
    needsInterpreter: patient?.extension?.some(({ url, valueBoolean }) => url === INTERPRETER && valueBoolean) === true,
  }
}

function ofOurs(code: string | undefined): Language | undefined {
  if (code === undefined || /^en\b/i.test(code)) return 'en'
  return /^es\b/i.test(code) ? 'es' : undefined
}
