import { useState } from 'react'
import type { ChartChange } from '#domain/chart-changes/chart-change.ts'
import { useChangeWords } from '../../data/change-words.ts'
import { useChanges, useSinceLastMonth } from '../../data/changes.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { EvidenceLink } from '../../ui/evidence.tsx'
import { Icon } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'

const SHOWN = 3

/** What has become otherwise in the chart and the plan since last month. */
export function NewsCard() {
  const say = useSay(overviewTexts)
  const format = useFormat()
  const since = useSinceLastMonth()
  const changes = useChanges()
  const [all, setAll] = useState(false)
  const count = changes.data?.length ?? 0
  return (
    <Card
      title={say('changed-since', { month: format.monthName(since) })}
      action={
        count > SHOWN && (
          <button
            type="button"
            className="link-button"
            aria-expanded={all}
            onClick={() => {
              setAll(!all)
            }}
          >
            {all ? say('fewer') : say('all-changes', { count })}
          </button>
        )
      }
    >
      <Read query={changes} lines={3}>
        {(list) => <ChangeList changes={all ? list : list.slice(0, SHOWN)} />}
      </Read>
    </Card>
  )
}

function ChangeList({ changes }: { changes: readonly ChartChange[] }) {
  const say = useSay(overviewTexts)
  const words = useChangeWords()
  if (changes.length === 0) return <p className="quiet fact">{say('no-changes')}</p>
  return (
    <ul className="rows">
      {changes.map(words).map(({ key, icon, alert, title, detail, when, evidence }) => (
        <li key={key} className="news">
          <span className={alert ? 'tone-warn' : 'quiet'}>
            <Icon name={icon} />
          </span>
          <div>
            <div className="spread">
              <span className="one-line">
                <EvidenceLink evidence={evidence}>{title}</EvidenceLink>
              </span>
              <span className="meta news-day">{when}</span>
            </div>
            <div className="meta one-line" title={detail}>
              {detail}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
