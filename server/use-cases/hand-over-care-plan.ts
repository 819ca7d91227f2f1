import type { DocumentReference, Reference } from '@medplum/fhirtypes'
import {
  copyDocument,
  handoverRecord,
  isOutdatedBy,
  type CopyFile,
  type Handover,
  type HandoverMedium,
} from '#domain/care-plan/copy/hand-over.ts'
import type { Language } from '#domain/care-plan/local-text.ts'
import { paperHtml } from '#domain/paper/paper-html.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import type { Change, FhirReader, FhirRepository, FhirTransaction, WriteResult } from '#ports/fhir-store.ts'
import { NotTypeset, type Typesetter } from '#ports/typesetter.ts'
import { copyCarePlan, type PlanCopy } from './copy-care-plan.ts'
import { derivedId } from './derived-id.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { refuseIfAny } from './refuse.ts'
import { parseStored, readAll } from './stored.ts'

/** What is said about handing a copy over. */
export interface HandoverRequest {
  readonly carePlan: string
  readonly language?: Language
  readonly medium: HandoverMedium
  /** FHIR dateTime; absent: now. */
  readonly sent?: string
  /** `Patient/id` or `RelatedPerson/id`; absent: the patient. */
  readonly recipient?: string
  /** The caller's name for this one handing over: asked for again under it, it is the same. */
  readonly key?: string
  readonly caller: Caller
  readonly note: AuditNote
}

/**
 * Gives the patient a copy of the care plan (`$ccm-hand-over`): the copy is made and kept as DocumentReference (PDF and
 * HTML), that it was given is recorded as Communication, and copies that are out of date by it are marked as superseded.
 * Undefined where there is no such plan.
 * @throws Refusal for a plan that is not in force, a recipient who is not the patient's, a date in the future
 */
export async function handOverCarePlan(
  deps: ProgrammeDeps & { readonly typesetter: Typesetter },
  repository: FhirRepository,
  request: HandoverRequest,
): Promise<readonly WriteResult[] | undefined> {
  const ids = idsOf(deps, request)
  const before = await recorded(repository, ids)
  if (before) return before
  const copy = await copyCarePlan(deps, repository, request)
  if (!copy) return undefined
  const now = deps.clock.now()
  refuseIfAny(refusals(copy, request, now))
  const handover = handoverOf(copy, request, { now, ids })
  const files = [...(await pdfOf(deps.typesetter, copy)), fileOf('text/html', Buffer.from(paperHtml(copy.paper)))]
  return repository.transaction(async (tx) => {
    await tx.lock([`handover:CarePlan/${request.carePlan}`])
    const meanwhile = await recorded(tx, ids)
    if (meanwhile) return meanwhile
    const outdated = await outdatedCopies(tx, handover)
    const made = [copyDocument(handover, files, outdated), handoverRecord(handover)]
    const changes: Change[] = [
      ...made.map((resource): Change => ({ kind: 'create', resource: deps.preparer.prepare(resource) })),
      ...outdated.map((document): Change => ({ kind: 'put', resource: deps.preparer.prepare(superseded(document)) })),
    ]
    return (await tx.write(changes, request.note)).slice(0, made.length)
  })
}

/** Where the two records of a handing over lie. */
type HandoverIds = Pick<Handover, 'documentId' | 'communicationId'>

/** Ids that follow from the caller's key and from what is asked for under it; new ones where there is no key. */
function idsOf({ ids }: ProgrammeDeps, request: HandoverRequest): HandoverIds & { readonly keyed: boolean } {
  const { carePlan, key, language, medium, sent, recipient, caller } = request
  if (key === undefined) return { documentId: ids.next(), communicationId: ids.next(), keyed: false }
  const names = [carePlan, key, language, medium, sent, recipient, caller.user ?? caller.client].map((one) => one ?? '')
  const id = (type: string) => derivedId('hand-over', type, ...names)
  return { documentId: id('DocumentReference'), communicationId: id('Communication'), keyed: true }
}

