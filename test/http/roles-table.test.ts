import { access, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resourceTypes } from '#definitions/resource-types.ts'
import { createRolePolicy } from '../../server/auth/roles.ts'
import { ROLES, type Role } from '../../server/ports/caller.ts'
import { minimalResource } from '../support/minimal-resources.ts'
import { enrollParameters, enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startProductionApp, type ProductionApp } from '../support/production-app.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

/** The two tables of docs/security.md, cell by cell. */
interface Cell {
  readonly role: Role
  readonly production: boolean
  /** Types, or an operation. */
  readonly names: readonly string[]
  readonly says: string
}

const document = await readFile(new URL('../../docs/security.md', import.meta.url), 'utf8')

/** The cells of the table under a heading. */
function cellsUnder(heading: string): readonly Cell[] {
  const [, section = ''] = document.split(`### ${heading}\n`)
  const lines =
    section
      .split(/\n#/)[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|')) ?? []
  const [header = [], , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  return rows.flatMap(([first = '', ...cells]) =>
    cells.map((says, at) => {
      const column = header[at + 1] ?? ''
      return {
        role: column.split('`')[1] as Role,
        production: column.includes('production'),
        names: [...first.matchAll(/`\$?([\w-]+)`/g)].map(([, name]) => name ?? ''),
        says,
      }
    }),
  )
}

const resources = cellsUnder('Resources')
const operations = cellsUnder('Operations')

let demo: TestApp
let production: ProductionApp
let administrator: TestClient
let auditEvent: string
let carePlan: string

const PATIENT = 'least'

const LETTERS = ['c', 'r', 'u', 'd', 's'] as const

beforeAll(async () => {
  demo = await startTestApp()
  production = await startProductionApp(demo.database, demo.dataDir)
  administrator = await demo.client({ role: 'administrator' })
  await putChronicPatient(administrator, PATIENT, { mbi: '1EG4TE5MK72' })
  await enrollPatient(administrator, PATIENT)
  const plans = await administrator(`/CarePlan?patient=${PATIENT}`)
  carePlan = plans.body.entry?.[0]?.resource.id ?? ''
  const trail = await administrator('/AuditEvent?_count=1')
  auditEvent = trail.body.entry?.[0]?.resource.id ?? ''
})
afterAll(async () => {
  await production.stop()
  await demo.stop()
})

const USERS: Readonly<Partial<Record<Role, string>>> = {
  administrator: 'Practitioner/alvarez',
  'billing-practitioner': 'Practitioner/alvarez',
  'clinical-staff': 'Practitioner/whitfield',
  biller: 'Practitioner/hale',
}

/** A client of the cell's role, with all the scopes that there are: what it may not is the role's doing. */
function clientOf({ role, production: inProduction }: Cell): Promise<TestClient> {
  const user = USERS[role]
  const claims = {
    role,
    scope: 'user/*.cruds',
    ...(user ? { user } : {}),
    ...(role === 'payer' || role === 'patient' ? { patient: PATIENT } : {}),
  }
  return inProduction ? production.client(claims) : demo.client(claims)
}

const titleOf = ({ role, production: inProduction }: Cell): string => `${role}${inProduction ? ' in production' : ''}`

/** Puts a resource there for the role to work on. */
async function standing(type: string): Promise<string> {
  if (type === 'AuditEvent') return auditEvent
  const id = type === 'Patient' ? PATIENT : `least-${type.toLowerCase()}`
  const put = await administrator(`/${type}/${id}`, { method: 'PUT', json: bodyOf(type, id) })
  expect([200, 201], put.text).toContain(put.status)
  return id
}

const bodyOf = (type: string, id?: string) =>
  type === 'AuditEvent'
    ? { resourceType: type, ...(id ? { id } : {}) }
    : // Whose word a Provenance is, is a rule of its own: here it is nobody's.
      {
        ...minimalResource(type, PATIENT, id),
        ...(type === 'Provenance' && { agent: [{ who: { display: 'Script' } }] }),
      }

/** How each letter is tried. */
const TRIES: Readonly<Record<string, (client: TestClient, type: string) => Promise<TestAnswer>>> = {
  c: (client, type) => client(`/${type}`, { method: 'POST', json: bodyOf(type) }),
  r: async (client, type) => client(`/${type}/${await standing(type)}`),
  u: async (client, type) => {
    const id = await standing(type)
    return client(`/${type}/${id}`, { method: 'PUT', json: bodyOf(type, id) })
  },
  d: async (client, type) => {
    // Whom everything is about stays.
    if (type === 'Patient') {
      const other = await administrator('/Patient', { method: 'POST', json: minimalResource('Patient', '') })
      return client(`/Patient/${other.body.id}`, { method: 'DELETE' })
    }
    return client(`/${type}/${await standing(type)}`, { method: 'DELETE' })
  },
  s: (client, type) => client(`/${type}?_count=1`),
}

test('the tables name every role, in both modes', () => {
  for (const cells of [resources, operations]) {
    expect([...new Set(cells.map(titleOf))]).toEqual([
      'administrator',
      'administrator in production',
      'billing-practitioner',
      'clinical-staff',
      'biller',
      'auditor',
      'payer',
      'patient',
    ])
    for (const { says } of cells) expect(says).toMatch(/^(–|yes|c?r?u?d?s?)$/)
  }
  expect(resources.length).toBeGreaterThanOrEqual(11 * 8)
  expect(operations.length).toBeGreaterThanOrEqual(11 * 8)
})

test('every test that the document names is there', async () => {
  const named = [...document.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, path]) => path ?? '')
  expect(named.length).toBeGreaterThan(8)
  for (const path of named)
    await expect(access(new URL(`../../${path}`, import.meta.url)), path).resolves.toBeUndefined()
})

