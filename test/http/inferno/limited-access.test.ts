import type { Condition, Observation } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCondition, anObservation, putAll } from '../../support/chart.ts'
import { Browser } from '../../support/smart/browser.ts'
import { INFERNO_REDIRECT, startInfernoApp, type ClientKind, type InfernoApp } from '../../support/smart/inferno-app.ts'
import { tickedOn, type TokenAnswer } from '../../support/smart/smart-client.ts'

/** What Inferno's g10 suite asks of whoever lets an app in: to choose what for. Under its titles and ids. */
let inferno: InfernoApp

const CONDITION = 'http://terminology.hl7.org/CodeSystem/condition-category'
const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category'

const category = (system: string, code: string) => [{ coding: [{ system, code }] }]

beforeAll(async () => {
  inferno = await startInfernoApp()
  const conditions = ['encounter-diagnosis', 'problem-list-item'].map((code): Condition => ({
    ...aCondition(code, 'p1', 'I10'),
    category: category(CONDITION, code),
  }))
  const observations = ['laboratory', 'vital-signs'].map((code): Observation => ({
    ...anObservation(code, 'p1', '2026-03-01'),
    category: category(OBSERVATION, code),
  }))
  await putAll(await inferno.app.client({ role: 'administrator' }), [...conditions, ...observations])
})
afterAll(() => inferno.stop())

const FIXED = ['launch/patient', 'openid', 'fhirUser', 'offline_access']
const US_CORE = [
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'DocumentReference',
  'Encounter',
  'Goal',
  'Immunization',
  'Observation',
  'Patient',
  'Procedure',
]

const asked = (scopes: readonly string[], over: Readonly<Record<string, string>> = {}, client = 'inferno-public') => ({
  client,
  redirectUri: INFERNO_REDIRECT,
  scope: scopes.join(' '),
  over,
})

const people = { user: 'alvarez', patient: 'p1' }

/** Signs in with these scopes ticked, and no others. */
async function grantOnly(scopes: readonly string[], ticked: readonly string[]) {
  const want = asked(scopes)
  const { back, verifier, page } = await inferno.smart.signIn(want, { ...people, scope: ticked })
  return { page, back, answer: await inferno.smart.redeem(want, back, verifier) }
}

const granted = ({ body }: TokenAnswer) => new Set(body.scope?.split(' '))

const get = async (path: string, { body }: TokenAnswer) => {
  const response = await fetch(`${inferno.url}/fhir/r4/${path}`, {
    headers: { authorization: `Bearer ${body.access_token ?? ''}` },
  })
  return { status: response.status, text: await response.text() }
}

const refreshed = (token: TokenAnswer, more: Readonly<Record<string, string>> = {}) =>
  inferno.token('public', { grant_type: 'refresh_token', refresh_token: token.body.refresh_token ?? '', ...more })

describe('Standalone Patient App - Limited Access (g10_smart_limited_app)', () => {
  const LEFT = ['fhirUser', 'offline_access', 'patient/Patient.rs', 'patient/Condition.rs', 'patient/Observation.rs']
  const scopes = [...FIXED, ...US_CORE.map((type) => `patient/${type}.rs`)]

  test('g10_limited_scope_grant: the answer names what was left ticked, and what no launch is without', async () => {
    const { page, answer } = await grantOnly(scopes, LEFT)
    // Everything is ticked when the page comes, but what cannot be left out, which is said in words.
    expect(new Set(tickedOn(page.text))).toEqual(new Set(scopes.filter((one) => !/^(openid|launch)/.test(one))))
    expect(page.text).toMatch(/cannot be left out[\s\S]*which patient it is opened on[\s\S]*you who signs in/)
    expect(answer.status).toBe(200)
    expect(granted(answer)).toEqual(new Set(['openid', 'launch/patient', ...LEFT]))
  })

  test('g10_restricted_resource_type_access: what was left out is refused, what was not is not', async () => {
    const { answer } = await grantOnly(scopes, LEFT)
    expect((await get('Patient/p1', answer)).status).toBe(200)
    for (const type of US_CORE.filter((one) => one !== 'Patient')) {
      const expected = ['Condition', 'Observation'].includes(type) ? 200 : 403
      expect((await get(`${type}?patient=p1`, answer)).status, type).toBe(expected)
    }
  })

  test.each<ClientKind>(['symmetric', 'asymmetric'])('the same of a confidential client: %s', async (kind) => {
    const want = asked(scopes, {}, `inferno-${kind}`)
    const { back, verifier } = await inferno.smart.signIn(want, { ...people, scope: LEFT })
    const answer = await inferno.token(kind, {
      grant_type: 'authorization_code',
      code: back?.searchParams.get('code') ?? '',
      redirect_uri: INFERNO_REDIRECT,
      code_verifier: verifier,
    })
    expect(granted(answer)).toEqual(new Set(['openid', 'launch/patient', ...LEFT]))
  })

  test('smart_token_refresh_stu2: renewed, it is as limited as before, and cannot be widened', async () => {
    const { answer } = await grantOnly(scopes, LEFT)
    const next = await refreshed(answer)
    expect(granted(next)).toEqual(granted(answer))
    expect((await get('Goal?patient=p1', next)).status).toBe(403)
    const wider = await refreshed(next, { scope: 'openid patient/Goal.rs' })
    expect(wider).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  })

  test('introspection says no more than what was granted', async () => {
    const { answer } = await grantOnly(scopes, LEFT)
    const { form, headers } = await inferno.proof('symmetric')
    const { body } = await inferno.smart.introspect(answer.body.access_token ?? '', { ...form, ...headers })
    expect(new Set(body.scope?.split(' '))).toEqual(granted(answer))
  })

  test('an app that may not stay connected gets no refresh token', async () => {
    const { answer } = await grantOnly(scopes, ['patient/Patient.rs'])
    expect(granted(answer)).toEqual(new Set(['openid', 'launch/patient', 'patient/Patient.rs']))
    expect(answer.body).not.toHaveProperty('refresh_token')
  })

  test('whoever leaves out everything has let nobody in', async () => {
    const { back } = await grantOnly(['patient/Patient.rs'], [])
    expect(back?.searchParams.get('error')).toBe('access_denied')
    expect(back?.searchParams.has('code')).toBe(false)
  })

  test('a form that ticks what was not asked for, or not registered, gains nothing', async () => {
    const made = ['user/*.cruds', 'patient/*.cruds', 'patient/Goal.rs', 'system/*.rs', 'patient/Patient.cruds']
    const { page, answer } = await grantOnly(
      ['openid', 'patient/Patient.rs', 'system/*.rs'],
      [...made, 'patient/Patient.rs'],
    )
    expect(granted(answer)).toEqual(new Set(['openid', 'patient/Patient.rs']))
    expect(tickedOn(page.text)).toEqual(['patient/Patient.rs'])
  })
})

