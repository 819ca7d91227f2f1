import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ConsentStatement } from '#domain/consent/consent-state.ts'
import { useApp } from '../../app/app-context.ts'
import { useStaff, withCredential } from '../../data/chart.ts'
import { usePayer } from '../../data/payer.ts'
import { coinsuranceOf, firstCodeOf, useRules } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { createSay, type Language } from '../../say/say.ts'
import { useSay } from '../../say/use-say.ts'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { requirementTexts, scriptTexts, spokenConditions, STATEMENTS } from './consent-script.ts'
import { isSignedWrong, programIn, type EnrollDraft } from './enroll-draft.ts'
import type { StepProps } from './step-props.ts'
import { enrollTexts } from './enroll-texts.ts'
import { useWhen } from './use-when.ts'

/** The script: read aloud, ticked as it is said; then the patient's answer. */
export function ConsentStep({ view, draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const script = createSay(scriptTexts, draft.language)
  const kinds = view.conditions.filter(({ reference }) => draft.conditions.includes(reference)).map(({ kind }) => kind)
  return (
    <>
      <div className="step-head">
        <h2>{say('consent-head')}</h2>
        <Choice<Language>
          hidden
          label={say('script-language')}
          value={draft.language}
          options={[
            { value: 'en', text: 'English' },
            { value: 'es', text: 'Español' },
          ]}
          onChange={(language) => {
            change({ language })
          }}
        />
      </div>
      <blockquote className="script-opening" lang={draft.language}>
        “{script(openingOf(draft), { conditions: spokenConditions(kinds, draft.language) })}”
        {draft.language === 'es' && <span className="chip warn">{say('draft-translation')}</span>}
      </blockquote>
      <Statements draft={draft} change={change} count={new Set(kinds).size} />
      <p className="script-question" lang={draft.language}>
        “{script('question')}”
      </p>
      <AnswerFields draft={draft} change={change} />
      <GiverFields draft={draft} change={change} />
      <p className="info-line">
        <Icon name="info" /> {draft.agreedAt === undefined ? say('minutes-from') : <Agreed at={draft.agreedAt} />}
      </p>
    </>
  )
}

function Agreed({ at }: { at: number }) {
  const say = useSay(enrollTexts)
  const when = useWhen()
  return <>{say('agreed-note', { when: when(at) })}</>
}

type Part = Pick<StepProps, 'draft' | 'change'>

function Statements({ draft, change, count }: Part & { readonly count: number }) {
  const requirement = useSay(requirementTexts)
  const script = createSay(scriptTexts, draft.language)
  const share = useShare(draft, count) ?? script('share-unknown')
  const costs = usePayer()?.qmb === true ? 'cost-sharing-qmb' : COSTS[programIn(draft)]
  const next = STATEMENTS.find((statement) => !draft.said.includes(statement))
  const tick = (statement: ConsentStatement, on: boolean) => {
    change({ said: on ? [...draft.said, statement] : draft.said.filter((one) => one !== statement) })
  }
  return (
    <ul className="statements">
      {STATEMENTS.map((statement) => (
        <li key={statement} className={statement === next ? 'statement next' : 'statement'}>
          <Checkbox
            checked={draft.said.includes(statement)}
            onChange={(event) => {
              tick(statement, event.currentTarget.checked)
            }}
            label={
              <span className="statement-text" lang={draft.language}>
                “{statement === 'cost-sharing' ? script(costs, { share }) : script(statement)}”
              </span>
            }
            description={requirement(statement)}
          />
        </li>
      ))}
    </ul>
  )
}

/** What each program costs the patient, in words. */
const COSTS = { ccm: 'cost-sharing', pcm: 'cost-sharing', apcm: 'cost-sharing-apcm' } as const

/** How the script begins. */
function openingOf(draft: EnrollDraft) {
  const openings = { ccm: 'opening', pcm: 'opening-pcm', apcm: 'opening-apcm' } as const
  const program = programIn(draft)
  return program === 'apcm' && draft.conditions.length === 0 ? 'opening-apcm-plain' : openings[program]
}

/** The patient's part of a month with so many chronic conditions, in whole dollars; undefined where no price is known. */
function useShare(draft: EnrollDraft, count: number): string | undefined {
  const format = useFormat()
  const { now } = useApp()
  const rules = useRules(format.monthOf(now()))
  const first = firstCodeOf(rules.data ?? [], programIn(draft), count)
  return first?.lastCents === undefined ? undefined : `$${Math.round(coinsuranceOf(first.lastCents) / 100)}`
}

/** Whose word it is. Of who speaks for the patient, the name and what they are to them. */
function GiverFields({ draft, change }: Part) {
  const say = useSay(enrollTexts)
  return (
    <div className="field-row">
      <Choice<'patient' | 'representative'>
        label={say('given-by')}
        value={draft.givenBy}
        options={[
          { value: 'patient', text: say('by-patient') },
          { value: 'representative', text: say('by-representative') },
        ]}
        onChange={(givenBy) => {
          change({ givenBy })
        }}
      />
      {draft.givenBy === 'representative' &&
        (['speaker', 'relation'] as const).map((name) => (
          <TextInput
            key={name}
            className="grow"
            name={name}
            label={say(name)}
            autoComplete="off"
            value={draft[name]}
            onChange={(event) => {
              change({ [name]: event.currentTarget.value })
            }}
          />
        ))}
    </div>
  )
}

function AnswerFields({ draft, change }: Part) {
  const say = useSay(enrollTexts)
  const staff = useStaff()
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  return (
    <div className="field-row">
      <Choice<'verbal' | 'written'>
        label={say('how-answers')}
        value={draft.method}
        options={[
          { value: 'verbal', text: say('spoken') },
          { value: 'written', text: say('written') },
        ]}
        onChange={(method) => {
          change({ method })
        }}
      />
      {draft.method === 'written' && (
        <TextInput
          className="field-narrow"
          name="signed"
          label={say('signed-on')}
          placeholder={format.day(today)}
          autoComplete="off"
          value={draft.signedDay}
          error={isSignedWrong(draft, today) ? say('bad-signed') : undefined}
          onChange={(event) => {
            change({ signedDay: event.currentTarget.value })
          }}
        />
      )}
      <NativeSelect
        className="grow"
        label={say('taken-by')}
        value={draft.recorder}
        onChange={(event) => {
          change({ recorder: event.currentTarget.value })
        }}
        data={(staff.data ?? []).map(withCredential)}
      />
    </div>
  )
}
