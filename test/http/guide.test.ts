import type { Bundle, CarePlan, CapabilityStatement, PlanDefinition } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGuide } from '../../server/definitions/guide.ts'
import { ROLES } from '../../server/ports/caller.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/test-app.ts'

const IG = 'https://ccm-on-fhir.org/ig'
const GUIDE = readGuide()
const TYPES = [...new Set(GUIDE.map(({ resourceType }) => resourceType))].toSorted()

/** Topics of subscriptions have no canonical of their own in R4: they are found by their code. */
const TOPICS = `/Basic?code=${encodeURIComponent('http://hl7.org/fhir/fhir-types|SubscriptionTopic')}`

let app: TestApp
let north: TestClient
let south: TestClient

beforeAll(async () => {
  app = await startTestApp()
  await app.openPractice('south')
  north = await app.client({ role: 'administrator' })
  south = await app.client({ role: 'administrator', tenant: 'south' })
})
afterAll(async () => {
  await app.stop()
})

const idsOf = ({ body }: TestAnswer) => (body.entry ?? []).map(({ resource }) => resource.id)

/** A practice's own template. */
const ownPlan = (id: string, more: Partial<PlanDefinition> = {}) =>
  ({
    resourceType: 'PlanDefinition',
    id,
    status: 'draft',
    url: `https://north.example/${id}`,
    title: 'Our way',
    ...more,
  }) satisfies PlanDefinition

async function everyPage(client: TestClient, path: string): Promise<string[]> {
  const ids: string[] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: TestAnswer = await client(next)
    expect(answer.status).toBe(200)
    ids.push(...idsOf(answer))
    next = answer.body.link.find(({ relation }) => relation === 'next')?.url
  }
  return ids
}

describe('the guide’s own resources', () => {
  test.each(TYPES)('every %s is found by what it defines and read by its id, in every practice', async (type) => {
    for (const { id, url, version } of GUIDE.filter(({ resourceType }) => resourceType === type)) {
      const found = await south(url === undefined ? TOPICS : `/${type}?url=${encodeURIComponent(url)}`)
      expect(idsOf(found)).toContain(id)
      if (version !== undefined)
        expect(idsOf(await north(`/${type}?url=${encodeURIComponent(`${url}|${version}`)}`))).toEqual([id])
    }
    const [first] = GUIDE.filter(({ resourceType }) => resourceType === type)
    const read = await north(`/${type}/${first?.id}`)
    const { id, url } = first ?? {}
    expect(read.body).toMatchObject({ resourceType: type, id, ...(url && { url }), meta: { versionId: '1' } })
    expect(read.headers.get('etag')).toBe('W/"1"')
    expect(await everyPage(south, `/${type}?_count=7`)).toHaveLength(
      GUIDE.filter(({ resourceType }) => resourceType === type).length,
    )
  })

  test('are read in every way in which resources are read', async () => {
    const path = '/PlanDefinition/ccm-plan-diabetes'
    const head = await north(path, { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([200, ''])
    expect((await north(path, { headers: { 'if-none-match': 'W/"1"' } })).status).toBe(304)
    expect((await north(`${path}/_history/1`)).body.id).toBe('ccm-plan-diabetes')
    expect((await north(`${path}/_history/2`)).status).toBe(404)
    expect((await north(`${path}/_history`)).body).toMatchObject({ type: 'history', total: 1 })
    const summary = await north(`${path}?_elements=title`)
    expect(summary.body).toMatchObject({ title: expect.any(String) as string })
    expect(summary.text).not.toContain('"action"')
  })

  test('are found by the parameters of their type', async () => {
    const one = async (path: string) => idsOf(await north(path))
    const version = encodeURIComponent(`${IG}/ChargeItemDefinition/99490`)
    expect(await one(`/ChargeItemDefinition?url=${version}&version=2026`)).toEqual(['ccm-99490-2026'])
    expect(await one('/StructureDefinition?name:exact=CcmTimeEntry')).toEqual(['ccm-time-entry'])
    expect(await one('/StructureDefinition?type=Task&derivation=constraint&status=active&_sort=_id')).toEqual([
      'ccm-month',
      'ccm-outreach-task',
      'ccm-time-entry',
    ])
    expect(await one('/CodeSystem?system=https://ccm-on-fhir.org/ig/CodeSystem/ccm-rule')).toEqual(['ccm-rule'])
    expect(await one('/OperationDefinition?code=ccm-month')).toEqual(['ccm-month'])
    expect(await one('/CodeSystem?code=prior-authorization')).toContain('ccm-activity')
  })

  test.each(ROLES)('are read by a %s', async (role) => {
    const client = await app.client({
      role,
      ...(role === 'patient' || role === 'payer' ? { patient: 'somebody' } : {}),
    })
    expect((await client('/ChargeItemDefinition/ccm-99490-2026')).status).toBe(200)
    expect((await client(`/StructureDefinition?url=${IG}/StructureDefinition/ccm-time-entry`)).body.entry).toHaveLength(
      1,
    )
    const narrow = await app.client({ role, scope: 'system/Patient.rs', patient: 'somebody' })
    expect((await narrow('/ChargeItemDefinition/ccm-99490-2026')).status).toBe(403)
  })

  test('name canonicals that lead to resources of this server, where they are of the guide', () => {
    const named = new Set(GUIDE.flatMap((resource) => canonicalsIn(resource)))
    const known = new Set(GUIDE.map(({ url }) => url))
    expect([...named].filter((url) => !known.has(url.split('|')[0]))).toEqual([])
    expect(named.size).toBeGreaterThan(50)
  })
})

/** Canonicals of the guide that a resource names in elements of that type. */
function canonicalsIn(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => canonicalsIn(item, name))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => canonicalsIn(item, key))
  const leads = /^(valueSet|profile|targetProfile|definitionCanonical|valueCanonical|baseDefinition|library)$/.test(
    name,
  )
  return leads && typeof value === 'string' && value.startsWith(`${IG}/`) ? [value] : []
}

