import { lazy, Suspense, useRef, useState } from 'react'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { shellTexts } from './shell-texts.ts'

/** Loaded when they are first opened. */
const HelpPanel = lazy(async () => ({ default: (await import('./help-panel.tsx')).HelpPanel }))

const ChartSheet = lazy(async () => ({ default: (await import('../features/chart/chart-sheet.tsx')).ChartSheet }))

type FrameSheet = 'chart' | 'help'

/** The sheet of the frame that is open at a place: one at a time. What opened it takes the focus back. */
export function useFrameSheet(place: string) {
  const [shown, show] = useState<{ readonly sheet: FrameSheet; readonly at: string }>()
  const from = useRef<Element>(null)
  const opened = shown?.at === place ? shown.sheet : undefined
  const close = () => {
    show(undefined)
    if (from.current instanceof HTMLElement) from.current.focus()
  }
  const toggle = (sheet: FrameSheet) => {
    if (opened === sheet) {
      close()
      return
    }
    if (opened === undefined) from.current = document.activeElement
    show({ sheet, at: place })
  }
  return { opened, toggle, close }
}

/** Opens and closes a sheet of the frame, as its key does. */
export function SheetButton({
  sheet,
  opened,
  toggle,
}: {
  sheet: FrameSheet
  opened: FrameSheet | undefined
  toggle: (sheet: FrameSheet) => void
}) {
  const say = useSay(shellTexts)
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={say(sheet)}
      title={say(sheet)}
      aria-expanded={opened === sheet}
      onClick={() => {
        toggle(sheet)
      }}
    >
      <Icon name={sheet === 'chart' ? 'heart' : 'menu'} size={18} />
    </button>
  )
}

/** The sheet that is open, if one is. @param pages how many pages have a key */
export function FrameSheetShown({
  opened,
  pages,
  close,
}: {
  opened: FrameSheet | undefined
  pages: number
  close: () => void
}) {
  if (opened === undefined) return null
  return (
    <Suspense fallback={null}>
      {opened === 'chart' ? <ChartSheet close={close} /> : <HelpPanel pages={pages} close={close} />}
    </Suspense>
  )
}
