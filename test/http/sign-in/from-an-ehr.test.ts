import type { Bundle, BundleEntryRequest, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { consent, episode } from '../../domain/support/practice.ts'
import { aPatient } from '../../support/chart.ts'
import { OUR_CLIENT } from '../../support/ehr-login.ts'
import { startEhr, type FakeEhr } from '../../support/ehr.ts'
import { aTimeEntry } from '../../support/programme-client.ts'
import { startProductionServer, type ProductionServer } from '../../support/sign-in/production-server.ts'
import { aPerson, aPractice, aRole } from '../../support/sign-in/staff.ts'

let ehr: FakeEhr
let server: ProductionServer

beforeAll(async () => {
  ehr = await startEhr('epic')
  const { issuer, fhirBase } = ehr
  server = await startProductionServer({
    OUTBOUND_PRIVATE_ORIGINS: new URL(fhirBase).origin,
    EHRS: JSON.stringify([
      { name: 'General', kind: 'epic', tenant: 'riverbend', issuers: [issuer], fhirBase, clientId: OUR_CLIENT },
    ]),
  })
  await server.put('riverbend', [aPractice('riverbend', 'Riverbend')])
  ehr.put(aPatient('eRx-1', 'Okonkwo'))
  for (const id of ['new', 'known', 'leaving']) ehr.put(aPerson(id, {}))
})
afterAll(async () => {
  await server.stop()
  await ehr.stop()
})

/** Comes from the chart of a patient there. */
async function arrive(user: string) {
  const { idToken, accessToken } = await ehr.login(user)
  const { body } = await server.smart.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: 'ccm-app',
    subject_token: idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    ehr_access_token: accessToken,
    patient: 'eRx-1',
  })
  const token = body.access_token ?? ''
  const client = server.client(token)
  const patient = (await client('/Patient')).body.entry?.[0]?.resource.id ?? ''
  return {
    token,
    client,
    patient,
    scope: body.scope,
    person: await server.idOf('riverbend', 'Practitioner', ehr.issuer, `login-${user}`),
  }
}

const transactionOf = (request: BundleEntryRequest, resource: Task): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ request, resource }],
})

describe('in production, somebody from an EHR', () => {
  test('whose role nobody has confirmed reads the patient, and gets no more by opening an app', async () => {
    const { token, client, patient, scope } = await arrive('new')
    expect(scope).toBe('openid fhirUser patient/*.rs patient/Task.cu')
    expect((await client(`/Patient/${patient}`)).status).toBe(200)
    const opened = await fetch(`${server.url}/auth/launch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ client: 'ccm-app', patient }),
    })
    expect(opened.status).toBe(403)
  })

  test('whose role nobody has confirmed logs time, and changes and makes no other Task', async () => {
    const { client, patient, person } = await arrive('new')
    const asked: Task & { id: string } = {
      resourceType: 'Task',
      id: 'asked-of-others',
      status: 'requested',
      intent: 'order',
      code: { text: 'Call about the new inhaler' },
      for: { reference: `Patient/${patient}` },
    }
    const planned = aTimeEntry(patient, '2026-03-06T14:00:00Z', '2026-03-06T14:07:00Z', { status: 'requested' })
    const others = { ...planned, id: 'planned-by-others' }
    const enrolled = { patient: { reference: `Patient/${patient}` } }
    await server.put('riverbend', [
      asked,
      others,
      episode(enrolled),
      consent({ ...enrolled, meta: { versionId: '1' } }),
    ])
    const owner = { reference: `Practitioner/${person}` }
    const time = aTimeEntry(patient, '2026-03-05T14:00:00Z', '2026-03-05T14:07:00Z', { owner })
    const done = [{ op: 'replace', path: '/status', value: 'completed' }]
    const patching = { method: 'PATCH', headers: { 'content-type': 'application/json-patch+json' }, json: done }
    const taking = [{ op: 'replace', path: '/owner', value: owner }]
    const { id, ...fresh } = asked
    for (const [path, init] of [
      [`/Task/${id}`, { method: 'PUT', json: { ...asked, status: 'completed' } }],
      [`/Task/${id}`, { method: 'PUT', json: { ...time, id } }],
      [`/Task/${id}`, patching],
      [`/Task?_id=${id}`, patching],
      [`/Task?_id=${id}`, { method: 'PUT', json: { ...fresh, status: 'completed' } }],
      ['/Task', { method: 'POST', json: fresh }],
      ['/Task', { method: 'POST', json: { ...planned, description: 'Call the patient today' } }],
      ['/Task', { method: 'POST', json: { ...planned, owner: undefined } }],
      ['/Task', { method: 'POST', json: { ...planned, owner } }],
      [`/Task/${others.id}`, { ...patching, json: [{ op: 'replace', path: '/status', value: 'cancelled' }] }],
      [`/Task/${others.id}`, { ...patching, json: taking }],
      [`/Task/${others.id}`, { method: 'PUT', json: { ...others, owner, status: 'completed' } }],
      [
        '/',
        {
          method: 'POST',
          json: transactionOf({ method: 'PUT', url: `Task/${id}` }, { ...asked, status: 'completed' }),
        },
      ],
      ['/', { method: 'POST', json: transactionOf({ method: 'POST', url: 'Task' }, fresh) }],
    ] as const) {
      const answer = await client(path, init)
      expect(answer.status, `${init.method} ${path}: ${answer.text}`).toBeGreaterThanOrEqual(400)
    }
    expect((await client(`/Task/${id}`)).body).toMatchObject({ status: 'requested', meta: { versionId: '1' } })
    expect((await client(`/Task/${others.id}`)).body).toMatchObject({ status: 'requested', meta: { versionId: '1' } })
    expect((await client(`/Task?patient=${patient}`)).body.entry).toHaveLength(2)
    const logged = await client('/Task', { method: 'POST', json: time })
    expect(logged.status, logged.text).toBe(201)
    const at = { resourceType: 'Parameters', parameter: [{ name: 'at', valueInstant: new Date().toISOString() }] }
    expect((await client('/Task/$ccm-stop-timer', { method: 'POST', json: at })).status).toBe(200)
    const becoming = [{ op: 'replace', path: '/code', value: { text: 'Something else' } }]
    expect((await client(`/Task/${logged.body.id}`, { ...patching, json: becoming })).status).toBeGreaterThanOrEqual(
      400,
    )
  })

  test('has the rights of a role that an administrator confirms, as long as it holds', async () => {
    const { person } = await arrive('known')
    const role = { ...aRole(person, 'clinical-staff'), id: 'confirmed' }
    await server.put('riverbend', [role])
    const { client, scope, patient } = await arrive('known')
    expect(scope).toContain('patient/*.cruds')
    expect((await client(`/Patient/${patient}`)).status).toBe(200)
    await server.put('riverbend', [{ ...role, active: false }])
    await vi.waitFor(async () => {
      expect((await client(`/Patient/${patient}`)).status).toBe(401)
    }, 4000)
  })

  test('who has left the practice is out at once', async () => {
    const { client, patient, person } = await arrive('leaving')
    expect((await client(`/Patient/${patient}`)).status).toBe(200)
    await server.put('riverbend', [aPerson(person, {}, { active: false })])
    await vi.waitFor(async () => {
      expect((await client(`/Patient/${patient}`)).status).toBe(401)
    }, 4000)
  })
})
