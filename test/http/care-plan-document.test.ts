import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bundle, CarePlan, CompositionSection, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printedSections } from '../../server/domain/care-plan/document/care-plan-document.ts'
import { structures } from '../../server/definitions/structures.ts'
import { createValidator } from '../../server/fhir/validation/validator.ts'
import { putAll } from '../support/chart.ts'
import { runToEnd } from '../support/server-process.ts'
import { enrollPatient, putChronicPatient } from '../support/programme-client.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/test-app.ts'

let here: TestApp
let there: TestApp
let client: TestClient
let folder: string
let plan: string

beforeAll(async () => {
  ;[here, there] = await Promise.all([startTestApp(), startTestApp()])
  folder = await mkdtemp(join(tmpdir(), 'ccm-document-'))
  client = await here.client({ role: 'administrator' })
  await putChronicPatient(client, 'ada', { mbi: '1EG4TE5MK72' })
  await enrollPatient(client, 'ada')
  const subject = { reference: 'Patient/ada' }
  await putAll(client, [
    {
      resourceType: 'MedicationRequest',
      id: 'lisinopril',
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'Lisinopril 10 mg' },
      reasonCode: [{ text: 'Essential hypertension' }],
      dosageInstruction: [{ text: 'One tablet every morning' }],
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'none',
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      },
      patient: subject,
      code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }] },
    },
  ])
  const json = {
    resourceType: 'Parameters',
    parameter: [{ name: 'subject', valueString: 'Patient/ada' }],
  }
  const applied = await client('/PlanDefinition/$apply', { method: 'POST', json })
  expect(applied.status, applied.text).toBe(200)
  plan = applied.body.id
})
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()])
  await rm(folder, { recursive: true, force: true })
})

async function documentOf(from: TestClient, id: string): Promise<Bundle> {
  const answer = await from(`/CarePlan/${id}/$ccm-document`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as unknown as Bundle
}

const resourcesOf = ({ entry = [] }: Bundle) => entry.slice(1).flatMap(({ resource }) => resource ?? [])

/** What two servers must agree on: everything but ids of their own, versions, and where it came from. */
function comparable(document: Bundle): readonly string[] {
  const names = new Map<string, string>()
  const all = resourcesOf(document)
  // The document names the practice that made it; what nothing in the plan leads to is the server's own.
  const resources = all.filter(({ resourceType, id }) => {
    const own = `"reference":"${resourceType}/${id ?? ''}`
    return resourceType === 'CarePlan' || all.some((other) => other.id !== id && JSON.stringify(other).includes(own))
  })
  const nameless = (resource: Resource) =>
    JSON.stringify({ ...resource, id: '', meta: resource.meta?.profile }, (key, value: unknown) =>
      key === 'reference' || key === 'div' ? '' : value,
    )
  for (const [at, resource] of resources.toSorted((a, b) => (nameless(a) < nameless(b) ? -1 : 1)).entries())
    names.set(`${resource.resourceType}/${resource.id ?? ''}`, `${resource.resourceType}/${String(at)}`)
  return resources
    .map((resource) =>
      JSON.stringify({ ...resource, id: '', meta: resource.meta?.profile }, (key, value: unknown) =>
        key === 'reference' && typeof value === 'string'
          ? (names.get(value.replace(/\/_history.*/, '')) ?? 'elsewhere')
          : value,
      ),
    )
    .sort()
}

test('the document is valid, complete, and leads nowhere outside but to other plans and enrollments', async () => {
  const document = await documentOf(client, plan)
  const errors = createValidator(structures())
    .validate(document)
    .filter(({ severity }) => severity === 'error')
  expect(errors).toEqual([])
  const types = new Set(resourcesOf(document).map(({ resourceType }) => resourceType))
  for (const type of ['CarePlan', 'Patient', 'Condition', 'Goal', 'Task', 'CareTeam', 'Practitioner', 'Organization'])
    expect(types, type).toContain(type)
  const known = new Set(resourcesOf(document).map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`))
  const named = [...JSON.stringify(document).matchAll(/"reference":"([A-Z][A-Za-z]+\/[^"/]+)/g)].map(
    ([, name = '']) => name,
  )
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((name) => !known.has(name) && !/^(EpisodeOfCare|Consent|CarePlan)\//.test(name))).toEqual([])
})

test('an empty server takes it in whole and gives back the same', async () => {
  const document = await documentOf(client, plan)
  const file = join(folder, 'plan.json')
  await writeFile(file, JSON.stringify(document))
  const token = await there.token({ role: 'administrator' })
  const imported = await runToEnd(['server/commands/import.ts', '--url', there.url, '--token', token, file])
  expect(imported.code, imported.output).toBe(0)
  const other = await there.client({ role: 'administrator' })
  const plans = await other('/CarePlan')
  expect(plans.body.entry).toHaveLength(1)
  const back = await documentOf(other, plans.body.entry?.[0]?.resource.id ?? '')
  expect(comparable(back)).toEqual(comparable(document))
})

test('says of each medicine how it is taken and what for, and of allergies what is known', async () => {
  const sections = (await documentOf(client, plan)).entry?.[0]?.resource as { section: Section[] }
  const words = sections.section.find(({ title }) => title === 'Medications and allergies')?.text.div
  expect(words).toContain('<td>Lisinopril 10 mg</td><td>One tablet every morning</td><td>Essential hypertension</td>')
  expect(words).toContain('No known allergies.')
})

test('on paper nothing is said twice: lists of what the words of the plan hold are left out', async () => {
  const pdf = await client(`/CarePlan/${plan}/$ccm-document`, { headers: { accept: 'application/pdf' } })
  expect(pdf.status, pdf.text).toBe(200)
  const { section } = (await documentOf(client, plan)).entry?.[0]?.resource as { section: CompositionSection[] }
  expect(section.map(({ title }) => title)).toEqual(expect.arrayContaining(['Problems', 'Goals', 'Interventions']))
  const titles = printedSections(section).map(({ title }) => title)
  expect(titles).toEqual(['Care plan', 'Medications and allergies'])
  const byOthers = section.map((one) => ({ ...one, text: { status: 'additional' as const, div: one.text?.div ?? '' } }))
  expect(printedSections(byOthers)).toEqual(byOthers)
})

interface Section {
  readonly title: string
  readonly text: { readonly div: string }
}

test('of a plan that leads to more than it can hold is refused, not cut', async () => {
  const subject = { reference: 'Patient/ada' }
  const findings = Array.from({ length: 2001 }, (_unused, at) => ({
    resourceType: 'Observation' as const,
    id: `finding-${String(at)}`,
    status: 'final' as const,
    code: { text: 'Finding' },
    subject,
  }))
  const supportingInfo = findings.map(({ id }) => ({ reference: `Observation/${id}` }))
  const wide: CarePlan = {
    resourceType: 'CarePlan',
    id: 'wide',
    status: 'active',
    intent: 'plan',
    subject,
    supportingInfo,
  }
  await putAll(client, [...findings, wide])
  const answer = await client('/CarePlan/wide/$ccm-document')
  expect([answer.status, answer.body.issue[0]?.code]).toEqual([422, 'too-costly'])
}, 90_000)

test('can be had as PDF', async () => {
  const pdf = await client(`/CarePlan/${plan}/$ccm-document`, { headers: { accept: 'application/pdf' } })
  expect([pdf.status, pdf.headers.get('content-type')], pdf.text.slice(0, 500)).toEqual([200, 'application/pdf'])
})
