import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aPatient } from '../../support/chart.ts'
import { OUR_CLIENT } from '../../support/ehr-login.ts'
import { startEhr, type FakeEhr } from '../../support/ehr.ts'
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
