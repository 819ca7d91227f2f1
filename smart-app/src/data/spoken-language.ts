import type { CodeableConcept, Patient } from '@medplum/fhirtypes'
import type { Language } from '../say/say.ts'

/** What a patient speaks. */
export interface SpokenLanguage {
  /** As the chart names it, in English; for who reads Spanish in Spanish. Absent: nobody has asked. */
  readonly name: string | undefined
  /** Ours, where it is one of ours; English where nobody has asked. */
  readonly language: Language | undefined
  readonly needsInterpreter: boolean
}

const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired'

/** The language that the patient prefers. @param reader language of the person at the screen */
export function spokenLanguage(patient: Patient | undefined, reader: Language = 'en'): SpokenLanguage {
  const spoken = patient?.communication?.find(({ preferred }) => preferred) ?? patient?.communication?.[0]
  const coding = spoken?.language.coding?.[0]
  return {
    name: nameFor(spoken?.language, reader),
    language: ofOurs(coding?.code),
    needsInterpreter: patient?.extension?.some(({ url, valueBoolean }) => url === INTERPRETER && valueBoolean) === true,
  }
}

function nameFor(spoken: CodeableConcept | undefined, reader: Language): string | undefined {
  const coding = spoken?.coding?.[0]
  if (reader === 'es' && coding?.code !== undefined) return languageName(coding.code, reader)
  return spoken?.text ?? coding?.display ?? coding?.code
}

function ofOurs(code: string | undefined): Language | undefined {
  if (code === undefined || /^en\b/i.test(code)) return 'en'
  return /^es\b/i.test(code) ? 'es' : undefined
}

/** `Spanish`, in the reader's language. */
export function languageName(code: string, reader: Language): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(code.split('-')[0] ?? code) ?? code
  } catch {
    return code
  }
}