describe('SMART Granular Scope Selection (g10_smart_granular_scope_selection)', () => {
  const scopes = [...FIXED, 'patient/Condition.rs', 'patient/Observation.rs', 'patient/Patient.rs']
  const PROBLEMS = `patient/Condition.rs?category=${CONDITION}|problem-list-item`
  const LABORATORY = `patient/Observation.rs?category=${OBSERVATION}|laboratory`

  test('each sub-resource that ONC names is offered, and none is ticked', async () => {
    const { page } = await grantOnly(scopes, [])
    const offered = [...page.text.matchAll(/name="scope" value="([^"]+)" \/>/g)].map(([, scope = '']) => scope)
    const of = (type: string) =>
      offered.filter((scope) => scope.startsWith(`patient/${type}.rs?category=`)).map((scope) => scope.split('|')[1])
    expect(of('Condition')).toEqual(['encounter-diagnosis', 'problem-list-item', 'health-concern'])
    expect(of('Observation')).toEqual(
      expect.arrayContaining(['procedure', 'laboratory', 'social-history', 'sdoh', 'survey', 'vital-signs']),
    )
    for (const label of ['The problem list', 'Laboratory results', 'Clinical tests']) expect(page.text).toContain(label)
  })

  test('g10_smart_granular_scope_selection: a part stands for the whole, which is not granted', async () => {
    // As a browser sends it: the wholes are still ticked.
    const { answer } = await grantOnly(scopes, [
      'fhirUser',
      'offline_access',
      'patient/Condition.rs',
      PROBLEMS,
      'patient/Observation.rs',
      LABORATORY,
      'patient/Patient.rs',
    ])
    expect(granted(answer)).toEqual(new Set([...FIXED, PROBLEMS, LABORATORY, 'patient/Patient.rs']))
    const found = async (type: string, token: TokenAnswer) =>
      (
        (JSON.parse((await get(`${type}?patient=p1`, token)).text) as { entry?: { resource: { id: string } }[] })
          .entry ?? []
      ).map(({ resource }) => resource.id)
    for (const token of [answer, await refreshed(answer)]) {
      expect(granted(token)).toEqual(granted(answer))
      expect(await found('Condition', token)).toEqual(['problem-list-item'])
      expect(await found('Observation', token)).toEqual(['laboratory'])
      expect((await get('Condition/encounter-diagnosis', token)).status).toBe(404)
      expect((await get('Observation/laboratory', token)).status).toBe(200)
    }
  })

  test('of an app that asks in version 1, and of one that asks for everything', async () => {
    const first = await grantOnly(['openid', 'launch/patient', 'patient/Condition.read'], [PROBLEMS])
    expect(granted(first.answer)).toEqual(new Set(['openid', 'launch/patient', PROBLEMS]))
    const all = await grantOnly(
      ['openid', 'launch/patient', 'patient/*.rs'],
      ['patient/*.rs', 'patient/Goal.rs', PROBLEMS],
    )
    expect(granted(all.answer)).toEqual(new Set(['openid', 'launch/patient', 'patient/Goal.rs', PROBLEMS]))
    expect((await get('Goal?patient=p1', all.answer)).status).toBe(200)
    expect((await get('Observation?patient=p1', all.answer)).status).toBe(403)
  })
})

describe('the page', () => {
  const shown = (over: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    new Browser(headers).follow(
      inferno.smart.authorizing(asked(['openid', 'launch/patient', 'patient/Condition.rs'], over)).url,
      inferno.url,
    )

  test('speaks the language that the app asks for, else that of the browser', async () => {
    const spanish = await shown({}, { 'accept-language': 'fr, es-US;q=0.8, en;q=0.5' })
    expect(spanish.text).toContain('<html lang="es">')
    expect(spanish.text).toContain('Leer y buscar: problemas de salud de este paciente')
    expect((await shown({ ui_locales: 'es-MX en' })).text).toContain('<html lang="es">')
    const english = await shown({ ui_locales: 'en' }, { 'accept-language': 'es' })
    expect(english.text).toContain('Read and search: conditions of this patient')
    expect((await shown({}, { 'accept-language': 'de' })).text).toContain('<html lang="en">')
  })

  test('of our own app offers no parts of it', async () => {
    const url = new URL(`${inferno.url}/auth/authorize`)
    const own = { client: 'ccm-app', redirectUri: `${inferno.url}/app/`, scope: 'openid fhirUser user/*.cruds' }
    url.search = inferno.smart.authorizing(own).url.search
    const page = await new Browser().follow(url, inferno.url)
    expect(page.text).toContain('Create, read, change, delete, and search: all records that you may see')
    expect(page.text).not.toContain('type="checkbox"')
  })
})
