import type { Parameters, Resource } from '@medplum/fhirtypes'
import { aCarePlan, aCondition, anObservation, aPatient } from '../../support/chart.ts'
import { aTimeEntry, enrollParameters } from '../../support/programme-client.ts'
import { keyOf, OWN } from './planted-practices.ts'
import type { Attack } from './reading-attacks.ts'

type Named<T> = (tag: string) => T

/** Types with one resource each of whoever is attacked. */
const RESOURCES: readonly (readonly [type: string, suffix: string, make: (id: string, patient: string) => Resource])[] =
  [
    ['Observation', '-o', (id, patient) => anObservation(id, patient, '2026-03-05')],
    ['Condition', '-c', (id, patient) => aCondition(id, patient, 'E11.9')],
    ['CarePlan', '-plan', (id, patient) => aCarePlan(id, patient)],
    ['Task', '-t', (id, patient) => ({ ...aTimeEntry(patient, START, END), id })],
    ['Patient', '', (id) => aPatient(id, 'Attacked')],
  ]

const START = '2026-03-05T15:00:00Z'
const END = '2026-03-05T15:01:00Z'
const MERGE = { 'if-match': 'W/"1"' }
const JSON_PATCH = { 'content-type': 'application/json-patch+json' }

function withoutId(resource: Resource): Resource {
  const copy = { ...resource }
  delete copy.id
  return copy
}

function entryOf(method: string, url: string, resource?: Resource, more: object = {}): object {
  return { request: { method, url, ...more }, ...(resource ? { resource } : {}) }
}

function bundleOf(type: 'batch' | 'transaction', ...entry: readonly object[]): unknown {
  return { resourceType: 'Bundle', type, entry }
}

const ofEach: readonly Attack[] = RESOURCES.flatMap(([type, suffix, make]) => {
  const path: Named<string> = (tag) => `/${type}/${tag}${suffix}`
  const taken: Named<Resource> = (tag) => make(`${tag}${suffix}`, OWN)
  const theirs: Named<Resource> = (tag) => make(`${tag}${suffix}`, tag)
  const criteria: Named<string> = (tag) => `/${type}?identifier=${keyOf(tag)}`
  const patch = () => [{ op: 'add', path: '/language', value: 'en' }]
  const attack = (name: string, method: string, rest: Partial<Attack>): Attack => ({
    name: `${name}: ${type}`,
    method,
    path,
    ...rest,
  })
  return [
    attack('take over by an update', 'PUT', { body: taken }),
    attack('take over by an update of a version', 'PUT', { body: taken, headers: MERGE }),
    attack('overwrite', 'PUT', { body: theirs }),
    attack('delete', 'DELETE', {}),
    attack('delete a version', 'DELETE', { headers: MERGE }),
    attack('delete and be told', 'DELETE', { headers: { prefer: 'return=OperationOutcome' } }),
    attack('patch', 'PATCH', { body: patch, headers: JSON_PATCH }),
    attack('patch a version', 'PATCH', { body: patch, headers: { ...JSON_PATCH, ...MERGE } }),
    attack('create for them', 'POST', { path: () => `/${type}`, body: (tag) => withoutId(theirs(tag)) }),
    attack('create unless theirs is there', 'POST', {
      path: () => `/${type}`,
      body: (tag) => withoutId(theirs(tag)),
      conditional: (tag) => `identifier=${keyOf(tag)}`,
    }),
    attack('create unless it is there', 'POST', {
      path: () => `/${type}`,
      body: () => withoutId(make('', OWN)),
      conditional: (tag) => `identifier=${keyOf(tag)}`,
    }),
    attack('update what is found', 'PUT', { path: criteria, body: () => withoutId(make('', OWN)) }),
    attack('update what is found, under its id', 'PUT', { path: criteria, body: taken }),
    attack('patch what is found', 'PATCH', { path: criteria, body: patch, headers: JSON_PATCH }),
    attack('delete what is found', 'DELETE', { path: criteria }),
    attack('ask whether it could be deleted', 'GET', { path: (tag) => `${path(tag)}/$validate?mode=delete` }),
    attack('ask whether it could be taken over', 'POST', {
      path: (tag) => `${path(tag)}/$validate`,
      body: (tag) => validation('update', taken(tag)),
    }),
    attack('ask whether it could be made', 'POST', {
      path: () => `/${type}/$validate`,
      body: (tag) => validation('create', withoutId(theirs(tag))),
    }),
    ...(['batch', 'transaction'] as const).flatMap((bundle) => [
      inBundle(`${bundle}: take over`, bundle, (tag) => entryOf('PUT', path(tag).slice(1), taken(tag))),
      inBundle(`${bundle}: delete`, bundle, (tag) => entryOf('DELETE', path(tag).slice(1))),
      inBundle(`${bundle}: delete what is found`, bundle, (tag) => entryOf('DELETE', criteria(tag).slice(1))),
      inBundle(`${bundle}: update what is found`, bundle, (tag) => entryOf('PUT', criteria(tag).slice(1), taken(tag))),
      inBundle(`${bundle}: create for them`, bundle, (tag) => entryOf('POST', type, withoutId(theirs(tag)))),
    ]),
  ].map((each) => ({ ...each, name: each.name.includes(type) ? each.name : `${each.name}: ${type}` }))
})

