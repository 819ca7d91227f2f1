import { NativeSelect } from '@mantine/core'
import type { Condition } from '@medplum/fhirtypes'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { codeIn } from '#domain/fhir/codings.ts'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import { problemName } from '#domain/care-plan/view/problem-view.ts'
import { useApp, usePatientId } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { Read } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ServerSaid } from '../../../ui/server-said.tsx'
import { useChangePlan } from '../plan-write.ts'
import { withProblem } from './problem-section.tsx'
import { wholeTexts } from './whole-texts.ts'

const STATUS = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
const OVER = ['inactive', 'remission', 'resolved']

/** Takes one more problem of the chart into the plan. */
export function AddProblem({ reading }: { reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <section className="card plan-section" id="plan-problem-list">
        <ChooseProblem
          reading={reading}
          close={() => {
            setOpen(false)
          }}
        />
      </section>
    )
  return (
    <button
      type="button"
      id="plan-problem-list"
      className="plain-button add-problem"
      onClick={() => {
        setOpen(true)
      }}
    >
      <Icon name="plus" size={14} /> {say('add-problem')}
    </button>
  )
}

function ChooseProblem({ reading, close }: { reading: PlanReading; close: () => void }) {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const { language } = useFormat()
  const { server } = useApp()
  const patient = usePatientId()
  const change = useChangePlan(reading.plan.id)
  const chart = useQuery({
    queryKey: ['problems', patient],
    queryFn: () => server.search<Condition>('Condition', `patient=${patient}&_count=200`),
  })
  const [chosen, setChosen] = useState<string>()
  const add = (problem: { readonly value: string; readonly display: string } | undefined) => {
    if (problem && !change.isPending)
      change.mutate((plan) => withProblem(plan, { reference: problem.value, display: problem.display }), {
        onSuccess: close,
      })
  }
  const known = new Set(reading.view.problems.map(({ reference }) => reference))
  return (
    <Read query={chart} lines={1}>
      {(conditions) => {
        const others = conditions
          .filter(
            (one) => !known.has(`Condition/${one.id}`) && !OVER.includes(codeIn(one.clinicalStatus, STATUS) ?? ''),
          )
          .map((one) => ({
            value: `Condition/${one.id}`,
            label: inLanguage(problemName(one), language),
            display: problemName(one).text,
          }))
        if (others.length === 0) return <p className="quiet fact">{say('all-problems')}</p>
        return (
          <>
            <div
              className="field-row"
              onKeyDown={(event) => {
                if (event.key === 'Escape') close()
              }}
            >
              <NativeSelect
                className="grow"
                label={say('which-problem')}
                autoFocus
                data={others.map(({ value, label }) => ({ value, label }))}
                value={chosen ?? others[0]?.value}
                onChange={(event) => {
                  setChosen(event.currentTarget.value)
                }}
              />
              <button
                type="button"
                className="plain-button"
                onClick={() => {
                  add(others.find(({ value }) => value === chosen) ?? others[0])
                }}
              >
                {say('add')}
              </button>
              <button type="button" className="link-button" onClick={close}>
                {say('cancel')}
              </button>
            </div>
            {change.error && (
              <p className="form-fault" role="alert">
                {say('not-written', { why: why(change.error) })} <ServerSaid error={change.error} />
              </p>
            )}
          </>
        )
      }}
    </Read>
  )
}
