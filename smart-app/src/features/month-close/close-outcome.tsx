import type { ServiceMonth } from '#domain/calendar.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { closeTexts } from './close-texts.ts'
import type { useClosing, useReopening } from './use-close.ts'

/** What closing and reopening have to say. */
export function CloseOutcome({
  close: { closing, progress, stop, stopped },
  reopening,
  month,
}: {
  readonly close: ReturnType<typeof useClosing>
  readonly reopening: ReturnType<typeof useReopening>
  readonly month: ServiceMonth
}) {
  const say = useSay(closeTexts)
  const format = useFormat()
  const why = useWhy()
  const failed = closing.error ?? reopening.error
  const words = outcomeWords(closing, { stopped, reopened: reopening.data, ...(failed && { why: why(failed) }) }, say)
  return (
    <div className="close-outcome" aria-live="polite">
      {closing.isPending && (
        <section className="card close-progress">
          <p>
            {say('closing', {
              month: format.monthName(month),
              done: progress?.done ?? 0,
              total: progress?.total ?? '…',
            })}
          </p>
          <progress max={progress?.total ?? 1} value={progress?.done ?? 0} aria-label={say('title')} />
          <span className="quiet">{say('safe-to-leave')}</span>
          <button type="button" className="plain-button" onClick={stop}>
            {say('stop')}
          </button>
        </section>
      )}
      {words !== undefined && <p className="close-result">{words}</p>}
    </div>
  )
}

function outcomeWords(
  closing: ReturnType<typeof useClosing>['closing'],
  others: { readonly stopped: boolean; readonly reopened: number | undefined; readonly why?: string },
  say: ReturnType<typeof useSay<typeof closeTexts>>,
): string | undefined {
  if (closing.isPending) return undefined
  if (others.stopped) return say('stopped')
  if (others.why !== undefined) return say('failed', { why: others.why })
  if (others.reopened !== undefined) return say('reopened', { count: others.reopened })
  if (!closing.data) return undefined
  const count = (holds: (row: { state: string; unchanged: boolean }) => boolean) =>
    closing.data.rows.filter(holds).length
  const written = count(({ state, unchanged }) => state === 'closed' && !unchanged)
  if (written === 0) return say('result-none')
  return say('result', {
    written,
    unchanged: count(({ unchanged }) => unchanged),
    held: count(({ state }) => state === 'needs-attention'),
  })
}
