import type { Consent } from '@medplum/fhirtypes'
import { extensionOf } from '#domain/fhir/extensions.ts'
import { parseStored } from '../../use-cases/stored.ts'
import type { DemoStory } from '../stories/story.ts'
import { putGoverned, type StorySeeding } from './story-seeding.ts'

const WORDS = 'I agree to care management services and know that I can stop them at any time. (Signed; made up.)'

/** Puts the signed form to each consent that was given in writing, as the front desk does when it scans it. */
export async function fileSignedConsents(seeding: StorySeeding, { chart, enrollments = [] }: DemoStory): Promise<void> {
  if (!enrollments.some(({ method }) => method === 'written')) return
  const patient = chart.person.id
  const { repository } = seeding
  const stored = (await repository.records([patient], ['Consent'])).get(patient) ?? []
  const unfiled = stored
    .map((one) => parseStored(one) as Consent)
    .filter((consent) => extensionOf(consent, 'ccm-consent-method')?.valueCode === 'written')
    .filter(({ sourceAttachment }) => sourceAttachment === undefined)
  if (unfiled.length > 0) await putGoverned(seeding, repository, unfiled.map(withForm))
}

function withForm(consent: Consent): Consent {
  return {
    ...consent,
    sourceAttachment: {
      contentType: 'text/plain',
      language: 'en',
      data: Buffer.from(WORDS).toString('base64'),
      title: 'Consent form',
    },
  }
}
