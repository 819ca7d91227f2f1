import { Checkbox, NativeSelect } from '@mantine/core'
import type { ConsentStatement } from '#domain/consent/consent-state.ts'
import { useApp } from '../../app/app-context.ts'
import { useStaff, withCredential } from '../../data/chart.ts'
import { useRules } from '../../data/rules.ts'
import { useFormat } from '../../format/use-format.ts'
import { createSay, type Language } from '../../say/say.ts'
import { useSay } from '../../say/use-say.ts'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { requirementTexts, scriptTexts, spokenConditions, STATEMENTS } from './consent-script.ts'
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
        “{script(OPENINGS[draft.program] ?? 'opening', { conditions: spokenConditions(kinds, draft.language) })}”
        {draft.language === 'es' && <span className="chip warn">{say('draft-translation')}</span>}
      </blockquote>
      <Statements draft={draft} change={change} />
      <p className="script-question" lang={draft.language}>
        “{script('question')}”
      </p>
      <AnswerFields draft={draft} change={change} />
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

function Statements({ draft, change }: Part) {
  const requirement = useSay(requirementTexts)
  const script = createSay(scriptTexts, draft.language)
  const share = useShare(draft.program)
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
                “
                {statement === 'cost-sharing'
                  ? script(draft.program === 'apcm' ? 'cost-sharing-apcm' : statement, { share })
                  : script(statement)}
                ”
              </span>
            }
            description={requirement(statement)}
          />
        </li>
      ))}
    </ul>
  )
}

/** How the script begins, where it is not CCM's. */
const OPENINGS: Readonly<Record<string, 'opening-pcm' | 'opening-apcm'>> = { pcm: 'opening-pcm', apcm: 'opening-apcm' }

/** A fifth of the programme's first code of staff's time, in whole dollars: Medicare's coinsurance; else the fifth itself. */
function useShare(program: string): string {
  const format = useFormat()
  const { now } = useApp()
  const rules = useRules(format.monthOf(now()))
  const cents = rules.data?.find(
    ({ family, threshold }) => family === `${program}-staff` && threshold !== undefined,
  )?.cents
  return cents === undefined ? '20 %' : `$${Math.round(cents / 500)}`
}

function AnswerFields({ draft, change }: Part) {
  const say = useSay(enrollTexts)
  const staff = useStaff()
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
