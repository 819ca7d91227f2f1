import { useEffect, useId, useState, type ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { FhirRefusal, Unreachable } from '../fhir/our-server.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import './card.css'
import { Icon } from './icon.tsx'
import { stateTexts } from './states.ts'

export interface CardProps {
  readonly title: ReactNode
  /** Stands beside the title: a state, a count. */
  readonly aside?: ReactNode
  /** Stands at the right end: a link, a button. */
  readonly action?: ReactNode
  readonly foot?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A piece of paper on the page, with a heading of its own. */
export function Card({ title, aside, action, foot, className, children }: CardProps) {
  const id = useId()
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
        <span className="card-action">{action}</span>
      </header>
      <div className="card-body">{children}</div>
      {foot !== undefined && <footer className="card-foot">{foot}</footer>}
    </section>
  )
}

/** Late after this time: the card says so instead of looking broken. */
const LATE = 4_000
/** Grey bars appear only when something takes longer than this. */
const SKELETON_AFTER = 150

/**
 * What a card shows of something that is read: its skeleton, the values (old ones stay while new ones come), what is
 * missing and why. Only this part fails when its reading fails.
 */
export function Read<T>({
  query,
  lines = 3,
  children,
}: {
  query: UseQueryResult<T>
  /** How many lines the values will take: the space is held. */
  lines?: number
  children: (data: T) => ReactNode
}) {
  const waiting = query.isFetching ? 'waiting' : 'still'
  if (query.data !== undefined)
    return (
      <>
        {children(query.data)}
        <Late key={waiting} waiting={query.isFetching} since={query.dataUpdatedAt} />
      </>
    )
  if (query.isError) return <Failed error={query.error} again={() => void query.refetch()} />
  return (
    <>
      <Skeleton lines={lines} />
      <Late key={waiting} waiting since={0} />
    </>
  )
}

function useAfter(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setPassed(true)
    }, milliseconds)
    return () => {
      clearTimeout(timer)
    }
  }, [milliseconds])
  return passed
}

/** Grey bars where the values will stand. */
export function Skeleton({ lines }: { lines: number }) {
  const shown = useAfter(SKELETON_AFTER)
  const say = useSay(stateTexts)
  return (
    <div className={shown ? 'skeleton' : 'skeleton waiting'} aria-busy="true">
      <span className="sr-only">{say('reading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  )
}

function Late({ waiting, since }: { waiting: boolean; since: number }) {
  const late = useAfter(LATE)
  const say = useSay(stateTexts)
  const format = useFormat()
  if (!waiting || !late) return null
  return (
    <p className="meta late">
      <Icon name="clock" size={14} /> {since === 0 ? say('slow-first') : say('slow', { time: format.time(since) })}
    </p>
  )
}

/** What could not be read, why, and a way to try again. */
export function Failed({ error, again }: { error: Error; again: () => void }) {
  const say = useSay(stateTexts)
  return (
    <div className="failed">
      <p className="fact">
        <span className="tone-warn">
          <Icon name="warn" />
        </span>{' '}
        {say('not-read', { why: say(whyFailed(error)) })}
      </p>
      <button type="button" className="plain-button" onClick={again}>
        {say('again')}
      </button>
    </div>
  )
}

function whyFailed(error: Error): 'refused' | 'offline' | 'fault' | 'missing' {
  if (error instanceof Unreachable || error instanceof TypeError) return 'offline'
  const status = error instanceof FhirRefusal ? error.status : (error as { statusCode?: number }).statusCode
  if (status === 401 || status === 403) return 'refused'
  return status === 404 || status === 410 ? 'missing' : 'fault'
}
