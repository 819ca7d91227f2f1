import type { Resource } from '@medplum/fhirtypes'
import { aCarePlan, aCondition, anObservation, aPatient, putAll } from '../../support/chart.ts'
import { startTestApp, type TestApp, type TestClient } from '../../support/test-app.ts'

/**
 * Two practices on one server. In the first: the patient of the attackers (`mine`), and one whom they must not see
 * (`hidden1`). In the second: a patient of the same id as the attackers', and `south22`. Of `absent0` there is nothing at
 * all: what is asked of somebody hidden must be answered as if it were asked of `absent0`.
 */
export const OWN = 'mine'
export const HIDDEN = 'hidden1'
export const ABSENT = 'absent0'
export const SOUTH = 'south22'
/** Who stands for the attacked where the attackers may do it. */
export const CONTROL = 'control3'
export const SOUTH_PRACTICE = 'south-practice'

/** Stands in every text of what is planted for a name, and in no request. */
export function secretOf(tag: string): string {
  return `Zq${Buffer.from(tag).toString('hex')}Qz`
}

/** Values that attackers search by; they may be echoed. */
export function keyOf(tag: string): string {
  return `key-${tag}`
}

/** Starts both practices and plants everything. */
export async function plantPractices(): Promise<TestApp> {
  const app = await startTestApp()
  await app.openPractice(SOUTH_PRACTICE)
  const north = await app.client({ role: 'administrator' })
  const south = await app.client({ role: 'administrator', tenant: SOUTH_PRACTICE })
  await plant(north, OWN)
  await plant(north, HIDDEN)
  await plant(south, SOUTH)
  await plant(south, OWN, SOUTH)
  await putAll(south, [aValueSet(SOUTH)])
  for (const tag of [HIDDEN, SOUTH, ABSENT]) await plantPointers(north, tag)
  return app
}

/** Plants, or plants again, the record that is used up to show that the attacks are real. */
export function plantControl(client: TestClient): Promise<void> {
  return plant(client, CONTROL)
}

/** A whole record whose ids begin with `tag`, and whose texts all say the secret of `secret`. */
async function plant(client: TestClient, tag: string, secret = tag): Promise<void> {
  await putAll(client, [...recordOf(tag, secret), { ...anObservation(`${tag}-gone`, tag, '2026-03-01') }])
  const { status } = await client(`/Observation/${tag}-gone`, { method: 'DELETE' })
  if (status !== 204) throw new Error(`Nothing of ${tag} could be deleted: ${status}`)
}

