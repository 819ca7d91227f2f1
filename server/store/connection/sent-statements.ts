import type { Deadline } from '#ports/deadline.ts'
import { cancelUntil, isCancelled } from './cancel-statement.ts'
import { unprepared } from './connection-fault.ts'
import { StruckDown } from './struck-down.ts'

/** A statement that was sent on a pipelined connection and is not answered yet. */
interface Sent {
  readonly deadline: Deadline | undefined
  /** Cancellations that cannot hit it. */
  readonly before: number
  told: boolean
}

/**
 * The statements under way on one pipelined connection, in their order. PostgreSQL can be told to stop what a connection does
 * now, not which statement: so one whose time is up is stopped when it is the first, and one that was hit instead of
 * another says so, to be asked again.
 */
export class SentStatements {
  readonly #cancel: () => Promise<void>
  readonly #sent = new Set<Sent>()
  /** Cancellations: those that were begun, and those that hit, if they hit anything, what was sent before now. */
  #begun = 0
  #done = 0

  /** @param cancel stops what the connection does now */
  constructor(cancel: () => Promise<void>) {
    this.#cancel = cancel
  }

  /**
   * Sends a statement.
   * @throws OutOfTime when its time was up first, StruckDown when it was stopped in another's place
   */
  async send<R>(deadline: Deadline | undefined, run: () => Promise<R>): Promise<R> {
    const sent: Sent = { deadline, before: this.#done, told: false }
    this.#sent.add(sent)
    const told = deadline?.whenPassed(() => {
      this.#giveUp(sent)
    })
    try {
      return await run()
    } catch (error) {
      throw this.#meaning(sent, error)
    } finally {
      told?.()
      this.#sent.delete(sent)
      const [next] = this.#sent
      if (next?.deadline?.passed === true) this.#giveUp(next)
    }
  }

  #meaning({ deadline, before }: Sent, error: unknown): unknown {
    if (unprepared(error)) return new StruckDown()
    if (!isCancelled(error)) return error
    if (deadline?.passed === true) return deadline.fault()
    return this.#begun > before ? new StruckDown() : error
  }

  #giveUp(sent: Sent): void {
    const [first] = this.#sent
    if (first !== sent || sent.told) return
    sent.told = true
    void cancelUntil(
      () => !this.#sent.has(sent),
      async () => {
        this.#begun++
        await this.#cancel()
        this.#done++
      },
    )
  }
}
