import { setTimeout as sleep } from 'node:timers/promises'
import type { CarePlan, EpisodeOfCare } from '@medplum/fhirtypes'
import { addMonths, monthOf } from '#domain/calendar.ts'
import { DEMO_TIME_ZONE } from '../../../server/demo/practice.ts'
import { STORIES } from '../../../server/demo/stories.ts'
import { inForce } from '../../support/care-plans.ts'
import { aTimeEntry, enrollParameters, putChronicPatient, writtenOf } from '../../support/programme-client.ts'
import type { TestAnswer } from '../../support/test-app.ts'
import type { Collection } from './collection.ts'
import { below } from './search-samples.ts'

/** A patient whom the samples bring, enroll, care for and let go. */
export const SAMPLE_PATIENT = 'sample-ada'

/** Answers of the programme's operations, for a patient of the samples and for every patient of the demo. */
export async function collectProgramme(collection: Collection): Promise<void> {
  await collectStory(collection)
  const month = addMonths(monthOf(Date.now(), DEMO_TIME_ZONE), -1)
  await collectJobs(collection, month)
  await collectMonths(collection, month)
  await collectPlans(collection)
  const reopen = `/$ccm-reopen-month?month=${month}&patient=Patient/ruiz&reason=sample`
  collection.keep('operation', 'reopen-month', 200, await collection.as('biller')(reopen, { method: 'POST' }))
}

/** From the record to time, plan and correction. */
async function collectStory(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  await putChronicPatient(ask, SAMPLE_PATIENT, { mbi: '1EG4TE5MK72' })
  await putChronicPatient(ask, 'sample-bo', { mbi: '1EG4TE5MK73' })
  const post = (path: string, json: unknown) => ask(path, { method: 'POST', json })
  const enrolled = await post(`/Patient/${SAMPLE_PATIENT}/$ccm-enroll`, enrollParameters())
  collection.keep('operation', 'enroll', 200, enrolled)
  const plan = writtenOf<CarePlan>(enrolled.body, 'CarePlan')
  const active = inForce(plan)
  collection.keep(
    'practice',
    'written-plan',
    200,
    await ask(`/CarePlan/${plan.id ?? ''}`, { method: 'PUT', json: active }),
  )
  const entry = aTimeEntry(SAMPLE_PATIENT, '2026-02-05T09:00:00-06:00', '2026-02-05T09:45:00-06:00')
  collection.keep('practice', 'written-time', 201, await post('/Task', entry))
  const other = await post('/Patient/sample-bo/$ccm-enroll', enrollParameters())
  collection.keep('operation', 'enroll-another', 200, other)
  const episode = writtenOf<EpisodeOfCare>(other.body, 'EpisodeOfCare')
  const end = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'reason', valueCode: 'withdrawn' },
      { name: 'dateTime', valueDateTime: '2026-03-05T10:00:00-06:00' },
    ],
  }
  collection.keep('operation', 'end', 200, await post(`/EpisodeOfCare/${episode.id ?? ''}/$ccm-end`, end))
}

async function collectJobs(collection: Collection, month: string): Promise<void> {
  for (const [name, query] of [
    ['preview', `month=${month}&dryRun=true`],
    ['close', `month=${month}`],
    ['close-again', `month=${month}`],
  ] as const) {
    const accepted = await collection.as('biller')(`/$ccm-close-month?${query}`, { method: 'POST' })
    if (accepted.status !== 202) throw new Error(`$ccm-close-month: ${accepted.status} ${accepted.text}`)
    const result = await finished(collection, below(accepted.headers.get('content-location') ?? ''))
    collection.keep('job', name, 200, result)
  }
}

async function finished(collection: Collection, path: string): Promise<TestAnswer> {
  for (;;) {
    const answer = await collection.as('biller')(path)
    if (answer.status !== 202) return answer
    await sleep(100)
  }
}

async function collectMonths(collection: Collection, month: string): Promise<void> {
  const ask = collection.as('administrator')
  const running = addMonths(monthOf(Date.now(), DEMO_TIME_ZONE), 0)
  for (const { chart } of STORIES) {
    const { id } = chart.person
    const path = `/Patient/${id}`
    collection.keep('operation', `eligibility-${id}`, 200, await ask(`${path}/$ccm-eligibility`))
    for (const each of [month, running])
      collection.keep('operation', `month-${id}-${each}`, 200, await ask(`${path}/$ccm-month?month=${each}`))
    collection.keep('operation', `audit-${id}`, 200, await ask(`${path}/$ccm-audit?month=${month}`))
  }
}

/** What care plans answer: applied templates, completeness, revisions, the copy that is handed over, the document. */
async function collectPlans(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  const applied = await ask(`/PlanDefinition/$apply?subject=Patient/${SAMPLE_PATIENT}`, { method: 'POST' })
  collection.keep('operation', 'apply', 200, applied)
  const plan = `/CarePlan/${applied.body.id}`
  for (const name of ['ccm-completeness', 'ccm-revisions', 'ccm-difference?from=1', 'ccm-document', 'ccm-copy'])
    collection.keep('operation', name.replace(/\?.*/, ''), 200, await ask(`${plan}/$${name}`))
  const handed = await ask(`${plan}/$ccm-hand-over`, { method: 'POST' })
  collection.keep('operation', 'ccm-hand-over', 200, handed)
}
