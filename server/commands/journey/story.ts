import type { Bundle, ChargeItem, EpisodeOfCare, Parameters, ParametersParameter, Task } from '@medplum/fhirtypes'
import { codeSystem } from '#domain/fhir/canonicals.ts'
import { approvePlan } from './approve-plan.ts'
import { wordsOf, type StoryClient } from './client.ts'
import type { Narrator } from './narrator.ts'
import { recordBundle } from './record.ts'
import type { StoryMonth } from './story-month.ts'

/** What the story needs: clients for three people, the month it plays in, and somebody to tell it. */
export interface Story {
  readonly client: StoryClient
  readonly narrator: Narrator
  readonly month: StoryMonth
}

/** Who is in it, once the record is there. */
interface Cast {
  readonly patient: string
  readonly doctor: string
  readonly nurse: string
}

/** The whole story, from a record to the evidence of its charges. Each step throws `StepRefused` when it fails. */
export async function tellStory(story: Story): Promise<void> {
  const cast = await importRecord(story)
  await showEligibility(story, cast)
  const episode = await enroll(story, cast)
  await approvePlan(story, cast.patient)
  await logTime(story, cast, episode)
  await showMonth(story, cast)
  await closeMonth(story)
  await showCharges(story, cast)
  await showEvidence(story, cast)
}

async function importRecord({ client, narrator, month }: Story): Promise<Cast> {
  narrator.step("A patient's record comes in: one transaction with chart, coverage and staff")
  const answer = await client.send<Bundle>('POST', '', recordBundle(month))
  const references = (answer.body.entry ?? []).map(
    (entry) => (entry.response?.location ?? '').split('/_history')[0] ?? '',
  )
  const [patient = '', doctor = '', nurse = ''] = references.map((url) => url.split('/').slice(-2).join('/'))
  narrator.resource((await client.send('GET', patient)).body)
  return { patient, doctor, nurse }
}

async function showEligibility({ client, narrator }: Story, { patient }: Cast): Promise<void> {
  narrator.step('Does she qualify, and why?')
  const { body } = await client.send<Parameters>('GET', `${patient}/$ccm-eligibility`)
  for (const part of partsOf(body, 'program'))
    narrator.line(
      `${codeOf(part)}: ${part.part?.find(({ name }) => name === 'eligible')?.valueBoolean ? 'eligible' : 'not eligible'} — ${textsOf(part, 'reason').join(' ')}`,
    )
  narrator.resource(body)
}

async function enroll({ client, narrator, month }: Story, { patient, doctor, nurse }: Cast): Promise<string> {
  narrator.step('She agrees on the phone, and is enrolled: consent, team and a draft care plan in one transaction')
  const { body } = await client.send<Bundle>('POST', `${patient}/$ccm-enroll`, {
    resourceType: 'Parameters',
    parameter: [
      { name: 'program', valueCode: 'ccm' },
      { name: 'billingPractitioner', valueReference: { reference: doctor } },
      { name: 'careManager', valueReference: { reference: nurse } },
      {
        name: 'consent',
        part: [
          { name: 'method', valueCode: 'verbal' },
          { name: 'dateTime', valueDateTime: month.at(2, '15:00') },
          { name: 'recorder', valueReference: { reference: nurse } },
          ...['availability', 'cost-sharing', 'one-practitioner', 'right-to-stop'].map((statement) => ({
            name: 'statement',
            valueCode: statement,
          })),
        ],
      },
      {
        name: 'attestation',
        part: [
          { name: 'duration', valueBoolean: true },
          { name: 'risk', valueBoolean: true },
          { name: 'by', valueReference: { reference: doctor } },
          { name: 'reason', valueString: 'Poorly controlled diabetes and hypertension; fell in spring.' },
        ],
      },
    ],
  } satisfies Parameters)
  const resources = (body.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : []))
  resources.forEach((resource) => {
    narrator.resource(resource)
  })
  const episode = resources.find((resource): resource is EpisodeOfCare => resource.resourceType === 'EpisodeOfCare')
  return `EpisodeOfCare/${episode?.id ?? ''}`
}