describe('a practice’s own beside the guide’s', () => {
  beforeAll(async () => {
    await north('/PlanDefinition/own', { method: 'PUT', json: ownPlan('own') })
    await north('/PlanDefinition/own-2', { method: 'PUT', json: ownPlan('own-2') })
  })

  test('are found together, page by page, in the order asked for, and counted together', async () => {
    const guide = GUIDE.filter(({ resourceType }) => resourceType === 'PlanDefinition').map(({ id }) => id)
    const all = [...guide, 'own', 'own-2'].toSorted()
    expect((await everyPage(north, '/PlanDefinition?_count=4')).toSorted()).toEqual(all)
    expect(await everyPage(north, '/PlanDefinition?_sort=_id&_count=4')).toEqual(all)
    expect(await everyPage(north, '/PlanDefinition?_sort=-_id&_count=4')).toEqual(all.toReversed())
    expect((await north('/PlanDefinition?_summary=count')).body.total).toBe(all.length)
    expect((await south('/PlanDefinition?_summary=count')).body.total).toBe(guide.length)
    expect(await everyPage(south, '/PlanDefinition?status=draft')).toEqual([])
    expect((await south('/PlanDefinition/own')).status).toBe(404)
  })

  test('a plan made by a template brings it', async () => {
    const plan: CarePlan = {
      resourceType: 'CarePlan',
      id: 'by-template',
      status: 'active',
      intent: 'plan',
      subject: { display: 'Somebody' },
      instantiatesCanonical: [`${IG}/PlanDefinition/ccm-plan-diabetes`],
    }
    expect((await north('/CarePlan/by-template', { method: 'PUT', json: plan })).status).toBe(201)
    const found = await north('/CarePlan?_id=by-template&_include=CarePlan:instantiates-canonical')
    expect(found.body.entry?.map(({ resource, search }) => [resource.id, search?.mode])).toEqual([
      ['by-template', 'match'],
      ['ccm-plan-diabetes', 'include'],
    ])
    const back = await north('/PlanDefinition?_id=ccm-plan-diabetes&_revinclude=CarePlan:instantiates-canonical')
    expect(idsOf(back)).toEqual(['ccm-plan-diabetes', 'by-template'])
  })
})

