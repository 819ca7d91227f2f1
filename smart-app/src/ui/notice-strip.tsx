import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './notice-strip.css'

export type NoticeTone = 'warn' | 'stop' | 'info' | 'quiet'

interface NoticeAction {
  readonly label: string
  /** The single key that does the same. */
  readonly key?: string
  readonly run: () => void
}

/** Something that concerns the whole page. The most urgent is shown, one at a time. */
export interface Notice {
  readonly id: string
  /** Higher is more urgent. */
  readonly urgency: number
  readonly tone: NoticeTone
  readonly icon: IconName
  readonly text: ReactNode
  readonly action?: NoticeAction
  readonly second?: NoticeAction
}

/**
 * The strip under the banner: at most one notice, the most urgent. Its place is always there, because screen readers hear
 * what comes into a place that they know.
 */
export function NoticeStrip({ notices }: { notices: readonly Notice[] }) {
  const notice = mostUrgent(notices)
  const urgent = notice?.tone === 'stop'
  return (
    <div className="notice-place">
      <div role="status">{notice && !urgent && <Strip notice={notice} />}</div>
      {urgent && (
        <div role="alert">
          <Strip notice={notice} />
        </div>
      )}
    </div>
  )
}

function Strip({ notice }: { notice: Notice }) {
  return (
    <div className={`notice ${notice.tone}`}>
      <Icon name={notice.icon} />
      <p>{notice.text}</p>
      {[notice.action, notice.second].map(
        (action) =>
          action && (
            <button key={action.label} type="button" className="plain-button" onClick={action.run}>
              {action.label}
              {action.key !== undefined && (
                <span className="key" aria-hidden="true">
                  {action.key}
                </span>
              )}
            </button>
          ),
      )}
    </div>
  )
}

/** The notice that is shown; the first of several of the same urgency. */
export function mostUrgent(notices: readonly Notice[]): Notice | undefined {
  return notices.reduce<Notice | undefined>(
    (most, notice) => (most === undefined || notice.urgency > most.urgency ? notice : most),
    undefined,
  )
}
