import type { Resource, Task } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { without } from '../../domain/support/chart.ts'
import { closed, medicalDecisionMaking, TIME_ENTRY } from '../support/examples.ts'
import type { BadExample } from './bad-example.ts'

const [month, charge] = closed() as [Task, Resource]
const mdm = medicalDecisionMaking('high')
const extension = (name: string, value: object) => ({ url: structureDefinition(name), ...value })

const TIME: BadExample[] = [
  ['no patient', without(TIME_ENTRY, 'for'), 'Task.for', 'is required'],
  ['no owner', without(TIME_ENTRY, 'owner'), 'Task.owner', 'is required'],
  ['no period', without(TIME_ENTRY, 'executionPeriod'), 'Task.executionPeriod', 'is required'],
  [
    'no start',
    { ...TIME_ENTRY, executionPeriod: { end: '2026-03-09T15:25:00Z' } },
    'Task.executionPeriod.start',
    'is required',
  ],
  ['no activity', { ...TIME_ENTRY, code: { text: 'Call' } }, 'Task.code', 'ccm-activity'],
  [
    'an activity that is not ours',
    { ...TIME_ENTRY, code: { coding: [{ system: codeSystem('ccm-activity'), code: 'golf' }] } },
    'Task.code.coding[0].code',
    'is not a code of',
  ],
  ['another intent', { ...TIME_ENTRY, intent: 'plan' }, 'Task.intent', 'must be'],
  ['a status that no entry has', { ...TIME_ENTRY, status: 'draft' }, 'Task.status', 'ccm-time-entry-status'],
  ['an owner who is the patient', { ...TIME_ENTRY, owner: { reference: 'Patient/ada' } }, 'Task.owner', 'Practitioner'],
  ['for a group', { ...TIME_ENTRY, for: { reference: 'Group/all' } }, 'Task.for', 'Patient'],
  [
    'a focus that is no enrollment',
    { ...TIME_ENTRY, focus: { reference: 'CarePlan/p1' } },
    'Task.focus',
    'EpisodeOfCare',
  ],
  [
    'neither end nor minutes',
    { ...TIME_ENTRY, executionPeriod: { start: '2026-03-09T15:00:00Z' } },
    'Task',
    'A completed entry says how long it was',
  ],
  [
    'minutes beside an end',
    { ...TIME_ENTRY, extension: [extension('ccm-minutes', { valuePositiveInt: 20 })] },
    'Task',
    'Minutes stand instead of clock times',
  ],
  [
    '61 minutes',
    {
      ...TIME_ENTRY,
      executionPeriod: { start: '2026-03-09' },
      extension: [extension('ccm-minutes', { valuePositiveInt: 61 })],
    },
    'Task.extension[0].value',
    '60',
  ],
  [
    'half minutes',
    {
      ...TIME_ENTRY,
      executionPeriod: { start: '2026-03-09' },
      extension: [extension('ccm-minutes', { valueDecimal: 20.5 })],
    },
    'Task.extension[0].value',
    'positiveInt',
  ],
]

const BILLING: BadExample[] = [
  ['month without a state', without(month, 'businessStatus'), 'Task.businessStatus', 'is required'],
  [
    'month in a state that is none',
    { ...month, businessStatus: { text: 'fine' } },
    'Task.businessStatus',
    'ccm-month-state',
  ],
  ['month without its days', without(month, 'executionPeriod'), 'Task.executionPeriod', 'is required'],
  [
    'charge without our identifier',
    { ...charge, identifier: [{ system: 'https://other.example', value: '1' }] },
    'ChargeItem.identifier',
    'charge',
  ],
  [
    'charge on a day',
    {
      ...without(charge as Resource & { occurrencePeriod?: object }, 'occurrencePeriod'),
      occurrenceDateTime: '2026-03-09',
    },
    'ChargeItem.occurrence',
    'must be Period',
  ],
  [
    'charge without evidence',
    without(charge as Resource & { supportingInformation?: object }, 'supportingInformation'),
    'ChargeItem.supportingInformation',
    'is required',
  ],
  [
    'charge without its rule',
    without(charge as Resource & { definitionCanonical?: object }, 'definitionCanonical'),
    'ChargeItem.definitionCanonical',
    'is required',
  ],
  [
    'charge without a practitioner',
    without(charge as Resource & { performer?: object }, 'performer'),
    'ChargeItem.performer',
    'is required',
  ],
  [
    'complexity as a number',
    { ...without(mdm, 'valueCodeableConcept'), valueInteger: 3 },
    'Observation.value',
    'must be CodeableConcept',
  ],
  [
    'complexity of another list',
    { ...mdm, valueCodeableConcept: { text: 'quite high' } },
    'Observation.value',
    'mdm-level',
  ],
  ['complexity by nobody', without(mdm, 'performer'), 'Observation.performer', 'is required'],
  ['complexity of no day', without(mdm, 'effectiveDateTime'), 'Observation.effective', 'is required'],
]

/** Time entries, months, charges and complexities that must be refused, each where and for what. */
export const BAD_TIME_AND_CHARGES: readonly BadExample[] = [...TIME, ...BILLING]
