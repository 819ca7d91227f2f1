import type { Encounter, Patient, Practitioner, PractitionerRole } from '@medplum/fhirtypes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeSystem, SYSTEM } from '#domain/fhir/canonicals.ts'
import type { FakeEhr } from '../support/ehr.ts'
import {
  ehrPatient,
  ehrPractitioner,
  openExchange,
  parametersOf,
  startEhrs,
  type ExchangeBench,
} from '../support/exchange.ts'
import { searchAll } from '../support/search-all.ts'

/** NPI of the practice's doctor. */
const DOC = '1234567893'

let bench: ExchangeBench
let ehrs: Awaited<ReturnType<typeof startEhrs>>
let epic: FakeEhr
let oracle: FakeEhr
let launcher: FakeEhr

beforeAll(async () => {
  bench = await openExchange()
  ehrs = await startEhrs(bench, DOC)
  ;({ epic, oracle, launcher } = ehrs)
})
afterAll(async () => {
  await ehrs.stop()
  await bench.stop()
})
beforeEach(() => {
  for (const ehr of [epic, oracle, launcher]) {
    ehr.seen.length = 0
    ehr.broken.clear()
  }
})

const come: ExchangeBench['come'] = (...args) => bench.come(...args)

const practitioner = (reference: string) =>
  bench.practice.read<Practitioner>('Practitioner', reference.replace('Practitioner/', ''))

