import { requireTime, type Deadline } from '#ports/deadline.ts'
import type { Log } from '#ports/log.ts'
import pg from 'pg'
import { processOf, type CancelStatement } from './cancel-statement.ts'
import { passing } from './connection-fault.ts'
import { SentStatements } from './sent-statements.ts'
import { StruckDown } from './struck-down.ts'
import { TenantClient } from './tenant-client.ts'
import { Turns } from './turns.ts'
import type { Row, SqlValue, Statement } from './statement.ts'

/** Statements of one caller that go out at once; behind one that takes long all others of the connection wait. */
const TURNS = { usual: 4, slow: 1, slowAfter: 250 }

interface Line {
  /** Since when it is at what it does now: the last statement ended then, or the first was sent. */
  since: number
  readonly client: Promise<TenantClient>
  ready: TenantClient | undefined
  waiting: number
  readonly sent: SentStatements
  readonly close: () => Promise<void>
}

/**
 * A few connections shared by everybody who reads: statements go out without waiting for the answers before them, each a
 * transaction of its own. Half the cost of a pool (docs/decisions/0003). A connection that breaks is opened anew, and
 * what was under way on it is asked again: it only reads.
 */
export class PipelinedConnections {
  readonly #settings: pg.ClientConfig
  readonly #log: Log
  readonly #lines: (Line | undefined)[]
  readonly #cancel: CancelStatement
  readonly #turns = new Turns(TURNS)
  #closed = false

  constructor(
    settings: pg.ClientConfig,
    { count, log, cancel }: { readonly count: number; readonly log: Log; readonly cancel: CancelStatement },
  ) {
    this.#settings = settings
    this.#log = log
    this.#cancel = cancel
    this.#lines = Array.from({ length: count }, () => undefined)
  }

  /** Runs a reading statement for a tenant. Its name is kept on the connection. */
  query(tenant: number, statement: Statement, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#send((client) => client.run(tenant, statement, values))
  }

  /** The same for a text that is not worth a name. */
  queryOnce(tenant: number, text: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#send((client) => client.runOnce(tenant, text, values))
  }

  /**
   * The same for what may take long: an empty name means that the text is not worth being kept, and it is stopped when the
   * request's time is up.
   * @throws OutOfTime
   */
  queryWithin(
    deadline: Deadline | undefined,
    tenant: number,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.#sendWithin(deadline, (client) => client.run(tenant, statement, values))
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const line of this.#lines) await line?.close()
  }

  #sendWithin(deadline: Deadline | undefined, run: (client: TenantClient) => Promise<readonly Row[]>) {
    const timed = (client: TenantClient, line: Line) => this.#timed(deadline, line, () => run(client))
    return this.#turns.take(deadline, async () => {
      for (;;) {
        requireTime(deadline)
        try {
          return await this.#send((client, line) => line.sent.send(deadline, () => timed(client, line)))
        } catch (error) {
          if (!(error instanceof StruckDown)) throw error
        }
      }
    })
  }

  async #timed<R>(deadline: Deadline | undefined, line: Line, run: () => Promise<R>): Promise<R> {
    const sent = performance.now()
    try {
      return await run()
    } finally {
      const now = performance.now()
      this.#turns.took(deadline, now - Math.max(sent, line.since))
      line.since = now
    }
  }

  async #send(
    run: (client: TenantClient, line: Line) => Promise<readonly Row[]>,
    again = true,
  ): Promise<readonly Row[]> {
    const place = this.#leastBusy()
    const line = this.#lineAt(place)
    enter(line)
    try {
      const client = line.ready ?? (await line.client)
      return await run(client, line)
    } catch (error) {
      const fault = again && !this.#closed ? passing(error) : undefined
      if (fault === undefined) throw error
      if (fault === 'connection') this.#drop(place, line)
      return await this.#send(run, false)
    } finally {
      line.waiting--
      if (line.ready?.broken) this.#drop(place, line)
    }
  }

  #lineAt(place: number): Line {
    return (this.#lines[place] ??= this.#open(place))
  }

  #leastBusy(): number {
    let best = 0
    let least = this.#lines.length > 1 ? loadOf(this.#lines[0]) : 0
    for (let place = 1; place < this.#lines.length; place++) {
      const load = loadOf(this.#lines[place])
      if (load >= least) continue
      least = load
      best = place
    }
    return best
  }

  #open(place: number): Line {
    const client = new pg.Client(this.#settings)
    const line: Line = {
      since: 0,
      client: client.connect().then(() => (line.ready = new TenantClient(client))),
      ready: undefined,
      waiting: 0,
      sent: new SentStatements(() => this.#cancel(processOf(client))),
      close: () => client.end().catch(() => undefined),
    }
    client.on('error', (error) => {
      this.#log.warn('database connection lost', { reason: error.message })
      this.#drop(place, line)
    })
    line.client.catch(() => {
      this.#drop(place, line)
    })
    return line
  }

  #drop(place: number, line: Line): void {
    if (this.#lines[place] !== line) return
    this.#lines[place] = undefined
    void line.close()
  }
}

function enter(line: Line): void {
  if (line.waiting === 0) line.since = performance.now()
  line.waiting++
}

/** What a connection does takes long when it takes longer, in milliseconds: nobody goes behind it who can go elsewhere. */
const LONG = 50
const BEHIND_LONG = 1000

function loadOf(line: Line | undefined): number {
  if (!line) return 0
  const long = line.waiting > 0 && performance.now() - line.since > LONG
  return line.waiting + (long ? BEHIND_LONG : 0)
}
