import { useSay } from '../../../say/use-say.ts'
import { useElementName } from '../element-names.ts'
import type { PlanDifference } from './use-difference.ts'
import { propertyKey, valueKey, versionTexts } from './version-texts.ts'

/** What became otherwise, by part of the plan: what is new, what is gone, what it was and what it is. */
export function Differences({ changes }: { changes: readonly PlanDifference[] }) {
  const say = useSay(versionTexts)
  const nameOf = useElementName()
  if (changes.length === 0) return <p className="quiet fact">{say('no-changes')}</p>
  const areas = [...new Set(changes.map(({ area }) => area))]
  return areas.map((area) => (
    <section key={area}>
      <h3 className="plan-kind">{area === 'plan' || area === 'care-team' ? say(`area-${area}`) : nameOf(area)}</h3>
      <ul className="differences">
        {changes
          .filter((change) => change.area === area)
          .map((change, index) => (
            <Difference key={index} change={change} />
          ))}
      </ul>
    </section>
  ))
}

/** Properties that hold a code. */
const CODED: readonly string[] = ['standing', 'status', 'achievement']

interface SideProps {
  readonly words: string | undefined
  readonly value: (words: string) => string
  readonly side: 'was' | 'is'
}

function Side({ words, value, side }: SideProps) {
  const say = useSay(versionTexts)
  const said = <span className="sr-only">{say(side)} </span>
  if (words === undefined)
    return (
      <span className="quiet">
        {said}
        {say('was-nothing')}
      </span>
    )
  const Tag = side === 'was' ? 'del' : 'ins'
  return (
    <Tag>
      {said}
      {value(words)}
    </Tag>
  )
}

function Difference({ change: { area, kind, what, property, before, after } }: { change: PlanDifference }) {
  const say = useSay(versionTexts)
  const value = (words: string) => (CODED.includes(property ?? '') ? say(valueKey(words)) : words)
  const about = area === 'plan' && property !== undefined ? undefined : what
  return (
    <li>
      <span className={`chip ${kind === 'removed' ? '' : kind === 'added' ? 'ok' : 'info'}`}>{say(kind)}</span>
      <span>
        <span className="row-title">
          {[about, property !== undefined && say(propertyKey(property))].filter(Boolean).join(' · ')}
        </span>
        {kind === 'changed' ? (
          <span className="difference-sides">
            <Side words={before} value={value} side="was" />
            <Side words={after} value={value} side="is" />
          </span>
        ) : (
          (after ?? before) !== undefined && <span className="quiet fact">{after ?? before}</span>
        )}
      </span>
    </li>
  )
}