/** What an earlier call with the same key has recorded. */
async function recorded(
  reader: FhirReader,
  { documentId, communicationId, keyed }: ReturnType<typeof idsOf>,
): Promise<readonly WriteResult[] | undefined> {
  if (!keyed) return undefined
  const references = [`DocumentReference/${documentId}`, `Communication/${communicationId}`]
  const found = await reader.readMany(references)
  const ordered = references.flatMap((reference) => found.find(({ type, id }) => `${type}/${id}` === reference) ?? [])
  if (ordered.length < references.length) return undefined
  return ordered.map((stored) => ({ ...stored, created: false, unchanged: true }))
}

/** Copies of the plan that this one takes the place of, held until they are written. */
async function outdatedCopies(tx: FhirTransaction, handover: Handover): Promise<readonly DocumentReference[]> {
  const current = await readAll<DocumentReference>(tx, 'DocumentReference', [
    { kind: 'reference', param: 'related', values: [{ type: 'CarePlan', id: handover.plan.id ?? '' }] },
    { kind: 'token', param: 'status', values: [{ code: 'current' }] },
  ])
  const held = await tx.readForUpdate(current.map(referenceTo))
  const copies = held.filter(({ deleted }) => !deleted).map((stored) => parseStored(stored) as DocumentReference)
  return copies
    .filter((document) => isOutdatedBy(handover, document))
    .toSorted((one, other) => (one.date ?? '').localeCompare(other.date ?? ''))
}

function superseded(document: DocumentReference): DocumentReference {
  return { ...document, status: 'superseded' }
}

/** A name in a script that the PDF's font lacks is no reason to give no copy: the HTML has it. */
async function pdfOf(typesetter: Typesetter, { paper }: PlanCopy): Promise<readonly CopyFile[]> {
  try {
    return [fileOf('application/pdf', await typesetter.pdf(paper))]
  } catch (error) {
    if (error instanceof NotTypeset) return []
    throw error
  }
}

function refusals({ plan, patient, chart }: PlanCopy, { sent, recipient }: HandoverRequest, now: number) {
  const known =
    recipient === undefined || recipient === referenceTo(patient) || chart.map(referenceTo).includes(recipient)
  return [
    ...(plan.status === 'active'
      ? []
      : [
          {
            status: 409 as const,
            rule: 'plan-not-in-force',
            message: `The care plan is ${plan.status}: a copy is given of a plan that is in force.`,
          },
        ]),
    ...(sent !== undefined && Date.parse(sent) > now
      ? [{ status: 422 as const, rule: 'future', message: `${sent} lies in the future.`, expression: 'sent' }]
      : []),
    ...(known
      ? []
      : [
          {
            status: 422 as const,
            rule: 'unknown-reference',
            message: `${recipient} is neither the patient nor one of the patient's RelatedPersons.`,
            expression: 'recipient',
          },
        ]),
  ]
}

function handoverOf(
  { plan, patient, practice, language }: PlanCopy,
  { medium, sent, recipient, caller }: HandoverRequest,
  { now, ids: { documentId, communicationId } }: { readonly now: number; readonly ids: HandoverIds },
): Handover {
  const instant = new Date(now).toISOString()
  return {
    plan,
    patient,
    language,
    medium,
    sent: sent ?? instant,
    recipient: recipient ?? referenceTo(patient),
    sender: senderOf(caller, practice),
    ...(practice.reference === undefined ? {} : { custodian: practice.reference }),
    now: instant,
    documentId,
    communicationId,
  }
}

/** The person who calls; for a program, the practice. */
function senderOf({ user, client }: Caller, { reference, name }: PlanCopy['practice']): Reference {
  if (user !== undefined && /^Practitioner(Role)?\//.test(user)) return { reference: user }
  return reference === undefined ? { display: client } : { reference, display: name }
}

function fileOf(contentType: CopyFile['contentType'], bytes: Uint8Array): CopyFile {
  return { contentType, data: Buffer.from(bytes).toString('base64'), size: bytes.byteLength }
}
