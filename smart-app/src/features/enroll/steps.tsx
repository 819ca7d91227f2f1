import { Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core'
import { addDays } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { mayManage, personOf, useStaff, withCredential } from '../../data/chart.ts'
import { useCategoryNames, useProgramReasons } from '../../data/eligibility-words.ts'
import type { ConditionFinding, ProgramFinding } from '../../data/eligibility.ts'
import { parseDay } from '../../format/parse-date.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { isForOne, programIn, tickedFor, wantsAttestation } from './enroll-draft.ts'
import type { StepProps } from './step-props.ts'
import { enrollTexts } from './enroll-texts.ts'
import { useInitiatingVisit } from './use-initiating-visit.ts'
import { useWhen } from './use-when.ts'

/** 1 The programme. */
export function ProgramStep({ view, draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const reasonsOf = useProgramReasons()
  const why = (program: ProgramFinding) => reasonsOf(program, view).join(' ')
  return (
    <Radio.Group
      label={<h2>{say('program-head')}</h2>}
      value={draft.program}
      onChange={(program) => {
        change({ program, conditions: tickedFor(program, view, draft) })
      }}
    >
      <ul className="option-list">
        {view.programs.map((program) => (
          <li key={program.code}>
            <Radio
              value={program.code}
              disabled={!program.eligible}
              label={<strong>{program.code.toUpperCase()}</strong>}
              description={program.eligible ? why(program) : say('not-eligible', { why: why(program) })}
            />
          </li>
        ))}
      </ul>
    </Radio.Group>
  )
}

/** 2 The conditions, those that count ticked; the one of a programme that is for one. */
export function ConditionsStep({ view, draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const shown = view.conditions.filter(({ standing }) => standing !== 'never')
  const isOne = isForOne(draft)
  const tick = ({ reference }: ConditionFinding, on: boolean) => {
    const others = isOne ? [] : draft.conditions.filter((one) => one !== reference)
    change({ conditions: on ? [...others, reference] : others })
  }
  const Choice = isOne ? Radio : Checkbox
  const categoryOf = useCategoryNames()
  return (
    <div role={isOne ? 'radiogroup' : 'group'} aria-labelledby="conditions-head">
      <h2 id="conditions-head">{say('conditions-head')}</h2>
      <p className="quiet">{say(`conditions-need-${programIn(draft)}`)}</p>
      <ul className="option-list">
        {shown.map((condition) => (
          <li key={condition.reference}>
            <Choice
              {...(isOne && { name: 'condition' })}
              checked={draft.conditions.includes(condition.reference)}
              onChange={(event) => {
                tick(condition, event.currentTarget.checked)
              }}
              label={
                <>
                  <strong>{condition.name}</strong> <code className="meta">{condition.code}</code>
                </>
              }
              description={condition.standing === 'review' ? say('conditions-review') : categoryOf(condition)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** 3 The visit that must precede, found in the chart or entered. */
export function VisitStep({ draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const { now } = useApp()
  const today = format.dayOf(now())
  const found = useInitiatingVisit(addDays(today, -365), draft.biller)
  const wrong = draft.visitDay.trim() !== '' && parseDay(draft.visitDay, today) === undefined
  return (
    <>
      <h2>{say('visit-head')}</h2>
      {found === undefined ? (
        <>
          <p className="quiet">{say('visit-missing')}</p>
          <TextInput
            className="field-narrow"
            label={say('visit-day')}
            placeholder="11/24/2026"
            autoComplete="off"
            value={draft.visitDay}
            error={wrong ? say('bad-day') : undefined}
            onChange={(event) => {
              change({ visitDay: event.currentTarget.value })
            }}
          />
        </>
      ) : (
        <p>
          <span className="tone-ok">
            <Icon name="check" />
          </span>{' '}
          {say('visit-fine', { day: format.day(found) })}
        </p>
      )}
    </>
  )
}

/** 5 Who bills and who manages; the practitioner's own word on the risk. */
export function TeamStep({ draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const staff = useStaff()
  const people = staff.data ?? []
  return (
    <>
      <h2>{say('team-head')}</h2>
      <div className="field-row">
        <NativeSelect
          className="grow"
          label={say('biller')}
          value={draft.biller}
          data={people.filter(({ billing }) => billing).map(withCredential)}
          onChange={(event) => {
            change({ biller: event.currentTarget.value })
          }}
        />
        <NativeSelect
          className="grow"
          label={say('manager')}
          value={draft.manager}
          data={people.filter(mayManage).map(withCredential)}
          onChange={(event) => {
            change({ manager: event.currentTarget.value })
          }}
        />
      </div>
      <h3>{say('risk-head')}</h3>
      <Risk draft={draft} change={change} />
    </>
  )
}

type Part = Pick<StepProps, 'draft' | 'change'>

function Risk({ draft, change }: Part) {
  const say = useSay(enrollTexts)
  const staff = useStaff()
  const { rights, user } = useApp()
  if (!wantsAttestation(draft)) return <p className="quiet">{say('risk-none')}</p>
  if (!rights.attest || (user.reference !== draft.biller && user.role !== 'administrator'))
    return <p className="quiet">{say('risk-staff', { name: personOf(staff.data, draft.biller)?.name ?? '' })}</p>
  return (
    <Checkbox
      checked={draft.attests}
      label={say(`risk-tick-${programIn(draft)}`)}
      description={say('risk-later')}
      onChange={(event) => {
        change({ attests: event.currentTarget.checked })
      }}
    />
  )
}

/** 6 The draft of the plan, and what will be written. */
export function PlanStep({ draft, change }: StepProps) {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const { now } = useApp()
  const when = useWhen()
  const yes = draft.agreedAt ?? now()
  return (
    <>
      <h2>{say('plan-head')}</h2>
      <Checkbox
        checked={draft.templates}
        label={say('plan-tick')}
        onChange={(event) => {
          change({ templates: event.currentTarget.checked })
        }}
      />
      <Checkbox
        checked={draft.startTimer}
        label={draft.resumed ? say('timer-now') : say('timer-tick', { time: format.time(yes) })}
        onChange={(event) => {
          change({ startTimer: event.currentTarget.checked })
        }}
      />
      <h3>{say('will-write')}</h3>
      <WillWrite draft={draft} when={when(yes)} />
    </>
  )
}

function WillWrite({ draft, when }: { draft: StepProps['draft']; when: string }) {
  const say = useSay(enrollTexts)
  const staff = useStaff()
  const name = (reference: string) => personOf(staff.data, reference)?.name ?? ''
  const [biller, manager] = [name(draft.biller), name(draft.manager)]
  const lines = [
    say('w-enrollment', { program: draft.program.toUpperCase(), when, biller }),
    say('w-consent', { how: say(draft.method === 'verbal' ? 'spoken' : 'written').toLowerCase() }),
    say('w-team', { manager }),
    say('w-plan'),
    ...(draft.attests || !wantsAttestation(draft) ? [] : [say('w-task', { biller })]),
  ]
  return (
    <ul className="will-write">
      {lines.map((line) => (
        <li key={line}>
          <Icon name="document" size={14} /> {line}
        </li>
      ))}
    </ul>
  )
}
