import { lazy, Suspense } from 'react'
import type { ServiceMonth } from '#domain/calendar.ts'
import { isCurrent } from '#domain/enrollment/enrollment-state.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../app/app-context.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'

/** What stands beside the overview, and the control that opened it: it takes the focus back. */
export interface Opened {
  readonly sheet: 'call-script' | 'visit-preparation'
  readonly from: HTMLElement
}

/** Loaded when it is first opened. */
const CallScript = lazy(async () => ({ default: (await import('./call/call-script.tsx')).CallScript }))
const VisitPreparation = lazy(async () => ({
  default: (await import('./visit/visit-preparation.tsx')).VisitPreparation,
}))

/** Opens the call script, for those who call an enrolled patient, and the visit preparation. */
export function SheetButtons({
  enrollment: { state },
  opened,
  open,
}: {
  enrollment: Enrollment
  opened: Opened | undefined
  open: (next: Opened) => void
}) {
  const say = useSay(overviewTexts)
  const { rights } = useApp()
  const calls = rights.care && state !== undefined && isCurrent(state)
  const sheets = calls ? (['call-script', 'visit-preparation'] as const) : (['visit-preparation'] as const)
  return (
    <div className="form-foot">
      {sheets.map((sheet) => (
        <button
          key={sheet}
          type="button"
          className="plain-button"
          aria-expanded={opened?.sheet === sheet}
          onClick={(event) => {
            open({ sheet, from: event.currentTarget })
          }}
        >
          {sheet === 'call-script' && <Icon name="note" />} {say(sheet)}
        </button>
      ))}
    </div>
  )
}

/** The sheet that is open. */
export function OpenedSheet({
  opened: { sheet },
  enrollment,
  month,
  close,
}: {
  opened: Opened
  enrollment: Enrollment
  month: ServiceMonth
  close: () => void
}) {
  return (
    <Suspense fallback={null}>
      {sheet === 'call-script' ? (
        <CallScript close={close} />
      ) : (
        <VisitPreparation enrollment={enrollment} month={month} close={close} />
      )}
    </Suspense>
  )
}
