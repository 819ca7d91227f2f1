import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import type { SearchParameter } from '../../../server/definitions/search-parameter.ts'
import { searchParametersOf, sharedSearchParametersOf } from '../../../server/definitions/search-parameters.ts'
import type { JsonObject } from '../../definitions/random-resource.ts'
import { askForAll, inParallel, startAdvertisedServer, type AdvertisedServer } from './advertised-server.ts'
import { hasValue, valuesIn } from './reading.ts'
import { samplesOf, type Sample } from './sample-resources.ts'
import { BASE, type Asked } from './sample-values.ts'

/** AuditEvents are made by the server alone: `audit-parameters.test.ts`. */
const TYPES = resourceTypes.filter((type) => type !== 'AuditEvent')

/** Every resource has these; they need no value made for them. */
const OF_EVERY_RESOURCE: readonly string[] = ['_id', '_lastUpdated']

const samples = new Map(TYPES.map((type) => [type, samplesOfType(type)]))
let server: AdvertisedServer

beforeAll(async () => {
  server = await startAdvertisedServer([...samples.values()].flat().map(({ resource }) => resource))
}, 120_000)

afterAll(() => server.app.stop())

function samplesOfType(type: string): readonly Sample[] {
  let made = 0
  return parametersOf(type).flatMap((parameter) => samplesOf(type, parameter, () => ++made))
}

function parametersOf(type: string): readonly SearchParameter[] {
  return [...searchParametersOf(type).values(), ...sharedSearchParametersOf(type)]
}

/** A search, and the resources that it must find. */
interface Check {
  readonly query: string
  readonly holds: (resource: JsonObject) => boolean
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function queryOf({ code }: SearchParameter, { modifier, texts }: Asked): string {
  const name = modifier === undefined ? code : `${code}:${modifier}`
  return texts.map((text) => `${name}=${encodeURIComponent(text.replace(BASE, server.base))}`).join('&')
}

/** What a value made for a parameter must be found by, and must not. */
function valueChecks({ parameter, resource, value }: Sample): readonly Check[] {
  const isLike = value.alike ?? ((other) => same(other, value.value))
  const has = (one: JsonObject) =>
    parameter.kind === 'composite' ? one['id'] === resource.id : valuesIn(one, parameter).some((each) => isLike(each))
  const finds = value.finds.map((asked) => ({ query: queryOf(parameter, asked), holds: has }))
  const misses = value.misses.map((asked) => ({ query: queryOf(parameter, asked), holds: () => false }))
  return [...finds, ...misses, ...negations(parameter, value.finds).map((query) => ({ query, holds: not(has) }))]
}

function not(test: (resource: JsonObject) => boolean) {
  return (resource: JsonObject) => !test(resource)
}

/** `:not` of a plain code, `:not-in` of what `:in` finds. */
function negations(parameter: SearchParameter, finds: readonly Asked[]): readonly string[] {
  if (parameter.kind !== 'token') return []
  return finds.flatMap((asked) => {
    if (asked.modifier === undefined) return [queryOf(parameter, { ...asked, modifier: 'not' })]
    return asked.modifier === 'in' ? [queryOf(parameter, { ...asked, modifier: 'not-in' })] : []
  })
}

function missingChecks(parameter: SearchParameter): readonly Check[] {
  if (parameter.kind === 'composite' || parameter.code === '_id') return []
  const has = (resource: JsonObject) => hasValue(resource, parameter)
  return [
    { query: `${parameter.code}:missing=true`, holds: not(has) },
    { query: `${parameter.code}:missing=false`, holds: has },
  ]
}

/** Of what every resource has: one is found by its own. */
function ownChecks(parameter: SearchParameter, all: readonly JsonObject[]): readonly Check[] {
  if (!OF_EVERY_RESOURCE.includes(parameter.code)) return []
  return all.slice(0, 3).flatMap((resource) => {
    const [own = ''] = valuesIn(resource, parameter).map(String)
    const query = `${parameter.code}=${encodeURIComponent(own)}`
    return [{ query, holds: (other: JsonObject) => valuesIn(other, parameter).includes(own) }]
  })
}

function advertisedModifiers(type: string, code: string): readonly string[] {
  const documentation = server.types.get(type)?.searchParam?.find(({ name }) => name === code)?.documentation ?? ''
  return documentation.match(/:[a-z[][a-z\-\]]*/g) ?? []
}

/** The modifiers in the CapabilityStatement's notation. */
function modifierOf(query: string): string | undefined {
  const name = query.slice(0, query.indexOf('='))
  const colon = name.indexOf(':')
  return colon < 0 ? undefined : /^:[A-Z]/.test(name.slice(colon)) ? ':[type]' : name.slice(colon)
}

test.each(TYPES)('every parameter of %s finds what it should and nothing else', { timeout: 120_000 }, async (type) => {
  const made = samples.get(type) ?? []
  const all = await askForAll(server.ask, `/${type}?_count=1000`)
  const ids = new Set(all.map(({ id }) => id))
  expect(made.map(({ resource }) => resource.id).filter((id) => !ids.has(id ?? ''))).toEqual([])

  const byCode = Map.groupBy(made, ({ parameter }) => parameter.code)
  const checks = parametersOf(type).map((parameter) => ({
    code: parameter.code,
    checks: [
      ...(byCode.get(parameter.code) ?? []).flatMap(valueChecks),
      ...missingChecks(parameter),
      ...ownChecks(parameter, all),
    ],
  }))

  // What is advertised has all been tried: each parameter by a value, each modifier.
  expect(
    server.types
      .get(type)
      ?.searchParam?.map(({ name }) => name)
      .toSorted(),
  ).toEqual(checks.map(({ code }) => code).toSorted())
  for (const { code, checks: own } of checks) {
    const tried = new Set(own.map(({ query }) => modifierOf(query)))
    expect(tried, `${type}.${code}`).toContain(undefined)
    expect([...tried].filter((one) => one !== undefined).toSorted(), `${type}.${code}`).toEqual(
      advertisedModifiers(type, code).toSorted(),
    )
  }

  const wrong: string[] = []
  await inParallel(
    checks.flatMap(({ checks: own }) => own),
    async ({ query, holds }) => {
      const found = await askForAll(server.ask, `/${type}?${query}&_count=1000&_elements=id`)
      const difference = differenceOf(idsOf(all.filter(holds)), idsOf(found))
      if (difference !== '') wrong.push(`${type}?${query}: ${difference}`)
    },
  )
  expect(wrong).toEqual([])
})

function idsOf(resources: readonly JsonObject[]): readonly string[] {
  return resources.flatMap(({ id }) => (typeof id === 'string' ? id : []))
}

function differenceOf(expected: readonly string[], found: readonly string[]): string {
  const missed = expected.filter((id) => !found.includes(id))
  const extra = found.filter((id) => !expected.includes(id))
  const twice = found.length === new Set(found).size ? '' : 'some twice '
  const said = (word: string, list: readonly string[]) =>
    list.length === 0 ? '' : `${word} ${list.slice(0, 4).join(', ')} (${list.length}) `
  return `${twice}${said('missed', missed)}${said('beside', extra)}`
}