test('types that the table does not name are as Observation', () => {
  const named = new Set(resources.flatMap(({ names }) => names))
  for (const mode of ['demo', 'production'] as const) {
    const policy = createRolePolicy(mode)
    const rightsOf = (type: string) =>
      ROLES.map((role) => LETTERS.filter((letter) => policy.may(role, letter, type)).join(''))
    for (const type of resourceTypes.filter((each) => !named.has(each)))
      expect(rightsOf(type), `${type} in ${mode}`).toEqual(rightsOf('Observation'))
  }
})

describe.each(resources.map((cell) => [titleOf(cell), cell] as const))('%s', (_title, cell) => {
  test.each(cell.names)(`may with %s: ${cell.says}`, async (type) => {
    const client = await clientOf(cell)
    let may = ''
    for (const [letter, attempt] of Object.entries(TRIES)) {
      const { status, text } = await attempt(client, type)
      expect([200, 201, 204, 403], `${letter}: ${status} ${text.slice(0, 500)}`).toContain(status)
      if (status !== 403) may += letter
    }
    expect(may === '' ? '–' : may).toBe(cell.says)
  })
})

/** How each operation is called; what is in the way of it for other reasons (409, 422) comes after the role was asked. */
const CALLS: Readonly<Record<string, (client: TestClient) => Promise<TestAnswer>>> = {
  'ccm-enroll': (client) => client(`/Patient/${PATIENT}/$ccm-enroll`, { method: 'POST', json: enrollParameters() }),
  'ccm-enroll-draft': (client) => client(`/Patient/${PATIENT}/$ccm-enroll-draft`),
  'ccm-keep-enroll-draft': (client) => client(`/Patient/${PATIENT}/$ccm-keep-enroll-draft`, { method: 'POST' }),
  'ccm-end': async (client) => {
    const { body } = await administrator(`/EpisodeOfCare?patient=${PATIENT}&type=ccm`)
    const json = { resourceType: 'Parameters', parameter: [{ name: 'reason', valueCode: 'nonsense' }] }
    return client(`/EpisodeOfCare/${body.entry?.[0]?.resource.id ?? ''}/$ccm-end`, { method: 'POST', json })
  },
  'ccm-beat': (client) => {
    const parameter = [{ name: 'at', valueInstant: 'nonsense' }]
    return client('/Task/least-timer/$ccm-beat', { method: 'POST', json: { resourceType: 'Parameters', parameter } })
  },
  'ccm-stop-timer': (client) => {
    const parameter = [{ name: 'at', valueInstant: 'nonsense' }]
    return client('/Task/$ccm-stop-timer', { method: 'POST', json: { resourceType: 'Parameters', parameter } })
  },
  apply: (client) =>
    client('/PlanDefinition/ccm-plan-hypertension/$apply', {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter: [{ name: 'subject', valueString: `Patient/${PATIENT}` }] },
    }),
  'ccm-hand-over': (client) =>
    client(`/CarePlan/${carePlan}/$ccm-hand-over`, { method: 'POST', json: { resourceType: 'Parameters' } }),
  'ccm-close-month': (client) => client('/$ccm-close-month?month=2026-01&dryRun=true', { method: 'POST' }),
  'ccm-reopen-month': (client) =>
    client(`/Patient/${PATIENT}/$ccm-reopen-month?month=2026-01`, {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter: [{ name: 'reason', valueString: 'anything' }] },
    }),
  'ccm-eligibility': (client) => client(`/Patient/${PATIENT}/$ccm-eligibility`),
  'ccm-month': (client) => client(`/Patient/${PATIENT}/$ccm-month?month=2026-01`),
  'ccm-simulate': (client) => client(`/Patient/${PATIENT}/$ccm-simulate?month=2026-01&minutes=6`),
  'ccm-panel': (client) => client('/$ccm-panel?month=2026-01&count=5'),
  'ccm-report': (client) => client('/$ccm-report?from=2026-01&to=2026-02'),
  'ccm-audit': (client) => client(`/Patient/${PATIENT}/$ccm-audit?month=2026-01`),
  'ccm-copy': (client) => client(`/CarePlan/${carePlan}/$ccm-copy`, { headers: { accept: 'text/html' } }),
  export: (client) => client('/Patient/$export?_type=Patient', { headers: { prefer: 'respond-async' } }),
  everything: (client) => client(`/Patient/${PATIENT}/$everything?_count=5`),
}

describe.each(operations.map((cell) => [titleOf(cell), cell] as const))('%s', (_title, cell) => {
  test.each(cell.names)(`calls $%s: ${cell.says}`, async (name) => {
    const { status, text } = await CALLS[name]!(await clientOf(cell))
    expect([200, 202, 400, 403, 409, 422], text.slice(0, 500)).toContain(status)
    expect(status === 403 ? '–' : 'yes', text.slice(0, 500)).toBe(cell.says)
  })
})
