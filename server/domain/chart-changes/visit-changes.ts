import type { DocumentReference, Encounter } from '@medplum/fhirtypes'
import type { CareRecord } from '../care-plan/care-record.ts'
import { localName, type LocalText } from '../care-plan/local-text.ts'
import { localDate } from '../fhir/instants.ts'
import { structureDefinition, SYSTEM } from '../fhir/canonicals.ts'
import { nameOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import { isWithin, type ChangesQuestion, type ChartChange, type ChangeKind } from './chart-change.ts'

/** Classes of HL7's ActCode under which a patient stays in a hospital. */
const STAYS: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC', 'OBSENC'])

/** Visits that never took place, or not yet. */
const NOT_BEGUN: ReadonlySet<string> = new Set(['planned', 'cancelled', 'entered-in-error'])

/** Hospital stays, emergency and other visits, by the day on which they ended or, while they last, began. */
export function visitChanges(record: CareRecord, question: ChangesQuestion): readonly ChartChange[] {
  return record.all('Encounter').flatMap((encounter) => {
    const { start, end } = encounter.period ?? {}
    const from = localDate(start, question.timeZone)
    const on = localDate(end, question.timeZone) ?? from
    if (NOT_BEGUN.has(encounter.status) || !isWithin(on, question)) return []
    const lasted = from !== undefined && from < on
    return [
      {
        kind: kindOf(encounter),
        on,
        ...(lasted && { from }),
        what: visitName(encounter),
        ...reasonOf(encounter),
        references: [referenceTo(encounter)],
      },
    ]
  })
}

function kindOf({ class: { system = SYSTEM.actCode, code = '' } }: Encounter): ChangeKind {
  if (system !== SYSTEM.actCode) return 'visit'
  if (code === 'EMER') return 'emergency-visit'
  return STAYS.has(code) ? 'hospital-stay' : 'visit'
}

/** What a visit is called: by its type, else by its class. */
export function visitName({ type, class: { display, code } }: Encounter): LocalText {
  const name = localName(type?.[0])
  return name.text === '' ? { text: display ?? code ?? '' } : name
}

function reasonOf({ reasonCode }: Encounter): Pick<ChartChange, 'why'> {
  const why = nameOf(reasonCode?.[0])
  return why === '' ? {} : { why }
}

/** New documents of the chart; copies of the plan that this server made are the practice's own. */
export function documentChanges(record: CareRecord, question: ChangesQuestion): readonly ChartChange[] {
  return record.all('DocumentReference').flatMap((document) => {
    const on = localDate(document.date ?? document.meta?.lastUpdated, question.timeZone)
    if (document.status !== 'current' || isOurCopy(document) || !isWithin(on, question)) return []
    return [{ kind: 'document', on, what: documentName(document), references: [referenceTo(document)] }]
  })
}

function isOurCopy({ meta }: DocumentReference): boolean {
  return meta?.profile?.includes(structureDefinition('ccm-care-plan-document')) === true
}

function documentName({ type, description, content }: DocumentReference): LocalText {
  const title = description ?? content[0]?.attachment.title
  return title === undefined ? localName(type) : { text: title }
}
