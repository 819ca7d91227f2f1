import { useApp } from '../../app/app-context.ts'
import type { PlanReading } from '../../data/plan.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { planTexts } from './plan-texts.ts'
import { useUnpublished } from './versions/use-unpublished.ts'
import { nextVersion } from './versions/publication.ts'
import type { Compared } from './versions/versions-panel.tsx'

/** What is open at the head of the plan: one thing at a time. */
export type OpenPanel = 'copy' | 'publish' | Compared | undefined

interface PlanHeadProps {
  readonly reading: PlanReading
  readonly readAt: number
  readonly panel: OpenPanel
  readonly open: (panel: OpenPanel) => void
}

/** Which version this is, what is not published yet, and what can be done with it. */
export function PlanHead({ reading, readAt, panel, open }: PlanHeadProps) {
  const say = useSay(planTexts)
  const { rights } = useApp()
  const { plan } = reading
  const { changes, since, before } = useUnpublished(reading, readAt)
  const draft = plan.status === 'draft'
  const version = plan.meta?.versionId ?? '1'
  const publishable = draft || (plan.status === 'active' && changes.length > 0)
  const toggle = (next: OpenPanel) => () => {
    open(panel === next || (typeof panel === 'object' && typeof next === 'object') ? undefined : next)
  }
  const earlier = (changes.length > 0 ? since : before) ?? '1'
  return (
    <div className="plan-head">
      <h1>{say('version', { number: version })}</h1>
      <span className={draft ? 'chip warn' : 'chip ok'}>{say(draft ? 'draft' : 'in-force')}</span>
      {since !== undefined && changes.length > 0 && (
        <span className="chip info">{say('not-published', { count: changes.length, number: since })}</span>
      )}
      <span className="plan-acts">
        <button
          type="button"
          className="plain-button big"
          aria-expanded={typeof panel === 'object'}
          onClick={toggle({ from: earlier, until: undefined })}
        >
          {since !== undefined && changes.length > 0 ? say('compare', { number: since }) : say('versions')}
        </button>
        <button type="button" className="plain-button big" aria-expanded={panel === 'copy'} onClick={toggle('copy')}>
          <Icon name="document" size={14} /> {say('give-copy')}
        </button>
        {publishable && rights.care && (
          <button
            type="button"
            className="plain-button primary big"
            aria-expanded={panel === 'publish'}
            onClick={toggle('publish')}
          >
            {draft ? say('put-in-force') : say('publish', { number: nextVersion(plan) })}
          </button>
        )}
      </span>
    </div>
  )
}