describe('what is the guide’s is nobody’s to write', () => {
  const PATH = '/PlanDefinition/ccm-plan-asthma'

  test.each([
    ['PUT', 'application/fhir+json', ownPlan('ccm-plan-asthma')],
    ['PATCH', 'application/json-patch+json', [{ op: 'replace', path: '/title', value: 'Ours' }]],
    ['DELETE', undefined, undefined],
  ])('%s', async (method, type, json) => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const refused = await north(PATH, { method, headers, ...(json === undefined ? {} : { json }) })
    expect(refused.status).toBe(403)
    expect(refused.body.issue).toMatchObject([{ severity: 'error', code: 'forbidden' }])
    expect(refused.body.issue[0]?.diagnostics).toContain('PlanDefinition/ccm-plan-asthma')
    expect((await south(PATH)).body.meta.versionId).toBe('1')
  })

  test('conditional writes find it, and leave it alone', async () => {
    const url = `url=${IG}/PlanDefinition/ccm-plan-asthma`
    const json = ownPlan('ccm-plan-asthma')
    expect((await north(`/PlanDefinition?${url}`, { method: 'PUT', json })).status).toBe(403)
    expect((await north(`/PlanDefinition?${url}`, { method: 'DELETE' })).status).toBe(403)
    const made = await north('/PlanDefinition', { method: 'POST', json, headers: { 'if-none-exist': url } })
    expect([made.status, made.body.id]).toEqual([200, 'ccm-plan-asthma'])
  })

  test('its canonical URL cannot be taken: 409', async () => {
    const json = ownPlan('like-it', { url: `${IG}/PlanDefinition/ccm-plan-asthma` })
    const taken = await north('/PlanDefinition/like-it', { method: 'PUT', json })
    expect(taken.status).toBe(409)
    expect(taken.body.issue).toMatchObject([{ code: 'duplicate' }])
    const posted = await north('/PlanDefinition', { method: 'POST', json })
    expect(posted.status).toBe(409)
  })

  test('a transaction with such an entry writes nothing; in a batch the entry alone fails', async () => {
    const bundle = (type: 'transaction' | 'batch', id: string): Bundle => ({
      resourceType: 'Bundle',
      type,
      entry: [
        { resource: ownPlan(id), request: { method: 'PUT', url: `PlanDefinition/${id}` } },
        { request: { method: 'DELETE', url: 'PlanDefinition/ccm-plan-asthma' } },
      ],
    })
    const refused = await north('', { method: 'POST', json: bundle('transaction', 'never') })
    expect(refused.status).toBe(403)
    expect((await north('/PlanDefinition/never')).status).toBe(404)
    const batch = await north('', { method: 'POST', json: bundle('batch', 'batched') })
    expect((batch.body as unknown as Bundle).entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual([
      '201',
      '403',
    ])
    expect((await north(PATH)).status).toBe(200)
  })
})

test('a transaction finds it by a conditional reference', async () => {
  const plan: CarePlan = {
    resourceType: 'CarePlan',
    status: 'draft',
    intent: 'plan',
    subject: { display: 'Somebody' },
    supportingInfo: [{ reference: `PlanDefinition?url=${IG}/PlanDefinition/ccm-plan-asthma` }],
  }
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ resource: plan, request: { method: 'POST', url: 'CarePlan' } }],
  }
  const answer = await north('', { method: 'POST', json: bundle, headers: { prefer: 'return=representation' } })
  expect(answer.status, answer.text).toBe(200)
  expect(answer.text).toContain('"PlanDefinition/ccm-plan-asthma"')
})

test('reading the guide is entered in the trail of the practice that reads', async () => {
  const since = new Date().toISOString()
  await south('/ActivityDefinition?_count=1&_summary=true')
  const auditor = await app.client({ role: 'auditor', tenant: 'south' })
  await expect
    .poll(async () => (await auditor(`/AuditEvent?date=ge${since}&_sort=date`)).text, { timeout: 5000 })
    .toContain(Buffer.from('ActivityDefinition?_count=1&_summary=true').toString('base64'))
})

test('the CapabilityStatement says which operations there are on terminology, by FHIR’s own definitions', async () => {
  const statement = (await north('/metadata')).body as unknown as CapabilityStatement
  const operations = (type: string) =>
    statement.rest?.[0]?.resource
      ?.find((resource) => resource.type === type)
      ?.operation?.filter(({ definition }) => definition.includes(`/${type}-`))
      .toSorted((a, b) => a.name.localeCompare(b.name))
  const core = 'http://hl7.org/fhir/OperationDefinition'
  expect(operations('ValueSet')).toEqual([
    { name: 'expand', definition: `${core}/ValueSet-expand` },
    { name: 'validate-code', definition: `${core}/ValueSet-validate-code` },
  ])
  expect(operations('CodeSystem')).toEqual([
    { name: 'lookup', definition: `${core}/CodeSystem-lookup` },
    { name: 'validate-code', definition: `${core}/CodeSystem-validate-code` },
  ])
})

test('the guide is in nobody’s record', async () => {
  await north('/Patient/recorded', { method: 'PUT', json: { resourceType: 'Patient', id: 'recorded' } })
  const basic = { resourceType: 'Basic', id: 'own', code: { text: 'x' }, subject: { reference: 'Patient/recorded' } }
  expect((await north('/Basic/own', { method: 'PUT', json: basic })).status).toBe(201)
  expect((await north('/Basic?_summary=count')).body.total).toBeGreaterThan(1)
  expect(idsOf(await north('/Patient/recorded/Basic'))).toEqual(['own'])
  expect(idsOf(await north('/Patient/recorded/*')).toSorted()).toEqual(['own', 'recorded'])
})
