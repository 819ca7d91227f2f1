import type { ReactNode } from 'react'
import { FhirRefusal, Unreachable } from '../../../fhir/our-server.ts'
import { useSay } from '../../../say/use-say.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { useWhy } from '../../../ui/why.ts'
import { bulkTexts } from './bulk-texts.ts'
import './bulk.css'
import { NotEnrolled } from './assign-manager.ts'
import type { Became, Person } from './run-each.ts'
import type { Bulk } from './use-bulk.ts'

/** What is asked, how far it has come, and what became of it: who failed and why, and a way to try those again. */
export function BulkSheet<P extends Person>({
  title,
  people,
  bulk,
  done,
  close,
  children,
}: {
  readonly title: string
  readonly people: readonly P[]
  readonly bulk: Bulk<P>
  /** Says what was done for so many. */
  readonly done: (count: number) => string
  readonly close: () => void
  /** What is asked before it begins. */
  readonly children: ReactNode
}) {
  const say = useSay(bulkTexts)
  const { phase } = bulk
  return (
    <Sheet
      title={title}
      close={
        phase === 'running'
          ? bulk.stop
          : () => {
              close()
            }
      }
      closing={phase === 'running' ? say('stop') : say('close')}
      about={phase}
    >
      {phase === 'asking' && children}
      {phase === 'running' && <Progress bulk={bulk} />}
      {phase === 'done' && <Result people={people} bulk={bulk} done={done} close={close} />}
    </Sheet>
  )
}

function Progress<P extends Person>({ bulk }: { bulk: Bulk<P> }) {
  const say = useSay(bulkTexts)
  const words = say('progress', { done: bulk.became.size, total: bulk.total })
  return (
    <div className="bulk-progress">
      <progress max={bulk.total} value={bulk.became.size} aria-label={words} />
      <span className="num">{words}</span>
      <button type="button" className="plain-button" onClick={bulk.stop}>
        {say('stop')}
      </button>
    </div>
  )
}

function Result<P extends Person>({
  people,
  bulk,
  done,
  close,
}: {
  readonly people: readonly P[]
  readonly bulk: Bulk<P>
  readonly done: (count: number) => string
  readonly close: () => void
}) {
  const say = useSay(bulkTexts)
  const whyNot = useWhyNot()
  const { became, undoing } = bulk
  const count = (is: Became['is']) => [...became.values()].filter((one) => one.is === is).length
  const [written, same, left] = [count('done'), count('same'), bulk.total - became.size]
  const failures = people.flatMap((person) => {
    const one = became.get(person.id)
    return one?.is === 'failed' ? [{ person, why: whyNot(one.error, undoing) }] : []
  })
  return (
    <>
      <p className="bulk-says" role="status">
        {undoing ? say('taken-back', { count: written }) : done(written)}
        {same > 0 && ` ${say('same', { count: same })}`}
        {left > 0 && ` ${say('not-begun', { count: left })}`}
      </p>
      {failures.length > 0 && (
        <section className="bulk-failed" aria-label={say('failed', { count: failures.length })}>
          <p>
            <span className="tone-warn">
              <Icon name="warn" />
            </span>{' '}
            {say('failed', { count: failures.length })}
          </p>
          <ul className="sources">
            {failures.map(({ person, why }) => (
              <li key={person.id}>
                <strong>{person.name}</strong> {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="form-foot">
        {failures.length + left > 0 && (
          <button type="button" className="plain-button primary" onClick={bulk.again}>
            {say('again', { count: failures.length + left })}
          </button>
        )}
        {written > 0 && !undoing && (
          <button type="button" className="plain-button" onClick={bulk.undo}>
            {say('take-back')}
          </button>
        )}
        <button type="button" className="plain-button" onClick={close}>
          {say('close')}
        </button>
      </div>
    </>
  )
}

/** Why it was not done, in words that say what to do. */
function useWhyNot(): (error: Error, undoing: boolean) => string {
  const say = useSay(bulkTexts)
  const why = useWhy()
  return (error, undoing) => {
    if (error instanceof NotEnrolled) return say('not-enrolled')
    if (error instanceof Unreachable) return say('no-answer')
    const isOlder = error instanceof FhirRefusal && (error.status === 412 || error.status === 409)
    return isOlder ? say(undoing ? 'changed-since' : 'changed') : why(error)
  }
}
