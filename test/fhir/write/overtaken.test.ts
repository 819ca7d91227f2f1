import type { EpisodeOfCare, Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { GovernWrites } from '#ports/govern-writes.ts'
import { prepareParts } from '../../../server/compose/prepare-parts.ts'
import type { Interaction } from '../../../server/fhir/interaction.ts'
import { prepareResource } from '../../../server/fhir/prepare/prepare-resource.ts'
import { writeChanges } from '../../../server/fhir/write/write-changes.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { aPatient } from '../../support/chart.ts'
import { noteOf, NURSE, openProgramme, practiceStaff } from '../../support/programme.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const outreach = (state: string): EpisodeOfCare & { id: string } => ({
  resourceType: 'EpisodeOfCare',
  id: 'outreach',
  status: 'planned',
  patient: { reference: 'Patient/p' },
  type: [{ coding: [{ system: codeSystem('ccm-program'), code: 'ccm' }] }],
  extension: [{ url: structureDefinition('ccm-enrollment-state'), valueCode: state }],
})

const stateOf = (resource: Resource | undefined) => (resource as EpisodeOfCare | undefined)?.extension?.[0]?.valueCode

test('what was changed while it was judged is judged again, as it is now', async () => {
  const programme = await openProgramme(database.database)
  const practice = await programme.practice('overtaken')
  const { repository, tenant } = practice
  await practice.chart(...practiceStaff('overtaken'), aPatient('p', 'Overtaken'), outreach('to-contact'))
  const judged: (string | undefined)[] = []
  // The rules as they are; but at their first word somebody else writes from another connection.
  const governs: GovernWrites = {
    ...programme.governs,
    async check(tx, planned, caller, others) {
      judged.push(stateOf(planned[0]?.current))
      if (judged.length === 1) await practice.chart(outreach('attempted'))
      return programme.governs.check(tx, planned, caller, others)
    },
  }
  const principal = { tenant, client: 'test', ...NURSE }
  const whole = { tenant, compartment: 'unrestricted' } as const
  const guard = { hides: () => false, seesAll: () => true, whole: () => whole }
  const interaction = { deps: { governs }, guard, request: { principal } } as unknown as Interaction
  const { prepared } = prepareResource(prepareParts('http://localhost/fhir/r4'), {
    resource: { ...outreach('attempted'), identifier: [{ value: 'second call' }] },
    id: 'outreach',
    now: Date.now(),
  })
  const asked = [{ change: { kind: 'put', resource: prepared }, expression: 'EpisodeOfCare' }] as const
  const [written] = await writeChanges(interaction, repository, asked, noteOf(NURSE, 'update'))
  expect(judged).toEqual(['to-contact', 'attempted'])
  expect(written?.version).toBe(3)
})