function inBundle(name: string, type: 'batch' | 'transaction', entry: Named<object>): Attack {
  return { name, method: 'POST', path: () => '/', body: (tag) => bundleOf(type, entry(tag)) }
}

function validation(mode: string, resource: Resource): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'mode', valueCode: mode },
      { name: 'resource', resource },
    ],
  }
}

const moved: readonly Attack[] = [
  {
    name: 'bring back what was deleted',
    method: 'PUT',
    path: (tag) => `/Observation/${tag}-gone`,
    body: (tag) => anObservation(`${tag}-gone`, OWN, '2026-03-05'),
  },
  { name: 'delete what was deleted', method: 'DELETE', path: (tag) => `/Observation/${tag}-gone` },
  {
    name: 'move an own record to them',
    method: 'PUT',
    path: () => `/Observation/${OWN}-o`,
    body: (tag) => anObservation(`${OWN}-o`, tag, '2026-03-05'),
  },
  {
    name: 'move an own record to them by a patch',
    method: 'PATCH',
    path: () => `/Observation/${OWN}-o`,
    headers: JSON_PATCH,
    body: (tag) => [{ op: 'replace', path: '/subject/reference', value: `Patient/${tag}` }],
  },
  {
    name: 'call them a duplicate of the own patient',
    method: 'POST',
    path: () => '/Patient',
    body: (tag) => ({
      ...withoutId(aPatient('', 'Linked')),
      link: [{ type: 'seealso', other: { reference: `Patient/${tag}` } }],
    }),
  },
  {
    name: 'put both on one appointment',
    method: 'POST',
    path: () => '/Appointment',
    body: (tag) => ({
      resourceType: 'Appointment',
      status: 'proposed',
      participant: [OWN, tag].map((id) => ({ status: 'accepted', actor: { reference: `Patient/${id}` } })),
    }),
  },
  ...[
    (tag: string) => [`Condition/${OWN}-c`, `Condition/${tag}-c`],
    (tag: string) => [`Condition/${OWN}-c`, `Condition/${tag}-c/_history/1`],
    (tag: string) => [`Condition/${tag}-c`],
  ].map((targets, at) => ({
    name: `speak of theirs in a Provenance (${at + 1})`,
    method: 'POST',
    path: () => '/Provenance',
    body: (tag: string) => ({
      resourceType: 'Provenance',
      target: targets(tag).map((reference) => ({ reference })),
      recorded: '2026-03-05T10:00:00Z',
      agent: [{ who: { reference: 'Practitioner/whitfield' } }],
    }),
  })),
  {
    name: 'enter time on their enrollment',
    method: 'POST',
    path: () => '/Task',
    body: (tag) => aTimeEntry(OWN, START, END, { focus: { reference: `EpisodeOfCare/${tag}-ep` } }),
  },
  inBundle('refer to them by a search', 'transaction', (tag) =>
    entryOf('POST', 'Observation', {
      ...withoutId(anObservation('', OWN, '2026-03-05')),
      encounter: { reference: `Encounter?identifier=${keyOf(tag)}` },
    } as Resource),
  ),
  inBundle('refer to them by a search of the patient', 'transaction', (tag) =>
    entryOf('POST', 'Observation', {
      ...withoutId(anObservation('', OWN, '2026-03-05')),
      subject: { reference: `Patient?identifier=${keyOf(tag)}` },
    } as Resource),
  ),
]

