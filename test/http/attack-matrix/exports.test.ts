import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, putAll } from '../../support/chart.ts'
import { contentsOf, exported, exportOf, kickOff, linesOf } from '../../support/exports.ts'
import type { TestApp, TestClient } from '../../support/test-app.ts'
import { comparable } from './answers.ts'
import { groupOf, RECORDS, recordsOf, startExportServer, type ExportServer } from './export-server.ts'

/** Bulk exports × scopes, practices and payers: what comes out, and what is not there. */
let server: ExportServer
let app: TestApp
let admin: TestClient

beforeAll(async () => {
  server = await startExportServer()
  ;({ app, admin } = server)
})
afterAll(() => server.stop())

const program: ExportServer['program'] = (id, scope) => server.program(id, scope)

describe('scopes', () => {
  test.each([
    ['system/Patient.rs', ['Patient/m1', 'Patient/m2', 'Patient/s1', 'Patient/stranger']],
    ['system/Patient.read', ['Patient/m1', 'Patient/m2', 'Patient/s1', 'Patient/stranger']],
    [
      'system/CarePlan.rs system/Condition.r',
      recordsOf('m1', 'm2', 's1', 'stranger').filter((one) => one.startsWith('CarePlan')),
    ],
    [
      'system/Condition.rs?code=http://hl7.org/fhir/sid/icd-10-cm|I10',
      ['Condition/c-m1', 'Condition/c-m2', 'Condition/c-s1', 'Condition/c-stranger'],
    ],
    ['system/Condition.r system/Condition.s?patient=m1', ['Condition/c-m1', 'Condition/d-m1']],
    [
      'system/Condition.rs?patient=m1 system/Condition.rs?patient=s1&code=E11.9',
      ['Condition/c-m1', 'Condition/d-m1', 'Condition/d-s1'],
    ],
  ])('%s exports what it may read and find, at every level', async (scope, expected) => {
    const client = await program('bulk', scope)
    for (const path of ['/$export', '/Patient/$export']) expect(await exportOf(client, path), path).toEqual(expected)
    const inGroup = expected.filter((one) => /m1|m2/.test(one))
    expect(await exportOf(client, '/Group/north/$export')).toEqual(inGroup)
  })

  test('a type beyond them is refused by name, or left out and said', async () => {
    const client = await program('bulk', 'system/Patient.rs system/Condition.r')
    for (const type of ['Condition', 'Condition,Patient', 'CarePlan'])
      expect((await kickOff(client, `/$export?_type=${type}`)).status).toBe(403)
    const lenient = { headers: { prefer: 'respond-async,handling=lenient' } }
    const { manifest } = await exported(client, '/Group/north/$export?_type=Condition,Patient', lenient)
    expect(await contentsOf(client, manifest)).toEqual(['Patient/m1', 'Patient/m2'])
    const [error] = manifest.error
    expect(JSON.stringify(error && (await linesOf(client, error)))).toContain('Condition')
    expect((await kickOff(client, '/$export?_type=CarePlan', lenient)).status).toBe(403)
  })

  test('a filter goes through no type that they do not allow to search', async () => {
    const client = await program('bulk', 'system/Condition.rs')
    const asks = (filter: string) =>
      kickOff(client, `/$export?_type=Condition&_typeFilter=${encodeURIComponent(filter)}`)
    expect((await asks('Condition?patient.family=Namem1')).status).toBe(403)
    expect((await asks('Condition?_has:CarePlan:condition:_id=plan-m1')).status).toBe(403)
    expect((await asks('Condition?patient=m1')).status).toBe(202)
  })

  test('none at all, or some for one patient, export nothing', async () => {
    for (const claims of [
      { role: 'auditor', scope: '' },
      { role: 'auditor', scope: 'system/Patient.r' },
      { role: 'auditor', scope: 'patient/*.rs', patient: 'm1' },
      { role: 'administrator', scope: 'patient/*.cruds user/*.cruds', patient: 'm1' },
      { role: 'payer', scope: 'patient/*.rs', patient: 'm1' },
      { role: 'patient', scope: 'system/*.rs', patient: 'm1' },
      { role: 'clinical-staff', scope: 'system/*.rs' },
    ] as const)
      for (const path of ['/$export', '/Patient/$export', '/Group/north/$export'])
        expect((await kickOff(await app.client(claims), path)).status, JSON.stringify(claims)).toBe(403)
  })
})