describe('somebody comes from an EHR', () => {
  it('is known by the NPI, with the role that the practice gave, and the patient by the MBI', async () => {
    await bench.practice.chart({
      resourceType: 'Patient',
      id: 'ours',
      identifier: [{ system: SYSTEM.mbi, value: '1EG4TE5MK73' }],
      name: [{ family: 'Lopez' }],
      birthDate: '1950-09-12',
    })
    const launch = await come(
      epic,
      'doctor',
      {},
      { scope: 'openid fhirUser launch offline_access patient/*.rs user/Task.cu' },
    )
    expect(launch).toMatchObject({
      user: 'Practitioner/doc',
      role: 'billing-practitioner',
      actsAs: 'billing-practitioner',
      patient: 'ours',
      scope: 'openid fhirUser launch patient/*.rs patient/Task.cu',
    })
    expect(launch.tenant.slug).toBe('practice')
    expect(launch).not.toHaveProperty('encounter')
    const login = { system: epic.issuer, value: 'login-doctor' }
    expect((await practitioner(launch.user)).identifier).toContainEqual(login)
    const key = { system: `${epic.fhirBase}/Patient`, value: 'eRx-1' }
    expect((await bench.practice.read<Patient>('Patient', 'ours')).identifier).toContainEqual(key)
  })

  it('is the same next time, and nothing is written', async () => {
    const before = await bench.practice.repository.read('Practitioner', 'doc')
    const again = await come(epic, 'doctor')
    expect(again).toMatchObject({ user: 'Practitioner/doc', patient: 'ours' })
    expect((await bench.practice.repository.read('Practitioner', 'doc'))?.version).toBe(before?.version)
  })

  it('is known by the login where the EHR shows no practitioner', async () => {
    const reads = ['Patient/eRx-1']
    expect(await come(epic, 'doctor', { reads })).toMatchObject({
      user: 'Practitioner/doc',
      role: 'billing-practitioner',
    })
  })

  it('comes from a single-key EHR whose id_token has no kid and a relative fhirUser', async () => {
    const launch = await come(launcher, 'doctor')
    expect(launch).toMatchObject({ user: 'Practitioner/doc', role: 'billing-practitioner', patient: 'ours' })
    const read = launcher.seen.find(({ path }) => path.endsWith('/Practitioner/doctor'))
    expect(read?.authorization).toMatch(/^Bearer /)
  })

  it('comes from an EHR whose tokens live 570 seconds', async () => {
    expect(await come(oracle, 'doctor')).toMatchObject({ user: 'Practitioner/doc', patient: 'ours' })
    const login = await oracle.login('doctor', { claims: { exp: Math.floor(Date.now() / 1000) + 3600 } })
    expect(login.expiresIn).toBe(570)
    bench.programme.clock.time += 571_000
    const parameters = parametersOf(login, { patient: 'eRx-1' })
    await expect(bench.exchange(oracle.registered(), { parameters })).rejects.toMatchObject({
      reason: 'patient-refused',
    })
    bench.programme.clock.time -= 571_000
  })

  it('is made where nobody is known, without a role: reads this patient and logs time, no more', async () => {
    const launch = await come(epic, 'nurse')
    expect(launch).toMatchObject({ actsAs: 'clinical-staff', scope: 'openid fhirUser patient/*.rs patient/Task.cu' })
    expect(launch).not.toHaveProperty('role')
    expect(await practitioner(launch.user)).toMatchObject({
      active: true,
      identifier: [{ system: epic.issuer, value: 'login-nurse' }],
      name: [{ text: 'Ruth Ng', family: 'Ng', suffix: ['RN'] }],
    })
    await expect(come(epic, 'nurse', {}, { scope: 'patient/CarePlan.cu' })).rejects.toMatchObject({
      error: 'invalid_scope',
      reason: 'no-role',
    })
  })

  it('has a role proposed that holds once an administrator has confirmed it', async () => {
    const registered = epic.registered({ roles: [{ propose: 'clinical-staff', npi: false, credentials: ['RN'] }] })
    epic.put(ehrPractitioner('second'))
    const enter = async () => {
      const parameters = parametersOf(await epic.login('second'), { patient: 'eRx-1' })
      return bench.exchange(registered, { parameters })
    }
    const launch = await enter()
    expect(launch).not.toHaveProperty('role')
    const roles = await searchAll<PractitionerRole & { id: string }>(bench.practice.repository, 'PractitionerRole')
    const proposed = roles.find(({ practitioner }) => practitioner?.reference === launch.user)!
    expect(proposed).toMatchObject({ active: false, code: [{ coding: [{ code: 'clinical-staff' }] }] })
    await bench.practice.chart({ ...proposed, active: true })
    expect(await enter()).toMatchObject({ role: 'clinical-staff', scope: 'openid fhirUser patient/*.cruds' })
  })

  it('is one person, and the patient one patient, when two launches come at once', async () => {
    oracle.put(ehrPractitioner('twin'), ehrPatient('new', '9EG4TE5MK73'))
    const launches = await Promise.all([1, 2, 3, 4].map(() => come(oracle, 'twin', {}, { patient: 'new' })))
    expect(new Set(launches.map(({ user, patient }) => `${user} ${patient ?? ''}`)).size).toBe(1)
    const key = { system: `${oracle.fhirBase}/Patient`, value: 'new' }
    expect(await bench.practice.read<Patient>('Patient', launches[0]!.patient!)).toMatchObject({
      meta: { source: `${key.system}/new`, versionId: '1' },
      identifier: [key, { system: SYSTEM.mbi, value: '9EG4TE5MK73' }],
      birthDate: '1950-09-12',
    })
  })

  it('without a patient has what the role allows, or nothing without one', async () => {
    const parameters = parametersOf(await epic.login('doctor'), { ehr_access_token: undefined })
    const launch = await bench.exchange(epic.registered(), { parameters })
    expect(launch).toMatchObject({ user: 'Practitioner/doc', scope: 'openid fhirUser user/*.cruds' })
    expect(launch).not.toHaveProperty('patient')
    const nurse = parametersOf(await epic.login('nurse'))
    await expect(bench.exchange(epic.registered(), { parameters: nurse })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
  })

  it('by an id_token alone is let in once: of whoever comes by it the EHR knows nothing', async () => {
    const login = await epic.login('doctor')
    const alone = parametersOf(login, { ehr_access_token: undefined })
    const send = (parameters: typeof alone) => bench.exchange(epic.registered(), { parameters })
    const together = await Promise.allSettled([send(alone), send(alone), send(alone)])
    expect(together.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(send(alone)).rejects.toMatchObject({ error: 'invalid_grant', reason: 'replayed' })
    const [header = '', claims = '', signature = ''] = login.idToken.split('.')
    const rewritten = `${header}.${claims}.${signature}=`
    await expect(send({ ...alone, subject_token: rewritten })).rejects.toMatchObject({ error: 'invalid_grant' })
    // With a token that the EHR accepts, a page may load again.
    expect(await send(parametersOf(login))).toMatchObject({ user: 'Practitioner/doc' })
    expect(await send(parametersOf(login))).toMatchObject({ user: 'Practitioner/doc' })
    expect(await send(parametersOf(login, { patient: 'eRx-1' }))).toMatchObject({ user: 'Practitioner/doc' })
  })

  it('by an id_token that opened a chart opens no practice without the EHR', async () => {
    const login = await epic.login('doctor')
    const send = (more: Readonly<Record<string, string | undefined>>) =>
      bench.exchange(epic.registered(), { parameters: parametersOf(login, more) })
    expect(await send({ patient: 'eRx-1' })).toHaveProperty('patient')
    await expect(send({ ehr_access_token: undefined })).rejects.toMatchObject({ reason: 'replayed' })
    expect(await send({ patient: 'eRx-1' })).toHaveProperty('patient')
  })

  it('without at_hash: a colleague’s access token does not make an id_token good again', async () => {
    const [login, colleague] = [await oracle.login('doctor', { claims: { jti: 'once' } }), await oracle.login('nurse')]
    const send = (ehr_access_token: string) =>
      bench.exchange(oracle.registered(), { parameters: parametersOf(login, { ehr_access_token }) })
    expect(await send(login.accessToken)).toMatchObject({ user: 'Practitioner/doc' })
    await expect(send(colleague.accessToken)).rejects.toMatchObject({ reason: 'replayed' })
  })

  it('brings the visit where it is the patient’s and we have it', async () => {
    const visit = (id: string, patient: string): Encounter & { id: string } => ({
      resourceType: 'Encounter',
      id,
      status: 'in-progress',
      class: { system: SYSTEM.actCode, code: 'AMB' },
      subject: { reference: `Patient/${patient}` },
    })
    epic.put(visit('v1', 'eRx-1'), visit('v2', 'another'))
    expect(await come(epic, 'doctor', {}, { encounter: 'v1' })).not.toHaveProperty('encounter')
    await bench.practice.chart({
      ...visit('our-visit', 'ours'),
      identifier: [{ system: `${epic.fhirBase}/Encounter`, value: 'v1' }],
    })
    expect(await come(epic, 'doctor', {}, { encounter: 'v1' })).toMatchObject({ encounter: 'our-visit' })
    await expect(come(epic, 'doctor', {}, { encounter: 'v2' })).rejects.toMatchObject({
      reason: 'encounter-of-another',
    })
  })
})

describe('the patient in context', () => {
  it.each<[string, number]>([
    ['patient-refused', 403],
    ['patient-refused', 401],
    ['patient-absent', 404],
  ])('must be readable with the clinician’s own token: %s (%i)', async (reason, status) => {
    epic.broken.set('/api/FHIR/R4/Patient/eRx-1', status)
    await expect(come(epic, 'doctor')).rejects.toMatchObject({ error: 'invalid_grant', reason })
  })

  it('cannot be read with somebody else’s idea of a token', async () => {
    const { idToken } = await oracle.login('doctor')
    const parameters = parametersOf({ idToken, accessToken: 'made-up', expiresIn: 0 }, { patient: 'eRx-1' })
    await expect(bench.exchange(oracle.registered(), { parameters })).rejects.toMatchObject({
      reason: 'patient-refused',
    })
  })

  it('is the one that was asked for, to the letter', async () => {
    epic.put({ ...ehrPatient('merged') })
    const other = { ...ehrPatient('merged'), id: 'MERGED' }
    epic.put(other)
    expect((await come(epic, 'doctor', {}, { patient: 'MERGED' })).patient).not.toBe(
      (await come(epic, 'doctor', {}, { patient: 'merged' })).patient,
    )
  })

  it('waits when the EHR cannot be reached: nothing is decided', async () => {
    epic.broken.set('/api/FHIR/R4/Patient/eRx-1', 503)
    await expect(come(epic, 'doctor')).rejects.toMatchObject({ error: 'temporarily_unavailable', status: 503 })
    epic.broken.clear()
    epic.broken.set('/api/FHIR/R4/Practitioner/fresh', 500)
    await expect(come(epic, 'fresh')).rejects.toMatchObject({
      error: 'temporarily_unavailable',
      reason: 'user-unreachable',
    })
  })

  it('and the clinician’s token go to the EHR’s FHIR base alone', async () => {
    await come(epic, 'doctor', { claims: { fhirUser: `${launcher.fhirBase}/Practitioner/doctor` } })
    expect(launcher.seen).toEqual([])
    const paths = epic.seen.filter(({ authorization }) => authorization).map(({ path }) => path)
    expect(paths).toEqual(['/api/FHIR/R4/Patient/eRx-1'])
  })
})

it('every exchange and a refusal is in the audit trail, and what it wrote', async () => {
  const exchanges = async () => (await bench.audited()).filter(({ action }) => action === 'E')
  const before = (await exchanges()).length
  const launch = await come(epic, 'doctor')
  const refused = parametersOf(await epic.login('doctor', { reads: [] }), { patient: 'eRx-1' })
  await expect(bench.exchange(epic.registered(), { parameters: refused, client: 'another' })).rejects.toThrow()
  const events = (await exchanges()).slice(before)
  expect(events).toMatchObject([{ outcome: '0' }, { outcome: '4', outcomeDesc: 'patient-refused' }])
  expect(events[0]?.agent).toContainEqual(
    expect.objectContaining({
      who: expect.objectContaining({ reference: launch.user }) as object,
      role: [expect.objectContaining({ text: 'billing-practitioner' })],
    }),
  )
  expect(events[1]?.agent).toContainEqual(expect.objectContaining({ altId: 'another' }))
  expect(JSON.stringify(events[0])).toContain('Patient/ours')
  const made = (await bench.audited()).filter(({ action }) => action === 'C')
  expect(made.flatMap(({ entity }) => entity?.map(({ what }) => what?.reference))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Practitioner\//), expect.stringMatching(/^Patient\//)]),
  )
})

it('a role of ours, held by somebody who has left, is none', async () => {
  await bench.practice.chart({
    resourceType: 'PractitionerRole',
    id: 'colleague-role',
    practitioner: { reference: 'Practitioner/colleague' },
    code: [{ coding: [{ system: codeSystem('ccm-staff-role'), code: 'billing-practitioner' }] }],
    period: { end: '2020-12-31' },
  } satisfies PractitionerRole)
  epic.put(ehrPractitioner('former', '1245319599'))
  const launch = await come(epic, 'former')
  expect(launch.user).toBe('Practitioner/colleague')
  expect(launch).not.toHaveProperty('role')
})
