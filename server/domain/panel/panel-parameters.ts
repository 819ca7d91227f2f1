import type { Parameters, ParametersParameter, Patient } from '@medplum/fhirtypes'
import { isComprehensive } from '../care-plan/care-plan-in-force.ts'
import { enrollmentOf } from '../enrollment/enrollment.ts'
import { isOutreach } from '../enrollment/enrollment-state.ts'
import { codeSystem, SYSTEM } from '../fhir/canonicals.ts'
import { codeIn } from '../fhir/codings.ts'
import { extensionOf } from '../fhir/extensions.ts'
import { personName } from '../fhir/names.ts'
import { moneyOf } from '../money.ts'
import { chargePart, reasonParts } from '../month/month-parameters.ts'
import { present } from '../present.ts'
import type { PanelMonth, PanelPage, PanelPatient } from './panel.ts'

/** The answer of `$ccm-panel`: a part for each patient. */
export function panelParameters({ month, patients, next }: PanelPage): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'month', valueString: month },
      ...patients.map((patient) => ({ name: 'patient', part: [...personParts(patient), ...workParts(patient)] })),
      ...(next === undefined ? [] : [{ name: 'next', valueString: next }]),
    ],
  }
}

function personParts({ record: { patient } }: PanelPatient): ParametersParameter[] {
  const number = numberOf(patient)
  const code = languageOf(patient)
  const display = nameOf(patient)
  return [
    {
      name: 'patient',
      valueReference: { reference: `Patient/${patient.id ?? ''}`, ...present({ display }) },
    },
    ...(patient.birthDate === undefined ? [] : [{ name: 'birthDate', valueDate: patient.birthDate }]),
    ...(code === undefined ? [] : [{ name: 'language', valueCode: code }]),
    ...(number === undefined ? [] : [{ name: 'recordNumber', valueString: number }]),
  ]
}

function languageOf({ communication = [] }: Patient): string | undefined {
  const spoken = communication.find(({ preferred }) => preferred === true) ?? communication[0]
  return spoken?.language.coding?.[0]?.code
}

function nameOf({ name }: Patient): string | undefined {
  return personName(name?.find(({ use }) => use === 'official') ?? name?.[0])
}

const RECORD_NUMBER = 'http://terminology.hl7.org/CodeSystem/v2-0203'

/** The chart's own number of the person; never the Medicare number. */
function numberOf({ identifier = [] }: Patient): string | undefined {
  const named = identifier.find(({ type }) => codeIn(type, RECORD_NUMBER) === 'MR')
  return named?.system === SYSTEM.mbi ? undefined : named?.value
}

function workParts({ record, month, also = [], eligibility }: PanelPatient): ParametersParameter[] {
  if (month)
    return [
      ...monthParts(month),
      ...careParts(record),
      ...also.map((other) => ({ name: 'also', part: sumParts(other) })),
    ]
  return [...outreachParts(record), ...(eligibility ? verdictParts(eligibility) : [])]
}

/** A further program of the month, in sums. */
function sumParts({ decision, enrollment, state }: PanelMonth): ParametersParameter[] {
  return [
    { name: 'program', valueCode: enrollment.program },
    ...(state === undefined ? [] : [{ name: 'state', valueCode: state }]),
    { name: 'totalMinutes', valueInteger: decision.totalMinutes },
    { name: 'amount', valueMoney: moneyOf(decision.total) },
  ]
}

function monthParts({ decision, enrollment, state }: PanelMonth): ParametersParameter[] {
  const { next } = decision
  return [
    { name: 'program', valueCode: enrollment.program },
    ...(state === undefined ? [] : [{ name: 'state', valueCode: state }]),
    ...(enrollment.careManager === undefined
      ? []
      : [{ name: 'careManager', valueReference: { reference: enrollment.careManager } }]),
    { name: 'clinicalStaffMinutes', valueInteger: decision.staffMinutes },
    { name: 'practitionerMinutes', valueInteger: decision.practitionerMinutes },
    { name: 'totalMinutes', valueInteger: decision.totalMinutes },
    ...decision.charges.map((charge) => ({ name: 'charge', part: chargePart(charge) })),
    ...(next
      ? [
          {
            name: 'next',
            part: [
              { name: 'code', valueCoding: { system: next.system, code: next.code } },
              { name: 'minutesNeeded', valuePositiveInt: next.minutesNeeded },
              { name: 'by', valueCode: next.by },
            ],
          },
        ]
      : []),
    ...reasonParts('blocker', decision.blockers),
  ]
}

/** What the plan and the time on file say about when to look again. */
function careParts({ tasks, carePlans }: PanelPatient['record']): ParametersParameter[] {
  const plan = carePlans.filter((each) => isComprehensive(each) && each.status === 'active').at(-1)
  const review = plan && extensionOf(plan, 'ccm-review-date')?.valueDate
  const contacts = tasks
    .filter(({ code, status }) => status === 'completed' && codeIn(code, ACTIVITY) === 'patient-contact')
    .flatMap(({ executionPeriod }) => executionPeriod?.end ?? executionPeriod?.start ?? [])
  const last = contacts.toSorted((one, other) => Date.parse(other) - Date.parse(one))[0]
  return [
    ...(review === undefined ? [] : [{ name: 'reviewOn', valueDate: review }]),
    ...(last === undefined ? [] : [{ name: 'lastContact', valueDateTime: last }]),
  ]
}

const ACTIVITY = codeSystem('ccm-activity')

function outreachParts({ episodes, practice }: PanelPatient['record']): ParametersParameter[] {
  const outreach = episodes
    .flatMap((episode) => {
      const { state } = enrollmentOf(episode, practice.timeZone) ?? {}
      return state !== undefined && isOutreach(state) ? [{ episode, state }] : []
    })
    .at(-1)
  if (!outreach) return []
  const until = extensionOf(outreach.episode, 'ccm-do-not-ask-until')?.valueDate
  return [
    { name: 'outreach', valueCode: outreach.state },
    ...(until === undefined ? [] : [{ name: 'askAgain', valueDate: until }]),
  ]
}

function verdictParts({ programs, blockers }: NonNullable<PanelPatient['eligibility']>): ParametersParameter[] {
  return [
    ...programs.filter(({ eligible }) => eligible).map(({ program }) => ({ name: 'eligible', valueCode: program })),
    ...reasonParts('blocker', blockers),
  ]
}
