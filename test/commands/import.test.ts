import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runToEnd } from '../support/server-process.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

const SYNTHEA = '../shared/data/synthea/mcc-v3'

let app: TestApp
let client: TestClient
let folder: string

beforeAll(async () => {
  app = await startTestApp()
  client = await app.client({ role: 'administrator' })
})
afterAll(async () => {
  await app.stop()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ccm-import-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function run(...words: readonly string[]) {
  const token = await app.token({ role: 'administrator' })
  return runToEnd(['server/commands/import.ts', '--url', app.url, '--token', token, ...words])
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

let last = 0

/** A record as an EHR exports it: the clinic, a patient, a condition, by urn:uuid. `clinic` is in the words of this file. */
function record(clinic = 'Clinic', more: readonly Resource[] = []): { readonly mrn: string; readonly bundle: Bundle } {
  const number = String(++last).padStart(4, '0')
  const patient = `urn:uuid:00000000-0000-4000-8000-00000000${number}`
  const organization = 'urn:uuid:00000000-0000-4000-8000-0000aaaaaaaa'
  const mrn = `import-${number}`
  const profile = ['http://hl7.example/StructureDefinition/unheard-of']
  const resources: readonly [string | undefined, Resource][] = [
    [organization, { resourceType: 'Organization', id: organization.slice(9), name: clinic }],
    [
      patient,
      {
        resourceType: 'Patient',
        id: patient.slice(9),
        meta: { profile },
        identifier: [{ system: 'http://mrn.example', value: mrn }],
        managingOrganization: { reference: organization },
      },
    ],
    [
      patient.replace('8000', '9000'),
      {
        resourceType: 'Condition',
        id: patient.replace('8000', '9000').slice(9),
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I10' }] },
        subject: { reference: patient },
      },
    ],
    ...more.map((resource) => [undefined, resource] as [undefined, Resource]),
  ]
  const entry = resources.map(([fullUrl, resource]) => ({
    ...(fullUrl ? { fullUrl } : {}),
    resource,
    request: { method: 'POST' as const, url: resource.resourceType },
  }))
  return { mrn, bundle: { resourceType: 'Bundle', type: 'transaction', entry } }
}

async function patientOf(mrn: string): Promise<string | undefined> {
  const { body } = await client(`/Patient?identifier=http://mrn.example|${mrn}`)
  expect(body.entry?.length ?? 0, mrn).toBeLessThan(2)
  return body.entry?.[0]?.resource.id
}

async function conditionsOf(mrn: string): Promise<number> {
  return (await client(`/Condition?patient.identifier=http://mrn.example|${mrn}&_summary=count`)).body.total
}

describe('npm run import', () => {
  it('takes files plain and gzipped, Bundles and NDJSON, in folders of any depth, and says what went in', async () => {
    const plain = record()
    const zipped = record()
    await file('plain.json', plain.bundle)
    await file('deep/er/zipped.json.gz', zipped.bundle)
    await file('notes.txt', 'not a record')
    const line = (id: string) => JSON.stringify({ resourceType: 'Practitioner', id, name: [{ family: 'Line' }] })
    const lines = await file('lines.ndjson.gz', `${line('one')}\n\n${line('two')}\n`)
    const { code, output } = await run(join(folder, 'deep'), join(folder, 'plain.json'), lines)
    expect(code, output).toBe(0)
    expect(output).toContain('3 of 3 files imported: 8 resources')
    expect(output).toContain('Patient 2')
    expect(output).toContain('http://hl7.example/StructureDefinition/unheard-of (2)')
    for (const { mrn } of [plain, zipped]) {
      expect(await patientOf(mrn)).toBeDefined()
      expect(await conditionsOf(mrn)).toBe(1)
    }
    expect((await client('/Practitioner?family=Line&_summary=count')).body.total).toBe(2)
  })

  it('names each broken file with its reason, and takes the others', async () => {
    const good = record()
    await file('good.json', good.bundle)
    await file('broken.json', '{"resourceType":"Bundle","entry":[')
    await writeFile(join(folder, 'cut.json.gz'), gzipSync(JSON.stringify(record().bundle)).subarray(0, 60))
    const [wrong] = [record('Clinic', [{ resourceType: 'Patient', birthDate: 'yesterday' }])]
    await file('wrong.json', wrong.bundle)
    await file('other.json', { hello: 'world' })
    const { code, output } = await run(folder, join(folder, 'nowhere.json'))
    expect(code).toBe(1)
    expect(output).toContain('1 of 6 files imported')
    for (const [name, reason] of [
      ['broken.json', 'the file is not JSON'],
      ['cut.json.gz', 'unexpected end of file'],
      ['wrong.json', '400 entry 3: Patient.birthDate'],
      ['other.json', 'no resourceType'],
      ['nowhere.json', 'there is no such file or folder'],
    ] as const)
      expect(output, name).toMatch(new RegExp(`not imported: \\S*/${name}: .*${reason}`))
    expect(await patientOf(good.mrn)).toBeDefined()
    expect(await patientOf(wrong.mrn), 'half of a file').toBeUndefined()
  })

  it('changes nothing the second time, also where files bring a clinic in different words', async () => {
    const [one, two] = [record('Clinic by the river'), record('Clinic, By The River')]
    const files = [await file('one.json', one.bundle), await file('two.json', two.bundle)]
    const first = await run(...files)
    expect(first.code, first.output).toBe(0)
    const ids = [await patientOf(one.mrn), await patientOf(two.mrn)]
    const second = await run(...files.toReversed())
    expect(second.output).toContain('created 0, replaced 0, unchanged 5')
    expect([await patientOf(one.mrn), await patientOf(two.mrn)]).toEqual(ids)
    for (const id of ids) expect((await client(`/Patient/${id ?? ''}`)).body.meta.versionId).toBe('1')
    const clinic = await client('/Organization?name:exact=Clinic by the river&_summary=count')
    expect(clinic.body.total).toBe(1)
  })

  it('brings a shared record from another file where the first that has it is refused', async () => {
    const broken = record('Clinic on the hill', [{ resourceType: 'Patient', birthDate: 'never' }])
    const sound = record('Clinic at the lake')
    const files = [await file('a-broken.json', broken.bundle), await file('b-sound.json', sound.bundle)]
    const { code, output } = await run('--source', 'elsewhere', ...files)
    expect(code).toBe(1)
    expect(output).toContain('1 of 2 files imported')
    const named = async (name: string) => (await client(`/Organization?name:exact=${name}&_summary=count`)).body.total
    expect(await named('Clinic on the hill')).toBe(0)
    expect(await named('Clinic at the lake')).toBe(1)
  })

  it('does not grow with what it has read', { timeout: 120_000 }, async () => {
    // Forty files of five megabytes, read by a process that may keep sixty-four.
    const filler = 'x'.repeat(5_000_000)
    for (let at = 0; at < 40; at++) await file(`big-${at}.json`, `{"resourceType":"Bundle","entry":[],"x":"${filler}`)
    const good = record()
    await file('zz-good.json', good.bundle)
    const token = await app.token({ role: 'administrator' })
    const words = ['server/commands/import.ts', '--url', app.url, '--token', token, folder]
    const { output } = await runToEnd(['--max-old-space-size=64', ...words])
    expect(output).toContain('1 of 41 files imported')
    expect(await patientOf(good.mrn)).toBeDefined()
  })

  it('says in one line what is wrong with the command line or the server', async () => {
    const cases: readonly [readonly string[], number, string][] = [
      [[], 2, 'Name files or folders'],
      [['--parallel', 'many', folder], 2, '--parallel'],
      [['--frobnicate', folder], 2, 'frobnicate'],
      [['--url', 'nonsense', folder], 2, '--url'],
      [['--url', 'http://127.0.0.1:1', folder], 1, 'npm start'],
      [['--url', app.url, '--token', 'x', folder], 1, '401'],
    ]
    for (const [words, status, says] of cases) {
      const { code, output } = await runToEnd(['server/commands/import.ts', '--token', 'x', ...words])
      expect(code, output).toBe(status)
      expect(output).toContain(says)
      expect(output.trim().split('\n'), output).toHaveLength(1)
    }
    const help = await runToEnd(['server/commands/import.ts', '--help'])
    expect(help.code).toBe(0)
    expect(help.output).toContain('--url')
  })

  it('takes records of Synthea, twice the same', { timeout: 180_000 }, async (context) => {
    if (!existsSync(SYNTHEA)) context.skip(`There are no Synthea records at ${SYNTHEA}.`)
    const first = await run(SYNTHEA)
    expect(first.code, first.output).toBe(0)
    const created = Number(/created ([\d,]+),/.exec(first.output)?.[1]?.replaceAll(',', ''))
    expect(created).toBeGreaterThan(1000)
    const second = await run(SYNTHEA)
    expect(second.output).toContain('created 0, replaced 0,')
  })
})
