import type { CarePlan, List } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { literalOf } from '#domain/fhir/references.ts'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { newKey } from '../../../fhir/create-by-key.ts'
import type { Stored } from '../../../fhir/our-server.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { ServerSaid } from '../../../ui/server-said.tsx'
import { planTexts } from '../plan-texts.ts'
import { addToPlan } from '../plan-write.ts'

/** Notes that the chart's medicines were gone through with the patient today: a list as it stands. */
export function Reconcile({ reading }: { reading: PlanReading }) {
  const say = useSay(planTexts)
  const why = useWhy()
  const format = useFormat()
  const announce = useAnnounce()
  const queries = useQueryClient()
  const { server, user, now } = useApp()
  const { plan, view } = reading
  const { medications, reconciliation } = view.medications
  const [key, setKey] = useState(newKey)
  const note = useMutation({
    mutationFn: () => {
      const resource: List = {
        resourceType: 'List',
        status: 'current',
        mode: 'snapshot',
        title: 'Reconciled medicines',
        code: {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/list-example-use-codes',
              code: 'medications',
              display: 'Medication List',
            },
          ],
        },
        subject: plan.subject,
        date: new Date(now()).toISOString(),
        ...(user.reference !== undefined && { source: { reference: user.reference } }),
        ...(medications.length > 0 && { entry: medications.map(({ reference }) => ({ item: { reference } })) }),
      }
      return addToPlan<List>(server, plan.id, { resource, key }, (newest, reference) =>
        withList(newest, reference, reconciliation?.reference),
      )
    },
    onSuccess: async () => {
      announce(say('reconciled-said'))
      setKey(newKey())
      await queries.invalidateQueries({ queryKey: ['plan'] })
    },
  })
  if (reconciliation?.on === format.dayOf(now())) return null
  return (
    <>
      <button
        type="button"
        className="plain-button"
        onClick={() => {
          if (!note.isPending) note.mutate()
        }}
      >
        {say('reconcile')}
      </button>
      {note.error && (
        <p className="form-fault" role="alert">
          {say('not-written', { why: why(note.error) })} <ServerSaid error={note.error} />
        </p>
      )}
    </>
  )
}

/** The plan names the new list instead of the older one. */
function withList(plan: Stored<CarePlan>, reference: string, older: string | undefined): Stored<CarePlan> {
  const others = (plan.supportingInfo ?? []).filter((one) => older === undefined || literalOf(one) !== older)
  return { ...plan, supportingInfo: [...others, { reference }] }
}
