import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FhirRefusal, Unreachable } from '../../../smart-app/src/fhir/our-server.ts'
import { SessionOver } from '../../../smart-app/src/fhir/session-keeper.ts'
import { useFailedWork, useUnsentCount } from '../../../smart-app/src/ui/unsaved.ts'
import { useAutosave } from '../../../smart-app/src/ui/use-autosave.ts'

const settled = (answer: () => void) =>
  act(async () => {
    answer()
    await Promise.resolve()
  })

/** A save whose answers are given by hand. */
function byHand() {
  const sent: string[] = []
  const answers: { readonly yes: () => void; readonly no: (error: Error) => void }[] = []
  const save = (value: string) => {
    sent.push(value)
    return new Promise<void>((resolve, reject) => answers.push({ yes: resolve, no: reject }))
  }
  const last = () => answers.at(-1)!
  return {
    save,
    sent,
    yes: () => settled(last().yes),
    no: (error: Error) =>
      settled(() => {
        last().no(error)
      }),
  }
}

/** What the whole app knows of work that is not saved. */
function Unsaved() {
  const failed = useFailedWork()
  return (
    <p>
      {[useUnsentCount(), ...failed.map(({ words, why }) => `${words}: ${why}`)].join(' ')}
      {failed.map(({ words, dismiss }) => (
        <button key={words} type="button" onClick={dismiss}>
          Close
        </button>
      ))}
    </p>
  )
}

const unsaved = () => screen.getByRole('paragraph').textContent

/** Whether the browser would ask before the page is left. */
function asks(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaving)
  return leaving.defaultPrevented
}

let type: (value: string) => void
let flush: () => Promise<unknown>

function Field({ save }: { save: (value: string) => Promise<unknown> }) {
  const autosave = useAutosave<string>(save, (value) => value)
  type = autosave.change
  flush = autosave.flush
  return <output>{autosave.state.kind}</output>
}

const state = () => screen.getByRole('status').textContent
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const typed = (value: string) => {
  act(() => {
    type(value)
  })
}

describe('saving by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  test('waits for a second of rest, and sends what was typed last', async () => {
    const { save, sent, yes } = byHand()
    render(<Field save={save} />)
    expect(state()).toBe('still')
    typed('a')
    await wait(900)
    typed('ab')
    await wait(900)
    expect([state(), sent]).toEqual(['typing', []])
    await wait(100)
    expect([state(), sent]).toEqual(['saving', ['ab']])
    await yes()
    expect(state()).toBe('saved')
  })

  test('one save at a time: what is typed meanwhile goes next', async () => {
    const { save, sent, yes } = byHand()
    render(<Field save={save} />)
    typed('a')
    await wait(1_000)
    typed('ab')
    await wait(5_000)
    expect(sent).toEqual(['a'])
    await yes()
    expect(sent).toEqual(['a', 'ab'])
    await yes()
    expect(state()).toBe('saved')
    await wait(60_000)
    expect(sent).toEqual(['a', 'ab'])
  })

  test('what does not get through is sent until it does, the newest words alone', async () => {
    const { save, sent, yes, no } = byHand()
    render(<Field save={save} />)
    typed('a')
    await wait(1_000)
    await no(new Unreachable('No connection.'))
    expect(state()).toBe('unsent')
    await wait(4_000)
    await no(new Unreachable('No connection.'))
    typed('ab')
    await wait(4_000)
    expect(sent).toEqual(['a', 'a', 'ab'])
    await yes()
    await wait(60_000)
    expect([state(), sent.length]).toEqual(['saved', 3])
  })

  test.each([
    ['somebody else was faster', new FhirRefusal(412, []), 'conflict'],
    ['a rule says no', new FhirRefusal(422, [{ message: 'No.' }]), 'refused'],
  ] as const)('%s: it is said, and not sent again by itself', async (_, error, kind) => {
    const { save, sent, no } = byHand()
    render(<Field save={save} />)
    typed('a')
    await wait(1_000)
    await no(error)
    await wait(60_000)
    expect([state(), sent]).toEqual([kind, ['a']])
    await act(async () => {
      expect(await flush()).toMatchObject({ kind })
    })
  })

  test.each<[string, Error]>([
    ['no connection', new Unreachable('No connection.')],
    ['a broken answer', new SyntaxError('Unexpected end of JSON input')],
    ['a fault of the server', new FhirRefusal(503, [])],
    ['a sign-in that ended', new SessionOver('ended')],
  ])(
    '%s: it is unsent for the whole app, also while it is tried again and after its page was left',
    async (_, error) => {
      const { save, sent, yes, no } = byHand()
      const app = (page: boolean) => (
        <>
          {page && <Field save={save} />}
          <Unsaved />
        </>
      )
      const { rerender } = render(app(true))
      typed('a')
      await wait(1_000)
      await no(error)
      expect([state(), unsaved()]).toEqual(['unsent', '1'])
      rerender(app(false))
      await wait(0)
      await no(error)
      await wait(4_000)
      expect([sent, unsaved()]).toEqual([['a', 'a', 'a'], '1'])
      await yes()
      expect(unsaved()).toBe('0')
    },
  )

  test('what is refused after its page was left is told in its own words, until somebody has read it', async () => {
    const { save, no } = byHand()
    const { rerender } = render(<Field save={save} />)
    typed('what she said')
    rerender(<Unsaved />)
    await wait(0)
    await no(new FhirRefusal(412, [{ message: 'Somebody else was faster.' }]))
    expect(unsaved()).toContain('0 what she said: Somebody else was faster.')
    act(() => {
      screen.getByRole('button').click()
    })
    expect(unsaved()).toBe('0')
  })

  test('what waits is sent when the field goes away', async () => {
    const { save, sent, yes } = byHand()
    const { unmount } = render(<Field save={save} />)
    typed('a')
    unmount()
    await wait(0)
    expect([sent, asks()]).toEqual([['a'], true])
    await yes()
    expect(asks()).toBe(false)
  })

  test('the browser asks before the page is left while something is unsent, and only then', async () => {
    const { save, yes } = byHand()
    render(<Field save={save} />)
    expect(asks()).toBe(false)
    typed('a')
    expect(asks()).toBe(true)
    await wait(1_000)
    await yes()
    expect(asks()).toBe(false)
  })
})
