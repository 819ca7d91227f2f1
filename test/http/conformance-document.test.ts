import { readFileSync } from 'node:fs'
import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchParameters } from '../../server/definitions/search-parameters.ts'
import { modifiersOf } from '../../server/fhir/search/modifiers.ts'
import { splitPrefix } from '../../server/fhir/search/prefix.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

const document = readFileSync('docs/conformance.md', 'utf8')

let app: TestApp
let ask: TestClient
let statement: CapabilityStatement
let resources: readonly CapabilityStatementRestResource[]

beforeAll(async () => {
  app = await startTestApp()
  ask = await app.client({ role: 'administrator' })
  statement = (await ask('/metadata')).body as unknown as CapabilityStatement
  resources = statement.rest?.[0]?.resource ?? []
})
afterAll(() => app.stop())

/** The rows of a marked table, without its head. */
function table(name: string): readonly (readonly string[])[] {
  const lines = (document.split(`<!-- table: ${name} -->\n`)[1] ?? '').split('\n')
  const rows = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  )
  expect(rows.length, name).toBeGreaterThan(2)
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '')

describe('docs/conformance.md', () => {
  test('names the interactions of the CapabilityStatement, where they are', () => {
    const system = statement.rest?.[0]?.interaction?.map(({ code }) => [code, 'base']) ?? []
    const names = [...new Set(resources.flatMap(({ interaction = [] }) => interaction.map(({ code }) => code)))]
    const placeOf = (name: string) => {
      const without = resources.filter(({ interaction = [] }) => !interaction.some(({ code }) => code === name))
      expect(without.map(({ type }) => type).filter((type) => type !== 'AuditEvent')).toEqual([])
      return without.length === 0 ? 'every type' : 'every type but AuditEvent'
    }
    const said = table('interactions').map(([name = '', where]) => [codesIn(name)[0], where])
    expect(said.toSorted()).toEqual([...system, ...names.map((name) => [name, placeOf(name)])].toSorted())
  })

  test('names the operations of the CapabilityStatement, and what they are of', () => {
    const base = (statement.rest?.[0]?.operation ?? []).map(({ name }) => [name, 'base'] as const)
    const ofTypes = resources.flatMap(({ type, operation = [] }) => operation.map(({ name }) => [name, type] as const))
    const places = Map.groupBy([...base, ...ofTypes], ([name]) => name)
    const wordsOf = (of: readonly string[]) => (of.length === resources.length ? 'every type' : of.join(', '))
    const said = table('operations').map(([name = '', of]) => [codesIn(name)[0], of])
    const known = [...places].map(([name, of]) => [`$${name}`, wordsOf(of.map(([, place]) => place))])
    expect(said.toSorted()).toEqual(known.toSorted())
  })

  test('names the modifiers and prefixes that searches read', () => {
    for (const [kind = '', modifiers = ''] of table('modifiers')) {
      const taken = searchParameters.filter((parameter) => parameter.kind === kind).flatMap(modifiersOf)
      expect(codesIn(modifiers).toSorted(), kind).toEqual([...new Set(taken.map((name) => `:${name}`))].toSorted())
    }
    const kinds = new Set<string>(searchParameters.map(({ kind }) => kind))
    kinds.delete('special')
    expect(
      table('modifiers')
        .map(([kind]) => kind)
        .toSorted(),
    ).toEqual([...kinds].toSorted())
    const prefixes = codesIn(document.split('<!-- list: prefixes -->\n')[1]?.split('\n')[0] ?? '')
    expect(prefixes).toHaveLength(9)
    for (const prefix of prefixes) expect(splitPrefix(`${prefix}2020`)).toEqual([prefix, '2020'])
  })

  const VALUES: Readonly<Record<string, string>> = {
    _count: '5',
    _sort: '-family,birthdate',
    _include: 'Patient:general-practitioner',
    _revinclude: 'Condition:patient',
    _summary: 'true',
    _elements: 'name',
    _total: 'estimate',
  }
  const strict = { headers: { prefer: 'handling=strict' } }

  test('names the parameters that shape a result, and those that are not supported', async () => {
    for (const [name = ''] of table('result parameters')) {
      const [code = ''] = codesIn(name)
      expect(VALUES, code).toHaveProperty(code)
      expect((await ask(`/Patient?${code}=${VALUES[code] ?? ''}`, strict)).status, code).toBe(200)
    }
    expect(table('result parameters')).toHaveLength(Object.keys(VALUES).length)
    for (const [name = ''] of table('not supported')) {
      const [code = ''] = codesIn(name)
      expect((await ask(`/Patient?${code}=x`, strict)).status, code).toBe(400)
      const lenient = await ask(`/Patient?${code}=x`)
      expect(lenient.status, code).toBe(200)
      expect(JSON.stringify(lenient.body.entry?.at(-1)), code).toContain(code)
    }
  })
})