async function logTime(
  { client, narrator, month }: Story,
  { patient, doctor, nurse }: Cast,
  episode: string,
): Promise<void> {
  narrator.step('Time is logged')
  const entry = (owner: string, activity: string, day: number, [from, to]: readonly [string, string]): Task => ({
    resourceType: 'Task',
    status: 'completed',
    intent: 'order',
    code: { coding: [{ system: codeSystem('ccm-activity'), code: activity }] },
    for: { reference: patient },
    focus: { reference: episode },
    owner: { reference: owner },
    executionPeriod: { start: month.at(day, from), end: month.at(day, to) },
  })
  const post = async (task: Task, what: string) => {
    const answer = await client.attempt('POST', 'Task', task)
    narrator.line(answer.status === 201 ? `kept: ${what}` : `refused: ${what} — ${wordsOf(answer.body)}`)
    return answer.body
  }
  narrator.resource(await post(entry(nurse, 'patient-contact', 3, ['15:00', '15:16']), '16 minutes on the phone'))
  await post(entry(nurse, 'medication-management', 5, ['16:00', '16:14']), '14 minutes of medication review')
  await post(entry(nurse, 'care-coordination', 5, ['16:10', '16:30']), '20 minutes that overlap the last entry')
  await post(entry(nurse, 'voicemail', 6, ['15:00', '15:05']), '5 minutes of voicemail, which never count')
  await post(entry(doctor, 'record-review', 9, ['17:00', '17:12']), "12 minutes of the practitioner's own")
}

async function showMonth({ client, narrator, month }: Story, { patient }: Cast): Promise<void> {
  narrator.step(`What would ${month.month} be billed as?`)
  const { body } = await client.send<Parameters>('GET', `${patient}/$ccm-month?month=${month.month}`)
  tellCharges(narrator, partsOf(body, 'charge'))
  for (const part of partsOf(body, 'notCounted'))
    narrator.line(`not counted: ${codeOf(part)} — ${textsOf(part, 'message').join(' ')}`)
  for (const part of partsOf(body, 'blocker'))
    narrator.line(`in the way: ${codeOf(part)} — ${textsOf(part, 'message').join(' ')}`)
  narrator.resource(body)
}

function tellCharges(narrator: Narrator, charges: readonly ParametersParameter[]): void {
  for (const part of charges) {
    const find = (name: string) => part.part?.find((item) => item.name === name)
    const coding = find('code')?.valueCoding
    narrator.line(
      `${coding?.code ?? ''} × ${find('units')?.valuePositiveInt ?? ''}, $${find('amount')?.valueMoney?.value ?? ''} — ${textsOf(part, 'reason').join(' ')}`,
    )
  }
}

async function closeMonth({ client, narrator, month }: Story): Promise<void> {
  narrator.step('The clerk closes the month for the whole practice: first a dry run, then in earnest')
  for (const dryRun of [true, false]) {
    const started = await client.send('POST', `$ccm-close-month?month=${month.month}&dryRun=${dryRun}`)
    const result = await finished(client, started.location ?? '', narrator)
    const parameters = result.entry?.[0]?.resource as Parameters | undefined
    const counts = (parameters?.parameter ?? []).filter((item) => item.name !== 'patient')
    narrator.line(dryRun ? 'dry run, nothing written:' : 'closed:')
    narrator.resource({ resourceType: 'Parameters', parameter: counts })
  }
}

async function finished(client: StoryClient, status: string, narrator: Narrator): Promise<Bundle> {
  for (;;) {
    const answer = await client.send<Bundle | undefined>('GET', status)
    if (answer.status === 200 && answer.body) return answer.body
    narrator.line(`   … ${answer.progress ?? 'working'}`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function showCharges({ client, narrator }: Story, { patient }: Cast): Promise<void> {
  narrator.step('The charges, each pointing at its evidence')
  const { body } = await client.send<Bundle<ChargeItem>>('GET', `ChargeItem?patient=${patient}`)
  for (const entry of body.entry ?? []) if (entry.resource) narrator.resource(entry.resource)
}

async function showEvidence({ client, narrator, month }: Story, { patient }: Cast): Promise<void> {
  narrator.step('What an auditor gets')
  const { body } = await client.send<Bundle>('GET', `${patient}/$ccm-audit?month=${month.month}`)
  const composition = body.entry?.[0]?.resource
  if (composition) narrator.resource(composition)
  const counts = new Map<string, number>()
  for (const { resource } of body.entry ?? [])
    if (resource) counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1)
  narrator.line(`a document of ${[...counts].map(([type, number]) => `${number} ${type}`).join(', ')}`)
}

function partsOf(parameters: Parameters, name: string): readonly ParametersParameter[] {
  return (parameters.parameter ?? []).filter((parameter) => parameter.name === name)
}

function codeOf(part: ParametersParameter): string {
  const code = part.part?.find((item) => item.name === 'code')
  return code?.valueCode ?? code?.valueCoding?.code ?? ''
}

function textsOf(part: ParametersParameter, name: string): readonly string[] {
  return (part.part ?? []).filter((item) => item.name === name).map((item) => item.valueString ?? '')
}
