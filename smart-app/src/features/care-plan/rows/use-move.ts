import { useApp } from '../../../app/app-context.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { useChangePlan } from '../plan-write.ts'
import { withOrder, type PlanList } from './plan-order.ts'
import { rowTexts } from './row-texts.ts'

/** Puts an item of the plan at the place of another one, and says so. */
export function useMove(plan: string, list: PlanList, reference: string, what: string): (place: string) => void {
  const say = useSay(rowTexts)
  const why = useWhy()
  const announce = useAnnounce()
  const { rights } = useApp()
  const change = useChangePlan(plan)
  return (place) => {
    if (!rights.care || change.isPending) return
    change.mutate((newest) => withOrder(newest, list, reference, place), {
      onSuccess: () => {
        announce(say('moved', { what }))
      },
      onError: (error) => {
        announce(say('not-written', { why: why(error) }), true)
      },
    })
  }
}
