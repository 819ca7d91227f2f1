import type { Bundle, Composition, CompositionSection, Patient } from '@medplum/fhirtypes'
import { nameOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import { clockTime } from '../calendar.ts'
import { dateWords } from '../care-plan/words/dates.ts'
import { blocksOfNarrative } from './blocks-of-narrative.ts'
import type { Paper, PaperSection } from './paper.ts'

/**
 * A FHIR document as paper: its Composition's sections with their narratives, which hold everything that a reader must see
 * (https://hl7.org/fhir/R4/documents.html#presentation).
 * @param printed which of the sections go to paper, where some say again what others say
 */
export function paperOfDocument(
  document: Bundle,
  timeZone: string,
  printed: (sections: readonly CompositionSection[]) => readonly CompositionSection[] = (sections) => sections,
): Paper {
  const composition = document.entry?.[0]?.resource as Composition
  const { title, subject, section } = composition
  return {
    title,
    language: 'en',
    type: 'plain',
    lines: [...subjectLines(composition, document), ...linesOf(composition, timeZone)],
    sections: printed(section ?? []).map(sectionOf),
    foot: subject?.display ? `${title}, ${subject.display}` : title,
    page: 'Page',
  }
}

/** Whom the document is about: a name alone is several people's. */
function subjectLines({ subject }: Composition, { entry = [] }: Bundle): readonly string[] {
  if (!subject?.display) return []
  const patient = entry
    .flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? [resource] : []))
    .find((one) => referenceTo(one) === subject.reference)
  const born = patient?.birthDate === undefined ? '' : `, born ${dateWords(patient.birthDate)}`
  return [`Patient: ${subject.display}${born}`, ...identifierWords(patient)]
}

function identifierWords(patient: Patient | undefined): readonly string[] {
  return (patient?.identifier ?? []).flatMap(({ type, use, value }) => {
    const name = nameOf(type)
    return name === '' || value === undefined || use === 'old' ? [] : [`${name}: ${value}`]
  })
}

function linesOf({ event, author, date }: Composition, timeZone: string): readonly string[] {
  const { start, end } = event?.[0]?.period ?? {}
  return [
    ...(start && end ? [`${dateWords(start)} to ${dateWords(end)}`] : []),
    ...(author[0]?.display ? [`Practice: ${author[0].display}`] : []),
    `Made ${clockTime(Date.parse(date), timeZone)}, ${timeZone}`,
  ]
}

function sectionOf({ title = '', text, section = [] }: CompositionSection): PaperSection {
  const inner = section.map(sectionOf)
  return {
    title,
    blocks: [
      ...blocksOfNarrative(text?.div ?? ''),
      ...inner.flatMap((one) => [{ kind: 'heading', text: one.title } as const, ...one.blocks]),
    ],
  }
}
