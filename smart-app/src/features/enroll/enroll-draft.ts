import type { Parameters, ParametersParameter, Reference } from '@medplum/fhirtypes'
import type { ConsentStatement } from '#domain/consent/consent-state.ts'
import { CONDITIONS_NEEDED } from '#domain/eligibility/programs.ts'
import { PROGRAMS, type Program } from '#domain/enrollment/program.ts'
import type { EligibilityView } from '../../data/eligibility.ts'
import { parseDay } from '../../format/parse-date.ts'
import type { Language } from '../../say/say.ts'

/** The steps, in their order. */
export const STEPS = ['program', 'conditions', 'visit', 'consent', 'team', 'plan'] as const

export type StepId = (typeof STEPS)[number]

/** Everything that the flow asks. */
export interface EnrollDraft {
  readonly program: string
  /** `Condition/…` */
  readonly conditions: readonly string[]
  /** As typed; only where the chart has no visit. */
  readonly visitDay: string
  readonly said: readonly ConsentStatement[]
  readonly method: 'verbal' | 'written'
  /** As typed: when a written consent was signed; nothing typed is the day of the yes. */
  readonly signedDay: string
  readonly language: Language
  /** The instant of the yes, milliseconds since 1970. */
  readonly agreedAt: number | undefined
  /** Whose word it is: the patient's, or that of somebody who speaks for them. */
  readonly givenBy: 'patient' | 'representative'
  /** Who speaks for the patient, and what they are to them, as typed. */
  readonly speaker: string
  readonly relation: string
  /** `Practitioner/…` */
  readonly recorder: string
  readonly biller: string
  readonly manager: string
  readonly attests: boolean
  readonly templates: boolean
  readonly startTimer: boolean
  /** The yes was taken when the form was open before: what has passed since is nobody's work. */
  readonly resumed: boolean
}

/** A form as it is left: what was filled in, and the step that was open. */
export interface BegunForm {
  readonly draft: EnrollDraft
  readonly step: StepId
}

/** The programme of the draft; one that is not known goes by the rules of CCM. */
export function programIn({ program }: Pick<EnrollDraft, 'program'>): Program {
  return PROGRAMS.find((known) => known === program) ?? 'ccm'
}

/** Whether the programme is for a single condition, which somebody chooses (CPT 99424–99427). */
export function isForOne(draft: Pick<EnrollDraft, 'program'>): boolean {
  return programIn(draft) === 'pcm'
}

/**
 * The conditions ticked for a programme: those of before it where it is for as many; else all that count, or the one that
 * it can only be. Which of several is the serious one nobody but a person says.
 */
export function tickedFor(
  program: string,
  { conditions }: Pick<EligibilityView, 'conditions'>,
  before?: Pick<EnrollDraft, 'program' | 'conditions'>,
): readonly string[] {
  const counting = conditions.filter(({ standing }) => standing === 'counts').map(({ reference }) => reference)
  if (!isForOne({ program })) return before === undefined || isForOne(before) ? counting : before.conditions
  const ticked = before?.conditions ?? counting
  return ticked.length === 1 ? ticked : []
}

/** Whether somebody has to confirm duration and risk: in APCM only where two conditions make its level (ccm-rules §3.1–3.3). */
export function wantsAttestation(draft: Pick<EnrollDraft, 'program' | 'conditions'>): boolean {
  return programIn(draft) !== 'apcm' || draft.conditions.length >= CONDITIONS_NEEDED.ccm
}

/** The day before the yes on which a written consent was signed; undefined: it was given with the yes. */
function signedBefore({ method, signedDay }: EnrollDraft, today: string): string | undefined {
  const day = method === 'written' && signedDay.trim() !== '' ? parseDay(signedDay, today) : undefined
  return day === today ? undefined : day
}

/** Whether the day on which a written consent was signed cannot be read, or is not there yet. */
export function isSignedWrong({ method, signedDay }: EnrollDraft, today: string): boolean {
  if (method === 'verbal' || signedDay.trim() === '') return false
  return (parseDay(signedDay, today) ?? '9999') > today
}

/** Whether it is not said who speaks for the patient. */
export function isSpeakerMissing({ givenBy, speaker }: EnrollDraft): boolean {
  return givenBy === 'representative' && speaker.trim() === ''
}

/** What is missing before the patient can be enrolled, by the step that asks for it. */
export function missingOf(draft: EnrollDraft, today: string): readonly StepId[] {
  const found: StepId[] = []
  if (draft.conditions.length < Math.min(1, CONDITIONS_NEEDED[programIn(draft)])) found.push('conditions')
  if (draft.visitDay.trim() !== '' && parseDay(draft.visitDay, today) === undefined) found.push('visit')
  if (draft.agreedAt === undefined || isSignedWrong(draft, today) || isSpeakerMissing(draft)) found.push('consent')
  if (draft.biller === '') found.push('team')
  return found
}

/** The step after one; the last one stays. */
export function stepAfter(step: StepId): StepId {
  return STEPS[STEPS.indexOf(step) + 1] ?? 'plan'
}

interface EnrollContext {
  readonly today: string
  readonly attests: boolean
  /** Who speaks for the patient, as they are on file; absent: the patient. */
  readonly performer?: Reference | undefined
}

/** `$ccm-enroll` with what was asked. */
export function enrollParameters(draft: EnrollDraft, { today, attests, performer }: EnrollContext): Parameters {
  const agreed = new Date(draft.agreedAt ?? 0).toISOString()
  const visit = parseDay(draft.visitDay, today)
  const reference = (name: string, value: string): ParametersParameter[] =>
    value === '' ? [] : [{ name, valueReference: { reference: value } }]
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'program', valueCode: draft.program },
      { name: 'start', valueDateTime: agreed },
      ...reference('billingPractitioner', draft.biller),
      ...reference('careManager', draft.manager),
      ...draft.conditions.flatMap((condition) => reference('condition', condition)),
      {
        name: 'consent',
        part: [
          { name: 'method', valueCode: draft.method },
          { name: 'dateTime', valueDateTime: signedBefore(draft, today) ?? agreed },
          ...reference('recorder', draft.recorder),
          ...(performer ? [{ name: 'performer', valueReference: performer }] : []),
          ...draft.said.map((statement) => ({ name: 'statement', valueCode: statement })),
        ],
      },
      ...(visit !== undefined && draft.visitDay.trim() !== '' ? [{ name: 'initiatingVisit', valueDate: visit }] : []),
      ...(attests && draft.attests && wantsAttestation(draft)
        ? [
            {
              name: 'attestation',
              part: [
                { name: 'duration', valueBoolean: true },
                { name: 'risk', valueBoolean: true },
                ...reference('by', draft.biller),
              ],
            },
          ]
        : []),
    ],
  }
}
