import { TextInput } from '@mantine/core'
import type { CareTeam } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type SyntheticEvent } from 'react'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useRoleName } from '../../../data/role-words.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useUndo } from '../../../ui/undo.tsx'
import { ServerSaid } from '../../../ui/server-said.tsx'
import { OpenForm } from '../rows/open-form.tsx'
import { useHeld } from '../rows/unsent-rows.ts'
import { useRow } from '../rows/use-row.ts'
import type { RowKind } from '../rows/write-merged.ts'
import { NotNeeded } from './not-needed.tsx'
import { addSupport, anyHourOf, changeTeam, withAnyHour, withoutMember, type Support } from './team-write.ts'
import { wholeTexts } from './whole-texts.ts'

type Member = CarePlanView['team']['members'][number]

/** Caregivers and those outside the practice, and whom to call at any hour. */
export function Supports({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const team = reading.record.findA('CareTeam', reading.plan.careTeam?.[0])
  const helpers = reading.view.team.members.filter(({ isCaregiver, isOutside }) => isCaregiver || isOutside)
  return (
    <section
      className="card plan-section"
      id="plan-outside-coordination"
      aria-labelledby="plan-supports-title"
      tabIndex={-1}
    >
      <h2 id="plan-supports-title">{say('supports')}</h2>
      {helpers.length === 0 && <p className="quiet fact">{say('no-supports')}</p>}
      <ul>
        {helpers.map((member) => (
          <Helper key={member.reference} member={member} team={team?.id} />
        ))}
      </ul>
      {!helpers.some(({ isOutside }) => isOutside) && <NotNeeded element="outside-coordination" reading={reading} />}
      {team?.id === undefined ? (
        <p className="quiet fact">{say('no-team')}</p>
      ) : (
        <>
          <AddSupport team={team as Stored<CareTeam>} />
          <AnyHour team={team as Stored<CareTeam>} practice={reading.view.team.anyHour} />
        </>
      )}
    </section>
  )
}

function Helper({ member, team }: { member: Member; team: string | undefined }) {
  const say = useSay(wholeTexts)
  const roleName = useRoleName()
  const remove = useRemoval(team ?? '')
  const role = roleName(member)
  return (
    <li className="plan-item">
      <div className="plan-item-words">
        <span className="row-title">{member.name}</span>
        <span className="quiet fact">
          {[say(member.isCaregiver ? 'caregiver' : 'outside'), role, member.phone].filter(Boolean).join(' · ')}
        </span>
      </div>
      {team !== undefined && (
        <button
          type="button"
          className="link-button"
          aria-label={say('remove', { name: member.name })}
          onClick={() => {
            remove(member)
          }}
        >
          {say('remove-word')}
        </button>
      )}
    </li>
  )
}

function useRemoval(team: string): (member: Member) => void {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const { server } = useApp()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const undo = useUndo()
  const write = useMutation({
    mutationFn: (change: (team: Stored<CareTeam>) => Stored<CareTeam>) =>
      changeTeam(server, team, async (before) => {
        await server.update<CareTeam>(change(before))
        return before
      }),
    onError: (error) => {
      announce(say('not-written', { why: why(error) }), true)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['plan'] }),
  })
  return ({ reference, name }) => {
    write.mutate((before) => withoutMember(before, reference), {
      onSuccess: (before) => {
        const gone = (before.participant ?? []).filter(({ member }) => member?.reference === reference)
        undo({
          text: say('removed', { name }),
          undo: () => {
            write.mutate((now) => ({ ...now, participant: [...(now.participant ?? []), ...gone] }))
          },
        })
      },
    })
  }
}

const NOBODY: Support = { kind: 'caregiver', name: '', relation: '', phone: '' }

/** Puts somebody on the team: once, however often it is tried. */
function useAddSupport(team: Stored<CareTeam>, done: () => void) {
  const say = useSay(wholeTexts)
  const { server } = useApp()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [key, setKey] = useState(newKey)
  return useMutation({
    mutationFn: (support: Support) => addSupport(server, team, support, key),
    onSuccess: (_, support) => {
      announce(say('added', { name: support.name }))
      done()
      setKey(newKey())
      return queries.invalidateQueries({ queryKey: ['plan'] })
    },
  })
}

function AddSupport({ team }: { team: Stored<CareTeam> }) {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const [typed, setTyped] = useHeld<Support>('support')
  const [missing, setMissing] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  const add = useAddSupport(team, () => {
    setTyped(undefined)
  })
  if (!typed)
    return (
      <button
        type="button"
        className="link-button add-row"
        onClick={() => {
          setTyped(NOBODY)
        }}
      >
        <Icon name="plus" size={14} /> {say('add-support')}
      </button>
    )
  const field = (part: 'name' | 'relation' | 'phone') => ({
    value: typed[part],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => {
      setTyped({ ...typed, [part]: event.currentTarget.value })
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setMissing(typed.name.trim() === '')
    if (typed.name.trim() === '') name.current?.focus()
    else if (!add.isPending)
      add.mutate({ ...typed, name: typed.name.trim(), relation: typed.relation.trim(), phone: typed.phone.trim() })
  }
  return (
    <form className="plan-editor" onSubmit={submit}>
      <Choice<Support['kind']>
        label={say('support-kind')}
        value={typed.kind}
        options={[
          { value: 'caregiver', text: say('caregiver') },
          { value: 'outside', text: say('outside') },
        ]}
        onChange={(kind) => {
          setTyped({ ...typed, kind })
        }}
      />
      <div className="field-row">
        <TextInput
          ref={name}
          className="grow"
          autoFocus
          label={say('name')}
          error={missing ? say('needs-name') : undefined}
          {...field('name')}
        />
        <TextInput className="grow" label={say('relation-or-service')} {...field('relation')} />
        <TextInput className="field-narrow" label={say('phone')} inputMode="tel" {...field('phone')} />
      </div>
      <div className="form-foot">
        <button type="submit" className="plain-button">
          {say('add')}
        </button>
        <button
          type="button"
          className="link-button"
          onClick={() => {
            setTyped(undefined)
          }}
        >
          {say('cancel')}
        </button>
      </div>
      {add.error && (
        <p className="form-fault" role="alert">
          {say('not-written', { why: why(add.error) })} <ServerSaid error={add.error} />
        </p>
      )}
    </form>
  )
}

interface PhoneDraft {
  readonly phone: string
}

const PHONE: RowKind<CareTeam, PhoneDraft> = {
  draftOf: (team) => ({ phone: anyHourOf(team) }),
  apply: (team, { phone }) => withAnyHour(team, phone),
  isWhole: () => true,
  words: [],
}

/** Whom the patient calls day and night; the practice's number where the team has none of its own. */
function AnyHour({ team, practice }: { team: Stored<CareTeam>; practice: string | undefined }) {
  const say = useSay(wholeTexts)
  const row = useRow({ stored: team }, PHONE)
  return (
    <OpenForm row={row} kind={PHONE} labels={{ phone: say('any-hour') }} id="plan-around-the-clock-contact">
      <TextInput
        className="field-phone"
        label={say('any-hour')}
        inputMode="tel"
        autoComplete="off"
        placeholder={practice}
        value={row.draft.phone}
        onChange={(event) => {
          row.change({ phone: event.currentTarget.value })
        }}
      />
    </OpenForm>
  )
}
