import type { CommunicationRequest, ServiceRequest, Task } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { readIntervention } from '../../../server/domain/care-plan/view/intervention-reading.ts'
import { asOtherType, isOtherType, mayChangeKind } from '../../../smart-app/src/features/care-plan/rows/other-work.ts'
import { withWorkDraft, workDraftOf } from '../../../smart-app/src/features/care-plan/rows/work-draft.ts'
import { kindCoding, type Work } from '../../../smart-app/src/features/care-plan/rows/work-kind.ts'

const IG = 'https://ccm-on-fhir.org/ig/StructureDefinition'
const by = { by: 'Practitioner/whitfield', now: '2026-11-27T15:00:00Z' }
const goal = {
  url: 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
  valueReference: { reference: 'Goal/g' },
}
const spanish = {
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/translation',
      extension: [
        { url: 'lang', valueCode: 'es' },
        { url: 'content', valueString: 'Pesarse' },
      ],
    },
  ],
}

const task = {
  resourceType: 'Task',
  id: 't',
  meta: { profile: [`${IG}/ccm-outreach-task`] },
  status: 'requested',
  intent: 'plan',
  basedOn: [{ reference: 'CarePlan/p' }],
  code: {
    coding: [kindCoding('monitoring'), { system: 'http://snomed.info/sct', code: '39857003' }],
    text: 'Weigh yourself',
    _text: spanish,
  },
  description: 'Every morning, before breakfast',
  for: { reference: 'Patient/ruiz' },
  owner: { reference: 'Practitioner/okafor' },
  performerType: [
    { coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-responsible-role', code: 'nurse' }] },
  ],
  reasonReference: { reference: 'Condition/failure' },
  note: [{ text: 'He has a scale.' }],
  priority: 'urgent',
  restriction: { period: { end: '2026-12-15' } },
  extension: [
    goal,
    { url: `${IG}/ccm-frequency`, valueTiming: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } },
    { url: `${IG}/ccm-further-reason`, valueReference: { reference: 'Condition/kidneys' } },
  ],
} as unknown as Task & { readonly id: string }

/** What the page shows of it. */
const shown = (work: Work) => {
  return { ...readIntervention(work), kind: undefined }
}

describe('an intervention whose kind is another type of resource', () => {
  test('a task that becomes a request for a test says the same, for the same problems and goals', () => {
    const request = asOtherType(task, { kind: 'test', ...by }) as ServiceRequest
    expect(request).toMatchObject({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'plan',
      basedOn: [{ reference: 'CarePlan/p' }],
      category: [{ coding: [{ code: 'test' }] }],
      code: { coding: [{ code: '39857003' }], text: 'Weigh yourself' },
      subject: { reference: 'Patient/ruiz' },
      reasonReference: [{ reference: 'Condition/failure' }, { reference: 'Condition/kidneys' }],
      requester: { reference: 'Practitioner/whitfield' },
      note: [{ text: 'He has a scale.' }],
      priority: 'urgent',
      extension: [goal],
    })
    expect(shown(request)).toMatchObject({
      ...shown(task),
      title: { text: 'Weigh yourself', es: 'Pesarse' },
      howOften: { repeat: { frequency: 1, period: 1, periodUnit: 'd', boundsPeriod: { start: '2026-12-15' } } },
    })
  })

  test('there and back again nothing is lost but the codes, for which a message has no element', () => {
    const message = asOtherType(task, { kind: 'education', ...by }) as CommunicationRequest
    expect(message).toMatchObject({ recipient: [{ reference: 'Patient/ruiz' }], status: 'active' })
    expect(shown(message)).toEqual(shown(task))
    const again = asOtherType(message, { kind: 'monitoring', ...by }) as Task
    expect(shown(again)).toEqual(shown(task))
    expect(again.extension).toHaveLength(3)
    expect(again.reasonReference).toEqual(task.reasonReference)
    expect(again.code?.coding).toHaveLength(1)
    const request = asOtherType(message, { kind: 'referral', ...by }) as ServiceRequest
    expect(request.reasonReference).toHaveLength(2)
    expect(shown(asOtherType(request, { kind: 'monitoring', ...by }))).toEqual(shown(task))
  })

  test('a team sends no message: it is named by its role alone', () => {
    const message = asOtherType({ ...task, owner: { reference: 'CareTeam/x' } }, { kind: 'education', ...by })
    expect(message).not.toHaveProperty('sender')
    expect(readIntervention(message).role).toBe('nurse')
  })

  test('a kind of the same type is written where it stands, and other codes stay', () => {
    const context = { today: '2026-11-27', day: (day: string) => day, roleOf: () => undefined }
    const draft = (work: Work) => workDraftOf(work, context.day)
    expect(isOtherType(task, 'follow-up')).toBe(false)
    expect(isOtherType(task, 'referral')).toBe(true)
    const followed = withWorkDraft(task, { ...draft(task), kind: 'follow-up' }, context)
    expect(followed.code?.coding?.map(({ code }) => code)).toEqual(['follow-up', '39857003'])
    expect({ ...followed, code: task.code }).toEqual(task)
    const request = asOtherType(task, { kind: 'test', ...by }) as ServiceRequest
    const labs = { ...request, category: [{ text: 'Laboratory' }, ...request.category!] }
    const unsaid = withWorkDraft(
      { ...labs, category: [{ text: 'Laboratory' }] },
      { ...draft(labs), kind: 'referral' },
      context,
    )
    expect(unsaid.category).toEqual([{ text: 'Laboratory' }, { coding: [kindCoding('referral')] }])
    const referred = withWorkDraft(labs, { ...draft(labs), kind: 'referral' }, context)
    expect(referred.category.map(({ text, coding }) => text ?? coding?.map(({ code }) => code)[0])).toEqual([
      'Laboratory',
      'referral',
    ])
  })

  test('what must not be done stays a request', () => {
    const request = asOtherType(task, { kind: 'test', ...by }) as ServiceRequest
    expect(mayChangeKind(request)).toBe(true)
    expect(mayChangeKind({ ...request, doNotPerform: true })).toBe(false)
  })
})
