import type { SearchParameter } from '#definitions/search-parameter.ts'
import { SearchNotSupported, type Criterion, type ReferenceValue, type TokenValue } from '#ports/search.ts'
import { compositeCode, pairText, supportsComposite } from '../index/composite.ts'
import { searchKey } from '../index/key.ts'
import { normalized } from '../index/string.ts'
import { hasSystem } from '../index/token.ts'
import { datesTest } from './date.ts'
import { keyTest } from './keys.ts'
import { quantitiesTest } from './quantity.ts'
import { allOf, anyOf, type Scope } from './scope.ts'
import { sideTest } from './side-test.ts'
import { beginsWith } from './terms.ts'

type Pair = readonly Criterion[]
type Component = NonNullable<SearchParameter['components']>[number]

/**
 * Whether both parts hold of the same element of a row: a code with a second code, a date, a quantity or a string.
 * https://hl7.org/fhir/R4/search.html#combining
 */
export function compositeTest(
  scope: Scope,
  row: string,
  parameter: SearchParameter,
  alternatives: readonly Pair[],
): string {
  if (!supportsComposite(parameter))
    throw new SearchNotSupported(
      `The composite parameter ${parameter.code} of ${parameter.type} cannot be searched by.`,
    )
  return anyOf(alternatives.map((pair) => pairTest(scope, row, parameter, pair)))
}

function pairTest(scope: Scope, row: string, parameter: SearchParameter, [first, second]: Pair): string {
  const codes = formsOf(parameter, first, parameter.components?.[0])
  if (second?.kind === 'token' || second?.kind === 'reference') {
    const others = formsOf(parameter, second, parameter.components?.[1])
    const pairs = codes.flatMap((code) => others.map((other) => pairText(code.text, other.text)))
    return keyTest(scope, row, { keys: pairs.map((pair) => searchKey(parameter.number, 's', pair)) })
  }
  return anyOf(codes.map((code) => valueTest(scope, row, parameter.number, { code, second })))
}

interface Form {
  readonly system: string | undefined
  readonly code: string
  /** As pairs of codes are indexed. */
  readonly text: string
}

function formsOf(
  { code }: SearchParameter,
  part: Criterion | undefined,
  component: Component | undefined,
): readonly Form[] {
  if (part?.kind === 'reference') return part.values.map((value) => referenceForm(code, value))
  if (part?.kind !== 'token' || part.modifier !== undefined)
    throw new SearchNotSupported(`${code} takes a code without a modifier as its first part.`)
  const coded = component?.paths.some(({ datatype }) => hasSystem(datatype)) ?? true
  return part.values.map((value) => tokenForm(code, value, coded))
}

function tokenForm(param: string, { system, code }: TokenValue, coded: boolean): Form {
  if (code === undefined) throw new SearchNotSupported(`${param} takes code or system|code, not a system alone.`)
  return system === undefined || !coded
    ? { system: undefined, code, text: code }
    : { system, code, text: `${system}|${code}` }
}

function referenceForm(param: string, { type, id }: ReferenceValue): Form {
  if (type === undefined || id === undefined) throw new SearchNotSupported(`${param} takes a reference as Type/id.`)
  return { system: undefined, code: `${type}/${id}`, text: `${type}/${id}` }
}

function valueTest(
  scope: Scope,
  row: string,
  param: number,
  { code, second }: { readonly code: Form; readonly second: Criterion | undefined },
): string {
  if (second?.kind === 'date')
    return sideTest(scope, row, { table: 'res_date', param }, (side) =>
      allOf([codeTest(scope, side, param, code), datesTest(scope, [`${side}.lo`, `${side}.hi`], second.values)]),
    )
  if (second?.kind === 'number' || second?.kind === 'quantity')
    return sideTest(scope, row, { table: 'res_quantity', param }, (side) =>
      allOf([codeTest(scope, side, param, code), quantitiesTest(scope, side, second.values)]),
    )
  if (second?.kind !== 'string')
    throw new SearchNotSupported(
      'A composite search takes a code, date, number, quantity or string as its second part.',
    )
  return sideTest(scope, row, { table: 'res_string', param }, (side) =>
    allOf([
      codeTest(scope, side, param, code),
      anyOf(second.values.map((text) => `(${beginsWith(scope, `${side}.val`, normalized(text))})`)),
    ]),
  )
}

function codeTest({ values }: Scope, side: string, param: number, { system, code }: Form): string {
  const hashes = compositeCode(param, system ?? '', code)
  return allOf([
    `${side}.code = ${values.bind(hashes.code, 'bigint')}`,
    ...(system === undefined ? [] : [`${side}.code_system = ${values.bind(hashes.codeSystem, 'bigint')}`]),
  ])
}