function recordOf(tag: string, secret: string): readonly (Resource & { id: string })[] {
  const text = secretOf(secret)
  const identifier = [{ system: 'urn:keys', value: keyOf(tag) }]
  const subject = { reference: `Patient/${tag}`, display: text }
  const dr = { reference: 'Practitioner/alvarez' }
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>`
  const common = { text: { status: 'generated' as const, div }, identifier }
  const note = [{ text }]
  return [
    aPatient(tag, keyOf(tag), {
      ...common,
      name: [{ family: keyOf(tag), given: [text] }],
      address: [{ city: text }],
      telecom: [{ system: 'phone', value: text }],
      generalPractitioner: [dr],
    }),
    {
      ...aCondition(`${tag}-c`, tag, 'I10'),
      ...common,
      subject,
      note,
      code: { ...aCondition('', '', 'I10').code, text },
    },
    {
      ...anObservation(`${tag}-o`, tag, '2026-03-01'),
      ...common,
      subject,
      note,
      category: [LABORATORY],
      performer: [dr],
    },
    aCarePlan(`${tag}-plan`, tag, {
      ...common,
      subject,
      title: text,
      description: text,
      note,
      category: [ASSESS_PLAN],
      addresses: [{ reference: `Condition/${tag}-c`, display: text }],
    }),
    {
      resourceType: 'Encounter',
      id: `${tag}-e`,
      ...common,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject,
      participant: [{ individual: dr }],
      reasonCode: [{ text }],
    },
    {
      resourceType: 'EpisodeOfCare',
      id: `${tag}-ep`,
      ...common,
      status: 'active',
      patient: subject,
      careManager: dr,
    },
    {
      resourceType: 'Task',
      id: `${tag}-t`,
      ...common,
      status: 'requested',
      intent: 'order',
      description: text,
      for: subject,
      note,
    },
    {
      resourceType: 'Goal',
      id: `${tag}-g`,
      ...common,
      lifecycleStatus: 'active',
      description: { text },
      subject,
      note,
    },
    {
      resourceType: 'DocumentReference',
      id: `${tag}-d`,
      ...common,
      status: 'current',
      description: text,
      subject,
      content: [{ attachment: { contentType: 'text/plain', title: text, data: btoa(text) } }],
    },
    {
      resourceType: 'Coverage',
      id: `${tag}-cov`,
      ...common,
      status: 'active',
      beneficiary: subject,
      payor: [{ reference: 'Organization/demo-payer', display: text }],
      subscriberId: text,
    },
    {
      resourceType: 'Provenance',
      id: `${tag}-prov`,
      text: common.text,
      target: [{ reference: `Condition/${tag}-c` }],
      recorded: '2026-03-01T10:00:00Z',
      agent: [{ who: { ...dr, display: text } }],
    },
    {
      resourceType: 'Group',
      id: `${tag}-group`,
      ...common,
      type: 'person',
      actual: true,
      name: text,
      member: [{ entity: subject }],
    },
  ]
}

const LABORATORY = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }],
}
const ASSESS_PLAN = {
  coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code: 'assess-plan' }],
}

/** Records of the attackers' patient that point at somebody else's, and one that was somebody else's before it was put right. */
async function plantPointers(client: TestClient, tag: string): Promise<void> {
  const misfiled = anObservation(`${OWN}-from-${tag}`, tag, '2026-02-01')
  // Of the other practice's secret nothing lies here: whoever finds it has crossed over.
  const secret = tag === HIDDEN ? secretOf(tag) : 'nothing'
  await putAll(client, [
    { ...misfiled, note: [{ text: secret }] },
    { ...misfiled, subject: { reference: `Patient/${OWN}` } },
    aCarePlan(`${OWN}-plan-${tag}`, OWN, {
      addresses: [{ reference: `Condition/${tag}-c` }],
      careTeam: [{ reference: `CareTeam/${tag}-team` }],
    }),
    { ...anObservation(`${OWN}-o-${tag}`, OWN, '2026-03-02'), encounter: { reference: `Encounter/${tag}-e` } },
    {
      resourceType: 'Task',
      id: `${OWN}-t-${tag}`,
      status: 'requested',
      intent: 'order',
      for: { reference: `Patient/${OWN}` },
      focus: { reference: `Observation/${misfiled.id}/_history/1` },
    },
    {
      resourceType: 'Group',
      id: `${OWN}-group-${tag}`,
      type: 'person',
      actual: true,
      member: [
        { entity: { reference: `Patient/${OWN}` } },
        { entity: { reference: `Patient/${tag}`, display: secret } },
      ],
    },
  ])
}

/** Everything of a patient as it stands, in one text. */
export async function recordIn(client: TestClient, tag: string): Promise<string> {
  const { status, body } = await client(`/Patient/${tag}/$everything?_count=1000`)
  if (status !== 200) throw new Error(`The record of ${tag} cannot be read: ${status}`)
  return JSON.stringify((body.entry ?? []).map(({ resource }) => resource).filter(({ id }) => id.startsWith(tag)))
}

function aValueSet(tag: string): Resource & { id: string } {
  return {
    resourceType: 'ValueSet',
    id: `${tag}-vs`,
    url: `http://codes.test/${tag}`,
    status: 'active',
    description: secretOf(tag),
    compose: { include: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', concept: [{ code: 'I10' }] }] },
  }
}
