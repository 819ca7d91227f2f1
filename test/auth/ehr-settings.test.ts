import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { ehrOrigins } from '../../server/config/ehr-origins.ts'
import { registeredEhrs } from '../../server/config/ehr-settings.ts'

const EPIC = {
  name: 'General Hospital',
  kind: 'epic',
  tenant: 'riverbend',
  issuers: ['https://epic.example/oauth2'],
  fhirBase: 'https://epic.example/api/FHIR/R4/',
  clientId: 'ours',
  frameOrigins: ['https://hyperspace.example'],
}
const ORACLE = {
  ...EPIC,
  name: 'Clinic',
  kind: 'oracle',
  issuers: ['https://authorization.example/tenants/t'],
  fhirBase: 'https://fhir.example/r4/t',
  jwksUrl: 'https://authorization.example/jwk',
  frameOrigins: ['https://powerchart.example', 'https://hyperspace.example'],
  roles: [{ propose: 'clinical-staff', credentials: ['RN'] }],
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ccm-ehrs-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(ehrs: unknown, more: Record<string, string> = {}, mode: 'demo' | 'production' = 'demo') {
  const CCM_CONFIG = join(folder, 'settings.json')
  await writeFile(CCM_CONFIG, JSON.stringify({ EHRS: ehrs }))
  return readConfig({ CCM_CONFIG, ...more }, mode)
}

const faultOf = (...args: Parameters<typeof read>) =>
  read(...args).then(
    () => '',
    (error: unknown) => (error as Error).message,
  )

describe('the EHRs that are registered', () => {
  it('are none by default', () => {
    expect(readConfig({}, 'demo').EHRS).toEqual([])
  })

  it('are read from the file, and from the environment as JSON', async () => {
    const expected = { fhirBase: 'https://epic.example/api/FHIR/R4', maxTokenAge: 600, readsUsers: true, roles: [] }
    expect(registeredEhrs((await read([EPIC])).EHRS)).toMatchObject([expected])
    const { EHRS } = readConfig({ EHRS: JSON.stringify([ORACLE]) }, 'demo')
    expect(registeredEhrs(EHRS)).toMatchObject([{ jwksUrl: ORACLE.jwksUrl, roles: ORACLE.roles }])
  })

  it('hand on the name of no secret', async () => {
    const { EHRS } = await read([{ ...EPIC, clientSecretFrom: 'EPIC_SECRET' }], { EPIC_SECRET: 'x' })
    expect(EHRS[0]).toHaveProperty('clientSecretFrom', 'EPIC_SECRET')
    expect(registeredEhrs(EHRS)[0]).not.toHaveProperty('clientSecretFrom')
  })

  it.each([
    ['EHRS', {}, 'must be a list of EHRs'],
    ['EHRS[0]', ['epic'], 'must be an object'],
    ['EHRS[0].name', [{ ...EPIC, name: ' ' }], 'must be the name'],
    ['EHRS[0].kind', [{ ...EPIC, kind: 'athena' }], 'must be one of epic, oracle, other'],
    ['EHRS[0].tenant', [{ ...EPIC, tenant: undefined }], 'must be the name of a practice'],
    ['EHRS[0].issuers', [{ ...EPIC, issuers: [] }], 'must name at least one'],
    ['EHRS[1].issuers[0]', [EPIC, { ...ORACLE, issuers: ['http://plain.example'] }], 'must be an https:// URL'],
    ['EHRS[0].fhirBase', [{ ...EPIC, fhirBase: 'https://me:secret@epic.example' }], 'must be an https:// URL'],
    ['EHRS[0].clientId', [{ ...EPIC, clientId: '' }], 'must be the id of our client'],
    ['EHRS[0].jwksUrl', [{ ...EPIC, jwksUrl: 'file:///etc/passwd' }], 'must be an https:// URL'],
    ['EHRS[0].algorithms[1]', [{ ...EPIC, algorithms: ['RS256', 'HS256'] }], 'must be one of RS256'],
    ['EHRS[0].algorithms[0]', [{ ...EPIC, algorithms: ['none'] }], 'must be one of RS256'],
    ['EHRS[0].maxTokenAge', [{ ...EPIC, maxTokenAge: 86_400 }], 'must be 3600 seconds or less'],
    ['EHRS[0].frameOrigins[0]', [{ ...EPIC, frameOrigins: ['https://a.example/path'] }], 'must be an origin'],
    ['EHRS[0].frameOrigins[0]', [{ ...EPIC, frameOrigins: ['*'] }], 'must be an origin'],
    ['EHRS[0].roles[0].propose', [{ ...EPIC, roles: [{ propose: 'administrator' }] }], 'must be one of billing'],
    [
      'EHRS[0].roles[0].credentials',
      [{ ...EPIC, roles: [{ propose: 'clinical-staff', credentials: [] }] }],
      'at least',
    ],
    ['EHRS[0].clientSecret', [{ ...EPIC, clientSecret: 'hush' }], 'is no setting'],
    ['EHRS[0].clientSecretFrom', [{ ...EPIC, clientSecretFrom: 'hush-hush' }], 'the name of an environment variable'],
    ['EHRS[0].clientSecretFrom', [{ ...EPIC, clientSecretFrom: 'NOT_THERE' }], 'the environment has no NOT_THERE'],
    ['EHRS[0].privateKeyFrom', [{ ...EPIC, clientSecretFrom: 'A', privateKeyFrom: 'B' }], 'cannot stand beside'],
    ['EHRS[1].fhirBase', [EPIC, { ...ORACLE, fhirBase: 'https://epic.example/api/FHIR/R4' }], "is EHRS[0]'s"],
    ['EHRS[1].issuers[0]', [EPIC, { ...ORACLE, issuers: EPIC.issuers }], 'could not be told apart'],
  ])('that are wrong are told by the field: %s', async (field, ehrs, words) => {
    const fault = await faultOf(ehrs)
    const told = fault.split('\n').find((line) => /^  [^ :]+/.exec(line)?.[0] === `  ${field}`)
    expect(told, fault).toContain(words)
    expect(fault).not.toContain('hush')
  })

  it('may share an issuer where our client has another id there', async () => {
    expect(await faultOf([EPIC, { ...ORACLE, issuers: EPIC.issuers, clientId: 'another' }])).toBe('')
  })

  it('are reached by https in production', async () => {
    const local = { ...EPIC, fhirBase: 'http://localhost:9000/fhir' }
    const production = { PUBLIC_URL: 'https://ccm.example', TRUST_PROXY: 'true' }
    expect(await faultOf([local])).toBe('')
    expect(await faultOf([local], production, 'production')).toContain(
      'EHRS[0]: http://localhost:9000/fhir is not https',
    )
    expect(await faultOf([EPIC], production, 'production')).toBe('')
  })

  it('are the origins that may frame the app, and that it may ask', async () => {
    expect(ehrOrigins(registeredEhrs((await read([EPIC, ORACLE])).EHRS))).toEqual({
      frameAncestors: ['https://hyperspace.example', 'https://powerchart.example'],
      connectSrc: ['https://epic.example', 'https://fhir.example'],
    })
  })
})