const operations: readonly Attack[] = [
  { name: '$ccm-enroll', method: 'POST', path: (tag) => `/Patient/${tag}/$ccm-enroll`, body: () => enrollParameters() },
  {
    name: '$ccm-keep-enroll-draft',
    method: 'POST',
    path: (tag) => `/Patient/${tag}/$ccm-keep-enroll-draft`,
    body: () => ({
      resourceType: 'Parameters',
      parameter: [
        { name: 'program', valueCode: 'ccm' },
        { name: 'content', valueString: '{}' },
      ],
    }),
  },
  {
    name: '$ccm-end',
    method: 'POST',
    path: (tag) => `/EpisodeOfCare/${tag}-ep/$ccm-end`,
    body: () => ({
      resourceType: 'Parameters',
      parameter: [
        { name: 'reason', valueCode: 'moved' },
        { name: 'dateTime', valueDateTime: '2026-03-05T10:00:00Z' },
      ],
    }),
  },
  {
    name: '$ccm-beat',
    method: 'POST',
    path: (tag) => `/Task/${tag}-t/$ccm-beat`,
    body: () => ({
      resourceType: 'Parameters',
      parameter: [
        { name: 'at', valueInstant: END },
        { name: 'attested', valueInstant: END },
      ],
    }),
  },
  {
    name: '$ccm-stop-timer',
    method: 'POST',
    path: () => '/Task/$ccm-stop-timer',
    body: () => ({ resourceType: 'Parameters', parameter: [{ name: 'at', valueInstant: END }] }),
  },
  {
    name: '$ccm-hand-over',
    method: 'POST',
    path: (tag) => `/CarePlan/${tag}-plan/$ccm-hand-over`,
    body: () => ({ resourceType: 'Parameters' }),
  },
  {
    name: '$ccm-reopen-month',
    method: 'POST',
    path: (tag) => `/Patient/${tag}/$ccm-reopen-month?month=2026-03`,
    body: () => ({ resourceType: 'Parameters', parameter: [{ name: 'reason', valueString: 'x' }] }),
  },
  {
    name: '$ccm-reopen-month for named patients',
    method: 'POST',
    path: () => '/$ccm-reopen-month?month=2026-03',
    body: (tag) => ({
      resourceType: 'Parameters',
      parameter: [{ name: 'patient', valueReference: { reference: `Patient/${tag}` } }],
    }),
  },
  ...[(tag: string) => [`Patient/${tag}`], (tag: string) => [`Patient/${OWN}`, `CarePlan/${tag}-plan`]].map(
    (names, at) => ({
      name: `$apply (${at + 1})`,
      method: 'POST',
      path: () => '/PlanDefinition/ccm-plan-hypertension/$apply',
      body: (tag: string) => {
        const [subject, carePlan] = names(tag)
        return {
          resourceType: 'Parameters',
          parameter: [
            { name: 'subject', valueString: subject },
            ...(carePlan === undefined ? [] : [{ name: 'carePlan', valueReference: { reference: carePlan } }]),
          ],
        }
      },
    }),
  ),
]

/** Every way to change something, or to learn from the refusal to. */
export const WRITING_ATTACKS: readonly Attack[] = [...ofEach, ...moved, ...operations]
