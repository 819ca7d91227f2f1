import type { Reference } from '@medplum/fhirtypes'
import {
  copyDocument,
  handoverRecord,
  type CopyFile,
  type Handover,
  type HandoverMedium,
} from '#domain/care-plan/copy/hand-over.ts'
import type { Language } from '#domain/care-plan/local-text.ts'
import { paperHtml } from '#domain/paper/paper-html.ts'
import { referenceTo } from '#domain/fhir/references.ts'
import type { AuditNote } from '#ports/audit-trail.ts'
import type { Caller } from '#ports/caller.ts'
import type { FhirRepository, WriteResult } from '#ports/fhir-store.ts'
import { NotTypeset, type Typesetter } from '#ports/typesetter.ts'
import { copyCarePlan, type PlanCopy } from './copy-care-plan.ts'
import type { ProgrammeDeps } from './programme-deps.ts'
import { refuseIfAny } from './refuse.ts'

/** What is said about handing a copy over. */
export interface HandoverRequest {
  readonly carePlan: string
  readonly language?: Language
  readonly medium: HandoverMedium
  /** FHIR dateTime; absent: now. */
  readonly sent?: string
  /** `Patient/id` or `RelatedPerson/id`; absent: the patient. */
  readonly recipient?: string
  readonly caller: Caller
  readonly note: AuditNote
}

/**
 * Gives the patient a copy of the care plan (`$ccm-hand-over`): the copy is made and kept as DocumentReference (PDF and
 * HTML), that it was given is recorded as Communication. Undefined where there is no such plan.
 * @throws Refusal for a plan that is not in force, a recipient who is not the patient's, a date in the future
 */
export async function handOverCarePlan(
  deps: ProgrammeDeps & { readonly typesetter: Typesetter },
  repository: FhirRepository,
  request: HandoverRequest,
): Promise<readonly WriteResult[] | undefined> {
  const copy = await copyCarePlan(deps, repository, request)
  if (!copy) return undefined
  const now = deps.clock.now()
  refuseIfAny(refusals(copy, request, now))
  const handover = handoverOf(deps, copy, request, now)
  const files = [...(await pdfOf(deps.typesetter, copy)), fileOf('text/html', Buffer.from(paperHtml(copy.paper)))]
  return repository.write(
    [copyDocument(handover, files), handoverRecord(handover)].map((resource) => ({
      kind: 'create',
      resource: deps.preparer.prepare(resource),
    })),
    request.note,
  )
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
  { ids }: ProgrammeDeps,
  { plan, patient, practice, language }: PlanCopy,
  { medium, sent, recipient, caller }: HandoverRequest,
  now: number,
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
    documentId: ids.next(),
    communicationId: ids.next(),
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
