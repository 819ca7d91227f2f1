import type { EpisodeOfCare, EpisodeOfCareDiagnosis, Extension } from '@medplum/fhirtypes'
import { codeSystem, structureDefinition } from '../../fhir/canonicals.ts'
import { nextEpisode, stateExtension } from '../next-episode.ts'
import { PROGRAM_NAMES } from '../program.ts'
import { idOf, instantText, practiceReference, type DraftInput } from './draft-input.ts'

const DIAGNOSIS_ROLE = 'http://terminology.hl7.org/CodeSystem/diagnosis-role'

/** Extensions of an EpisodeOfCare that an enrollment writes anew; others of an outreach episode stay. */
const OWN_EXTENSIONS = [
  'ccm-enrollment-state',
  'ccm-billing-practitioner',
  'ccm-attestation',
  'ccm-initiating-visit',
  'ccm-transfer',
  'ccm-concurrent-reason',
  'ccm-state-reason',
  'ccm-do-not-ask-until',
].map(structureDefinition)

/**
 * The enrollment (profile `ccm-episode-of-care`).
 * @param outreach the episode in which the patient was asked, which the enrollment goes on
 */
export function draftEpisode(input: DraftInput, outreach: EpisodeOfCare | undefined): EpisodeOfCare {
  const { request, references, facts } = input
  const organization = practiceReference(facts)
  const kept = (outreach?.extension ?? []).filter(({ url }) => !OWN_EXTENSIONS.includes(url))
  const draft: EpisodeOfCare = {
    ...(outreach ?? { resourceType: 'EpisodeOfCare', ...idOf(references.episode) }),
    meta: { ...outreach?.meta, profile: [structureDefinition('ccm-episode-of-care')] },
    extension: [...kept, ...extensions(input)],
    status: input.planned ? 'planned' : 'active',
    type: [
      {
        coding: [{ system: codeSystem('ccm-program'), code: request.program, display: PROGRAM_NAMES[request.program] }],
        text: PROGRAM_NAMES[request.program],
      },
    ],
    diagnosis: diagnoses(input),
    patient: input.patient,
    ...(organization && { managingOrganization: organization }),
    period: { start: input.start },
    ...(input.careManager && { careManager: input.careManager }),
    team: [{ reference: references.careTeam }],
  }
  return nextEpisode(outreach, draft, instantText(facts.now))
}

function diagnoses({ conditions }: DraftInput): EpisodeOfCareDiagnosis[] {
  return conditions.map(({ reference, name }, index) => ({
    condition: { reference, display: name },
    role: { coding: [{ system: DIAGNOSIS_ROLE, code: 'billing', display: 'Billing' }] },
    rank: index + 1,
  }))
}

function extensions(input: DraftInput): Extension[] {
  const { request, billingPractitioner, waits } = input
  return [
    stateExtension('enrolled'),
    { url: structureDefinition('ccm-billing-practitioner'), valueReference: billingPractitioner },
    ...attestation(input),
    ...initiatingVisit(input),
    ...(waits ? [{ url: structureDefinition('ccm-transfer'), valueBoolean: true }] : []),
    ...(request.reason === undefined
      ? []
      : [{ url: structureDefinition('ccm-concurrent-reason'), valueString: request.reason }]),
  ]
}

function attestation({ request, facts }: DraftInput): Extension[] {
  const given = request.attestation
  if (!given) return []
  const by = given.by ?? facts.caller.person
  return [
    {
      url: structureDefinition('ccm-attestation'),
      extension: [
        { url: 'duration', valueBoolean: given.duration },
        { url: 'risk', valueBoolean: given.risk },
        ...(by === undefined ? [] : [{ url: 'by', valueReference: { reference: by } }]),
        ...(given.reason === undefined ? [] : [{ url: 'reason', valueString: given.reason }]),
      ],
    },
  ]
}

function initiatingVisit({ request }: DraftInput): Extension[] {
  const url = structureDefinition('ccm-initiating-visit')
  const { reference, day } = request.initiatingVisit ?? {}
  if (reference !== undefined) return [{ url, valueReference: { reference } }]
  return day === undefined ? [] : [{ url, valueDate: day }]
}