describe('a payer', () => {
  test('exports its members, by whatever level', async () => {
    const client = await program('plan')
    for (const path of ['/$export', '/Patient/$export', '/Group/north/$export'])
      expect(await exportOf(client, `${path}?${RECORDS}`), path).toEqual(recordsOf('m1', 'm2'))
    expect(await exportOf(client, '/Patient/$export')).toEqual(recordsOf('m1', 'm2'))
    expect(await exportOf(await program('plan-elsewhere'), `/$export?${RECORDS}`)).toEqual(recordsOf('theirs'))
  })

  test('knows of no Group but its own', async () => {
    for (const id of ['plan', 'listed-auditor']) {
      const client = await program(id)
      const nowhere = await kickOff(client, '/Group/nowhere/$export')
      expect(nowhere.status).toBe(404)
      for (const group of ['everybody', id === 'plan' ? 'south' : 'north']) {
        const theirs = await kickOff(client, `/Group/${group}/$export`)
        expect(comparable(theirs, group)).toEqual(comparable(nowhere, 'nowhere'))
      }
    }
    expect(await exportOf(await program('listed-auditor'), '/Group/south/$export')).toEqual(recordsOf('s1'))
  })

  test('names no patient but its members: others are answered as nobody', async () => {
    const client = await program('plan')
    const naming = (id: string) => ({
      method: 'POST',
      json: {
        resourceType: 'Parameters',
        parameter: [{ name: 'patient', valueReference: { reference: `Patient/${id}` } }],
      },
    })
    const nobody = await kickOff(client, '/Patient/$export', naming('absent'))
    expect(nobody.status).toBe(400)
    const stranger = await kickOff(client, '/Patient/$export', naming('stranger'))
    expect(comparable(stranger, 'stranger')).toEqual(comparable(nobody, 'absent'))
    expect(await exportOf(client, '/Patient/$export', naming('m2'))).toEqual(recordsOf('m2'))
  })

  test('fetches nothing any more of who has left the Group, or has said no, since the export was made', async () => {
    const client = await program('plan')
    const { manifest } = await exported(client, `/Patient/$export?${RECORDS}`)
    const seen = async () => {
      const files = await Promise.all(manifest.output.map((file) => linesOf(client, file)))
      return files.flatMap((lines) => lines.map(({ resourceType, id }) => `${resourceType}/${id}`)).toSorted()
    }
    expect(await seen()).toEqual(recordsOf('m1', 'm2'))
    await putAll(admin, [groupOf('north', ['m2'])])
    await expect.poll(seen, { timeout: 2000 }).toEqual(recordsOf('m2'))
    await putAll(admin, [groupOf('north', ['m1', 'm2'])])
    await expect.poll(seen, { timeout: 2000 }).toEqual(recordsOf('m1', 'm2'))
    const actor = [{ role: { text: 'recipient' }, reference: { reference: 'Organization/north-plan' } }]
    await putAll(admin, [
      {
        resourceType: 'Consent',
        id: 'm1-says-no',
        status: 'active',
        scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
        category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
        patient: { reference: 'Patient/m1' },
        dateTime: '2026-01-05T16:00:00Z',
        policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
        provision: { type: 'deny', actor },
      },
    ])
    await expect.poll(seen, { timeout: 2000 }).toEqual(recordsOf('m2'))
    await admin('/Consent/m1-says-no', { method: 'DELETE' })
    await expect.poll(seen, { timeout: 2000 }).toEqual(recordsOf('m1', 'm2'))
  })

  test('fetches of a record that was put into another chart what it was in its member’s', async () => {
    const client = await program('plan')
    await putAll(admin, [aCondition('moving', 'm1', 'I10'), aCondition('coming', 'stranger', 'I10')])
    const { manifest } = await exported(client, '/Patient/$export?_type=Condition')
    await putAll(admin, [aCondition('moving', 'stranger', 'I10'), aCondition('coming', 'm1', 'I10')])
    const contents = (await linesOf(client, manifest.output[0]!)).map(({ id, subject }) => [id, subject])
    expect(contents).toContainEqual(['moving', { reference: 'Patient/m1' }])
    expect(contents.map(([id]) => id)).not.toContain('coming')
    for (const id of ['moving', 'coming']) await admin(`/Condition/${id}`, { method: 'DELETE' })
  })

  test('hears of deletions in its members’ records alone', async () => {
    const client = await program('plan')
    const start = await exported(client, `/$export?${RECORDS}`)
    for (const id of ['m1', 'stranger']) {
      await putAll(admin, [aCondition(`gone-${id}`, id, 'I10')])
      await admin(`/Condition/gone-${id}`, { method: 'DELETE' })
    }
    const since = `_since=${encodeURIComponent(start.manifest.transactionTime)}`
    const heard = async (client: TestClient, path: string) => {
      const { manifest } = await exported(client, path)
      const files = await Promise.all((manifest.deleted ?? []).map((file) => linesOf(client, file)))
      return files.flat().map((bundle) => JSON.stringify(bundle['entry']))
    }
    const of = (id: string) => JSON.stringify([{ request: { method: 'DELETE', url: `Condition/gone-${id}` } }])
    expect(await heard(client, `/$export?${RECORDS}&${since}`)).toEqual([of('m1')])
    const bulk = await program('bulk')
    expect(await heard(bulk, `/$export?_type=Condition&${since}`)).toEqual([of('m1'), of('stranger')])
    const narrow = await program('bulk', 'system/Condition.rs?patient=m1')
    expect(await heard(narrow, `/$export?_type=Condition&${since}`)).toEqual([])
  })
})

test('an export holds nothing of another practice', async () => {
  const contents = await exportOf(await program('bulk-elsewhere'), '/$export')
  expect(contents).toEqual([...recordsOf('m1', 'theirs'), 'Group/north'].toSorted())
  expect((await kickOff(await program('bulk-elsewhere'), '/Group/south/$export')).status).toBe(404)
})
