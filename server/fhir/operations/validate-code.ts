import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { CodeTable } from '../terminology/code-table.ts'
import { memberOf, requireWhole, type Member } from '../terminology/members.ts'
import { memberNamed } from '../terminology/membership.ts'
import { sourceFor } from '../terminology/practice-terminology.ts'
import type { Operation, OperationCall } from './operation.ts'
import {
  codesOf,
  codeSystemOf,
  parametersNamed,
  refuseParameters,
  systemNamed,
  terminologyTime,
  valueSetOf,
  type AskedCode,
  type TerminologyDeps,
} from './terminology-input.ts'
import { fault } from '../fault.ts'

const NOT_HEEDED = ['context', 'date']

/** Those of the specification, for value sets and for code systems; what is for the other is not looked at. */
const PARAMETERS = parametersNamed(
  ...['url', 'valueSet', 'valueSetVersion', 'codeSystem', 'code', 'system', 'systemVersion', 'version', 'display'],
  ...['coding', 'codeableConcept', 'abstract', 'displayLanguage'],
  ...NOT_HEEDED,
)

/**
 * `ValueSet/$validate-code` and `CodeSystem/$validate-code`: whether a code is one of them.
 * https://hl7.org/fhir/R4/valueset-operation-validate-code.html
 */
export function validateCode(deps: TerminologyDeps): Operation {
  return {
    name: 'validate-code',
    definition: {
      ValueSet: 'http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code',
      CodeSystem: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code',
    },
    at: (['ValueSet', 'CodeSystem'] as const).flatMap((type) => [
      { level: 'type' as const, type },
      { level: 'instance' as const, type },
    ]),
    affectsState: false,
    parameters: PARAMETERS,
    needs: [
      { permission: 'r', type: 'ValueSet' },
      { permission: 'r', type: 'CodeSystem' },
    ],
    async handle(call) {
      refuseParameters(call.input, NOT_HEEDED)
      const verdicts = call.type === 'ValueSet' ? await inValueSet(call, deps) : await inCodeSystem(call, deps)
      return { kind: 'resource', resource: answer(verdicts, call.input.flag('abstract') === true) }
    },
  }
}

/** A code that was asked for, and what it was found as. */
interface Verdict {
  readonly asked: AskedCode
  readonly member: Member | undefined
  /** Where it was looked for. */
  readonly place: string
}

async function inValueSet(call: OperationCall, deps: TerminologyDeps): Promise<readonly Verdict[]> {
  const codes = codesOf(call.input, { version: 'systemVersion' })
  const valueSet = await valueSetOf(call, deps)
  const time = terminologyTime()
  const source = await sourceFor(call.repository, valueSet, time)
  const place = `the value set ${valueSet.url ?? valueSet.id ?? 'given'}`
  return time.run(() => codes.map((asked) => ({ asked, member: memberNamed(valueSet, asked, source), place })))
}

async function inCodeSystem(call: OperationCall, deps: TerminologyDeps): Promise<readonly Verdict[]> {
  const { input } = call
  // `coding` names its system itself.
  const named = call.level === 'instance' || input.all('url').length > 0 || input.all('codeSystem').length > 0
  const coding = named ? undefined : codesOf(input, { version: 'version' })[0]
  const system = coding ? await systemNamed(call, coding.system) : await codeSystemOf(call, deps)
  const table = new CodeTable(system)
  const place = `the code system ${system.url ?? system.id ?? 'given'}`
  return codesOf(input, { system: system.url ?? '?', version: 'version' }).map((asked) => {
    if (system.url !== undefined && asked.system !== system.url) return { asked, member: undefined, place }
    const found = table.find(asked.code)
    if (!found) requireWhole(table)
    return { asked, member: found && memberOf(found, table), place }
  })
}

const BY_FORM =
  'is one by its form. This server does not hold the code system, and does not know whether it has such a code.'

/** Of a concept with several codes one that is right is enough. */
function answer(verdicts: readonly Verdict[], abstractToo: boolean): Parameters {
  const judged = verdicts.map((verdict) => ({ ...verdict, fault: faultOf(verdict, abstractToo) }))
  const right = judged.find((one) => one.fault === undefined)
  const [first] = judged
  if (!first) throw fault(400, 'invalid', 'Name a code.')
  const { asked, member, fault: wrong } = right ?? first
  const message = wrong ?? (member?.branch ? `${asked.system}|${asked.code} ${BY_FORM}` : undefined)
  const parameter: ParametersParameter[] = [
    { name: 'result', valueBoolean: right !== undefined },
    ...(message === undefined ? [] : [{ name: 'message', valueString: message }]),
    ...(member?.display === undefined ? [] : [{ name: 'display', valueString: member.display }]),
  ]
  return { resourceType: 'Parameters', parameter }
}

function faultOf({ asked, member, place }: Verdict, abstractToo: boolean): string | undefined {
  const code = `${asked.system}|${asked.code}`
  if (!member) return `${code} is not in ${place}.`
  if (member.abstract && !abstractToo)
    return `${code} is abstract: it stands for others and is not to be chosen itself.`
  if (asked.version !== undefined && member.version !== undefined && asked.version !== member.version)
    return `${place} has ${code} of version ${member.version}, not ${asked.version}.`
  if (asked.display === undefined || member.display === undefined || isCalled(member, asked.display)) return undefined
  return `${code} is not called “${asked.display}”.`
}

function isCalled({ display = '', designations }: Member, name: string): boolean {
  const same = (text: string) => text.toLowerCase() === name.toLowerCase()
  return same(display) || designations.some(({ value }) => same(value))
}
