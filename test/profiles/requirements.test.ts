import { readFileSync } from 'node:fs'
import type {
  CapabilityStatement,
  CapabilityStatementRest,
  CapabilityStatementRestResourceSearchParam,
} from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { ccmOperations } from '../../server/fhir/operations/ccm-operations.ts'
import { bulkExport } from '../../server/fhir/operations/export/export.ts'
import { everything } from '../../server/fhir/operations/everything.ts'
import { terminologyOperations } from '../../server/fhir/operations/terminology-operations.ts'
import { oauthUris } from '../../server/auth/provider/smart-configuration.ts'
import { createCapability } from '../../server/fhir/routes/capability.ts'
import { textOf } from '../../server/http/site/demo-reader.ts'

/** The operations are looked at, not called. */
const none = {} as never

const required = statementOf(
  readFileSync('profiles/fsh-generated/resources/CapabilityStatement-ccm-server.json', 'utf8'),
)
const app = statementOf(readFileSync('profiles/fsh-generated/resources/CapabilityStatement-ccm-app.json', 'utf8'))
const given = statementOf(
  textOf(
    createCapability({
      base: 'http://localhost/fhir/r4',
      version: '9.9.9',
      oauth: oauthUris('http://localhost'),
      clock: { now: () => Date.UTC(2026, 2, 5) },
      operations: [...ccmOperations(none), ...terminologyOperations(none), everything(none), bulkExport(none)],
    })({ headers: {}, query: '' }).body ?? '',
  ),
)

function statementOf(text: string): CapabilityStatementRest {
  const [rest] = (JSON.parse(text) as CapabilityStatement).rest ?? []
  if (!rest) throw new Error('The statement says nothing.')
  return rest
}

/** Everything that a statement names of a type, one text each. */
function namesOf(statement: CapabilityStatementRest, type: string): readonly string[] {
  const resource = statement.resource?.find((one) => one.type === type)
  if (!resource) return []
  const { supportedProfile = [], interaction = [], searchParam = [], searchInclude = [], operation = [] } = resource
  return [
    ...supportedProfile,
    ...interaction.map(({ code }) => code),
    ...searchParam.map(parameterName),
    ...searchInclude,
    ...operation.map(({ name, definition }) => `$${name}: ${definition}`),
  ]
}

/** A parameter of ours by its definition too. */
function parameterName({ name, type, definition }: CapabilityStatementRestResourceSearchParam): string {
  return definition?.includes('ccm-on-fhir') === true ? `${name}: ${type}, ${definition}` : `${name}: ${type}`
}

const typesOf = ({ resource }: CapabilityStatementRest) => (resource ?? []).map(({ type }) => type)

describe('the server does what the guide asks of a server', () => {
  test.each(typesOf(required))('%s', (type) => {
    const missing = namesOf(required, type).filter((name) => !namesOf(given, type).includes(name))
    expect(missing).toEqual([])
  })

  test('for the whole practice: interactions, operations', () => {
    const system = ({ interaction = [], operation = [] }: CapabilityStatementRest) => [
      ...interaction.map(({ code }) => code),
      ...operation.map(({ name, definition }) => `$${name}: ${definition}`),
    ]
    expect(system(given)).toEqual(expect.arrayContaining(system(required)))
  })

  test('names every profile of the guide', () => {
    const profiles = (given.resource ?? []).flatMap(({ supportedProfile }) => supportedProfile ?? [])
    const ours = profiles.filter((url) => url.includes('ccm-on-fhir'))
    const asked = (required.resource ?? []).flatMap(({ supportedProfile }) => supportedProfile ?? [])
    expect(ours.toSorted()).toEqual(asked.toSorted())
  })
})

describe('an app asks of a server only what the guide asks of servers too', () => {
  test.each(typesOf(app))('%s', (type) => {
    const missing = namesOf(app, type).filter((name) => !namesOf(required, type).includes(name))
    expect(missing).toEqual([])
  })
})
