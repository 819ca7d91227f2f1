import { TextInput } from '@mantine/core'
import type { CarePlan } from '@medplum/fhirtypes'
import { useState, type SyntheticEvent } from 'react'
import type { CarePlanElement } from '#domain/care-plan/element.ts'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { partOf } from '#domain/fhir/extensions.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { ServerSaid } from '../../../ui/server-said.tsx'
import { useElementName } from '../element-names.ts'
import { useChangePlan } from '../plan-write.ts'
import { wholeTexts } from './whole-texts.ts'

const URL = structureDefinition('ccm-not-needed')

/** A decision that this patient does without an element of the plan, with its reason; and the way back. */
export function NotNeeded({ element, reading }: { element: CarePlanElement; reading: PlanReading }) {
  const say = useSay(wholeTexts)
  const why = useWhy()
  const name = useElementName()(element)
  const { user } = useApp()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const change = useChangePlan(reading.plan.id)
  const decision = reading.view.notNeeded.find((one) => one.element === element)
  const write = (event: SyntheticEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    change.mutate((plan) => withDecision(plan, element, { reason: reason.trim(), by: user.reference }), {
      onSuccess: () => {
        setAsking(false)
      },
    })
  }
  const fault = change.error && (
    <p className="form-fault" role="alert">
      {say('not-written', { why: why(change.error) })} <ServerSaid error={change.error} />
    </p>
  )
  if (decision)
    return (
      <p className="fact quiet not-needed">
        {say('not-needed-said', { reason: decision.reason })}{' '}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            change.mutate((plan) => withDecision(plan, element, undefined))
          }}
        >
          {say('needed-after-all')}
        </button>
        {fault}
      </p>
    )
  if (!asking)
    return (
      <button
        type="button"
        className="link-button not-needed"
        aria-label={say('not-needed-of', { element: name })}
        onClick={() => {
          setAsking(true)
        }}
      >
        {say('not-needed')}
      </button>
    )
  return (
    <form className="field-row not-needed" onSubmit={write}>
      <TextInput
        className="grow"
        autoFocus
        autoComplete="off"
        label={say('not-needed-why', { element: name })}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setAsking(false)
        }}
      />
      <button type="submit" className="plain-button">
        {say('write')}
      </button>
      {fault}
    </form>
  )
}

/** The plan with a decision about an element instead of any before. */
function withDecision(
  plan: Stored<CarePlan>,
  element: CarePlanElement,
  decision: { readonly reason: string; readonly by: string | undefined } | undefined,
): Stored<CarePlan> {
  const { extension = [], ...rest } = plan
  const others = extension.filter((one) => one.url !== URL || partOf(one, 'element')?.valueCode !== element)
  const made = decision && {
    url: URL,
    extension: [
      { url: 'element', valueCode: element },
      { url: 'reason', valueString: decision.reason },
      ...(decision.by === undefined ? [] : [{ url: 'by', valueReference: { reference: decision.by } }]),
    ],
  }
  const next = [...others, ...(made ? [made] : [])]
  return { ...rest, ...(next.length > 0 && { extension: next }) }
}
