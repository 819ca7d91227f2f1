import type { Log } from '#ports/log.ts'
import pg from 'pg'

const RETRY = 1000

/**
 * Messages between processes by NOTIFY, on a connection of its own. After a broken connection every handler is called
 * once with '' : something may have been missed.
 */
export class Listener {
  readonly #settings: pg.ClientConfig
  readonly #log: Log
  readonly #handlers = new Map<string, Set<(payload: string) => void>>()
  #client: pg.Client | undefined
  #opening: Promise<void> | undefined
  #closed = false

  constructor(settings: pg.ClientConfig, log: Log) {
    this.#settings = settings
    this.#log = log
  }

  /** Calls `handler` with each message on a channel. Answers how to end that. */
  async listen(channel: string, handler: (payload: string) => void): Promise<() => void> {
    const handlers = this.#handlers.get(channel) ?? new Set()
    this.#handlers.set(channel, handlers.add(handler))
    await (this.#opening ??= this.#open())
    await this.#client?.query(`listen ${pg.escapeIdentifier(channel)}`)
    return () => handlers.delete(handler)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening?.catch(() => undefined)
    await this.#client?.end().catch(() => undefined)
  }

  async #open(): Promise<void> {
    const client = new pg.Client(this.#settings)
    client.on('notification', ({ channel, payload }) => {
      this.#handlers.get(channel)?.forEach((handler) => {
        handler(payload ?? '')
      })
    })
    client.on('error', (error) => {
      this.#log.warn('listening interrupted', { reason: error.message })
      this.#reopen(client)
    })
    client.on('end', () => {
      this.#reopen(client)
    })
    await client.connect()
    this.#client = client
    for (const channel of this.#handlers.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  }

  #reopen(lost: pg.Client): void {
    if (this.#closed || this.#client !== lost) return
    this.#client = undefined
    const attempt = () => {
      if (this.#closed) return
      this.#opening = this.#open()
      this.#opening.then(
        () => {
          for (const handlers of this.#handlers.values()) for (const handler of handlers) handler('')
        },
        () => setTimeout(attempt, RETRY).unref(),
      )
    }
    setTimeout(attempt, RETRY).unref()
  }
}
