import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useSay } from '../../say/use-say.ts'
import { Icon } from '../../ui/icon.tsx'
import { enrollTexts } from './enroll-texts.ts'
import type { Enrolled } from './use-enroll.ts'
import { useWhen } from './use-when.ts'

/** That it is done, and from when minutes count. */
export function EnrolledResult({ enrolled }: { enrolled: Enrolled }) {
  const say = useSay(enrollTexts)
  const when = useWhen()
  const [, go] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  return (
    <section className="enrolled-result">
      <span className="verdict-mark done">
        <Icon name="check" size={24} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {say('enrolled-head')} {say('enrolled-text', { when: when(enrolled.from) })}
      </h1>
      {enrolled.templatesFault !== undefined && (
        <p className="tone-warn">{say('templates-failed', { why: enrolled.templatesFault })}</p>
      )}
      <div className="form-foot">
        <button
          type="button"
          className="plain-button primary big"
          onClick={() => {
            go('/overview')
          }}
        >
          {say('to-patient')}
        </button>
        <button
          type="button"
          className="plain-button big"
          onClick={() => {
            go('/care-plan')
          }}
        >
          {say('to-plan')}
        </button>
      </div>
    </section>
  )
}
