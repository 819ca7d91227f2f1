import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { EpisodeOfCare, Extension } from '@medplum/fhirtypes'
import { useState } from 'react'
import { addMonths, lastDayOfMonth, monthOfDay } from '#domain/calendar.ts'
import { codeSystem, structureDefinition } from '#domain/fhir/canonicals.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp, usePatientId } from '../../../app/app-context.ts'
import { usePractice } from '../../../data/chart.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { parseDay } from '../../../format/parse-date.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { eligibleTexts } from './eligible-texts.ts'

type Outcome = 'declined' | 'attempted'

/** Why patients say no, as they most often put it; the rest is said in words. */
const WHYS = ['none', 'cost', 'enough', 'elsewhere', 'think', 'phone'] as const

type Why = (typeof WHYS)[number]

/** Records that the patient declined, or was not reached: nobody asks again before the day. */
export function LaterForm({
  program,
  outreach,
  close,
}: {
  program: string
  outreach: Enrollment | undefined
  close: () => void
}) {
  const say = useSay(eligibleTexts)
  const why = useWhy()
  const format = useFormat()
  const announce = useAnnounce()
  const { now } = useApp()
  const today = format.dayOf(now())
  const [outcome, setOutcome] = useState<Outcome>('declined')
  const [until, setUntil] = useState(() => format.day(inSixMonths(today)))
  const [kind, setKind] = useState<Why>('none')
  const [words, setWords] = useState('')
  const save = useRecordOutreach(program, outreach)
  const day = parseDay(until, today)
  const submit = () => {
    if ((outcome === 'declined' && day === undefined) || save.isPending) return
    const said = words.trim()
    const kinds = outcome === 'declined' && (kind !== 'none' || said === '') ? say(`no-${kind}`) : ''
    const reason = [kinds, said].filter(Boolean).join(': ')
    save.mutate(
      { outcome, today, reason, ...(outcome === 'declined' && day !== undefined && { until: day }) },
      {
        onSuccess: () => {
          announce(say('later-saved'))
          close()
        },
      },
    )
  }
  return (
    <form
      className="later-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Choice<Outcome>
        label={say('later-kind')}
        value={outcome}
        options={[
          { value: 'declined', text: say('later-declined') },
          { value: 'attempted', text: say('later-attempted') },
        ]}
        onChange={setOutcome}
      />
      {outcome === 'declined' && (
        <>
          <TextInput
            label={say('later-until')}
            value={until}
            autoComplete="off"
            error={day === undefined ? say('bad-day') : undefined}
            onChange={(event) => {
              setUntil(event.currentTarget.value)
            }}
          />
          <WhyField value={kind} choose={setKind} />
        </>
      )}
      <TextInput
        className="later-reason"
        label={say('later-reason')}
        value={words}
        maxLength={200}
        autoComplete="off"
        error={save.error ? say('later-failed', { why: why(save.error) }) : undefined}
        onChange={(event) => {
          setWords(event.currentTarget.value)
        }}
      />
      <div className="form-foot">
        <button type="submit" className="plain-button primary">
          {say('later-save')}
        </button>
        <button type="button" className="plain-button" onClick={close}>
          {say('cancel')}
        </button>
      </div>
    </form>
  )
}

function WhyField({ value, choose }: { value: Why; choose: (why: Why) => void }) {
  const say = useSay(eligibleTexts)
  return (
    <NativeSelect
      label={say('later-why')}
      value={value}
      data={WHYS.map((one) => ({ value: one, label: say(`no-${one}`) }))}
      onChange={(event) => {
        choose(event.currentTarget.value as Why)
      }}
    />
  )
}

/** Half a year on, on the same day or that month's last. */
function inSixMonths(today: string): string {
  const month = addMonths(monthOfDay(today), 6)
  const last = lastDayOfMonth(month)
  const same = `${month}-${today.slice(8, 10)}`
  return same > last ? last : same
}

interface Answer {
  readonly outcome: Outcome
  readonly today: string
  readonly until?: string
  readonly reason: string
}

/** Writes the outreach: a new EpisodeOfCare, or the next state of the one that is on file. */
function useRecordOutreach(program: string, outreach: Enrollment | undefined) {
  const { server, user } = useApp()
  const patient = usePatientId()
  const practice = usePractice()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (answer: Answer) => {
      const kept = outreach && (await server.get<Stored<EpisodeOfCare>>(outreach.reference))
      if (kept) return server.update<EpisodeOfCare>(withAnswer(kept, answer))
      return server.create<EpisodeOfCare>(
        withAnswer(
          {
            resourceType: 'EpisodeOfCare',
            meta: { profile: [structureDefinition('ccm-episode-of-care')] },
            status: 'planned',
            type: [{ coding: [{ system: codeSystem('ccm-program'), code: program }] }],
            patient: { reference: `Patient/${patient}` },
            ...(practice.data?.reference !== undefined && {
              managingOrganization: { reference: practice.data.reference },
            }),
            ...(user.reference !== undefined && { careManager: { reference: user.reference } }),
            period: { start: answer.today },
          },
          answer,
        ),
      )
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['enrollment'] })
      void queries.invalidateQueries({ queryKey: ['eligibility'] })
    },
  })
}

const OURS = ['ccm-enrollment-state', 'ccm-state-reason', 'ccm-do-not-ask-until'].map(structureDefinition)

/** The episode in its next state, the last one kept in its history. */
function withAnswer<T extends EpisodeOfCare>(episode: T, { outcome, today, until, reason }: Answer): T {
  const state: Extension[] = [
    { url: structureDefinition('ccm-enrollment-state'), valueCode: outcome },
    ...(reason === '' ? [] : [{ url: structureDefinition('ccm-state-reason'), valueString: reason }]),
  ]
  const status = outcome === 'declined' ? 'cancelled' : 'planned'
  const history = (episode.statusHistory ?? []).map((past) =>
    past.period.end === undefined ? { ...past, period: { ...past.period, end: today } } : past,
  )
  return {
    ...episode,
    status,
    extension: [
      ...(episode.extension ?? []).filter(({ url }) => !OURS.includes(url)),
      ...state,
      ...(until === undefined ? [] : [{ url: structureDefinition('ccm-do-not-ask-until'), valueDate: until }]),
    ],
    statusHistory: [...history, { extension: state, status, period: { start: today } }],
  }
}
