import type { CarePlan, Communication, DocumentReference, Patient, Reference } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition, SYSTEM } from '../../fhir/canonicals.ts'
import { personName } from '../../fhir/names.ts'
import { literalOf, referenceTo, versionedReferenceTo } from '../../fhir/references.ts'
import { CARE_PLAN_ACTIVITIES } from '../../terminology/generated/care-plan-codes.ts'
import type { Language } from '../local-text.ts'
import { COPY_WORDS } from './copy-words.ts'

const COPY_PROFILE = structureDefinition('ccm-care-plan-document')

/** How a copy reaches the patient: codes of HL7's ParticipationMode. */
export const HANDOVER_MEDIA = {
  WRITTEN: 'written',
  MAILWRIT: 'mail',
  EMAILWRIT: 'email',
  FAXWRIT: 'telefax',
  ELECTRONIC: 'electronic data',
} as const

export type HandoverMedium = keyof typeof HANDOVER_MEDIA

/** Whose plan was handed over, when, to whom, by whom, how. */
export interface Handover {
  readonly plan: CarePlan
  readonly patient: Patient
  readonly language: Language
  readonly medium: HandoverMedium
  /** FHIR dateTime. */
  readonly sent: string
  /** `Patient/id` or `RelatedPerson/id`. */
  readonly recipient: string
  /** Who hands it over: `Practitioner/id`, else the practice. */
  readonly sender: Reference
  /** `Organization/id` of the practice, where it is on file. */
  readonly custodian?: string
  /** FHIR instant. */
  readonly now: string
  readonly documentId: string
  readonly communicationId: string
}

/** One form of the copy. */
export interface CopyFile {
  readonly contentType: 'application/pdf' | 'text/html'
  /** Base64. */
  readonly data: string
  /** Bytes. */
  readonly size: number
}

/**
 * The copy as it was given, kept for whoever asks what the patient was told.
 * @param outdated the copies that it takes the place of
 */
export function copyDocument(
  handover: Handover,
  files: readonly CopyFile[],
  outdated: readonly DocumentReference[],
): DocumentReference & { id: string } {
  const { plan, patient, language, sender, custodian, now, documentId } = handover
  const title = COPY_WORDS[language].title
  return {
    resourceType: 'DocumentReference',
    id: documentId,
    meta: { profile: [COPY_PROFILE] },
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: SYSTEM.loinc, code: '18776-5', display: 'Plan of care note' }] },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
            code: 'clinical-note',
            display: 'Clinical Note',
          },
        ],
      },
    ],
    subject: namedPatient(patient),
    date: now,
    author: [sender as NonNullable<DocumentReference['author']>[number]],
    ...(custodian === undefined ? {} : { custodian: { reference: custodian } }),
    ...(outdated.length === 0
      ? {}
      : { relatesTo: outdated.map((copy) => ({ code: 'replaces', target: { reference: referenceTo(copy) } })) }),
    description: title,
    content: files.map(({ contentType, data, size }) => ({
      attachment: { contentType, language, data, size, title, creation: now },
    })),
    context: { related: [{ reference: versionedReferenceTo(plan) }] },
  }
}

/**
 * Whether a copy on file is out of date once this one is given: it is a copy of the same plan, of another version or in
 * the same language. A copy of the same version in another language stands beside it.
 */
export function isOutdatedBy({ plan, language }: Handover, copy: DocumentReference): boolean {
  if (copy.status !== 'current' || copy.meta?.profile?.includes(COPY_PROFILE) !== true) return false
  const related = copy.context?.related ?? []
  if (!related.some((reference) => literalOf(reference) === referenceTo(plan))) return false
  const isSameVersion = related.some(({ reference }) => reference === versionedReferenceTo(plan))
  return !isSameVersion || copy.content.some(({ attachment }) => attachment.language === language)
}

/** That the copy was given. */
export function handoverRecord(handover: Handover): Communication & { id: string } {
  const { plan, patient, medium, sent, recipient, sender, documentId, communicationId } = handover
  const activity = CARE_PLAN_ACTIVITIES['handed-over'].en
  return {
    resourceType: 'Communication',
    id: communicationId,
    meta: { profile: [structureDefinition('ccm-care-plan-handover')] },
    status: 'completed',
    category: [{ coding: [{ system: codeSystem('ccm-care-plan-activity'), code: 'handed-over', display: activity }] }],
    medium: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode',
            code: medium,
            display: HANDOVER_MEDIA[medium],
          },
        ],
      },
    ],
    subject: namedPatient(patient),
    about: [{ reference: versionedReferenceTo(plan) }],
    sent,
    recipient: [{ reference: recipient }],
    sender: sender as NonNullable<Communication['sender']>,
    payload: [{ contentReference: { reference: `DocumentReference/${documentId}` } }],
  }
}

function namedPatient(patient: Patient): Reference<Patient> {
  const display = personName(patient.name?.[0])
  return { reference: referenceTo(patient), ...(display === undefined ? {} : { display }) }
}
