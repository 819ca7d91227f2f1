import { randomBytes } from 'node:crypto'
import type { GrantContext, Keeping } from './grant-context.ts'

/** An app that is opened from a chart: who opens it, and on whom. */
export interface Launch extends GrantContext {
  /** The client that is opened. Nobody else can use the launch. */
  readonly client: string
  readonly user: string
  /** What id_tokens call the person. */
  readonly name: string
}

const LAUNCH = 'Launch'
/** Seconds between opening an app and its coming here. Whoever holds the launch is that user, so it is short. */
const SECONDS = 60

/** Keeps a launch; answers the `launch` that the app is opened with. It works once, for a minute. */
export async function beginLaunch({ records, clock }: Keeping, launch: Launch): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  await records.keep({ model: LAUNCH, id, payload: { ...launch }, until: clock.now() + SECONDS * 1000 })
  return id
}

/** The launch, which then cannot be used again; undefined where there is none, it is over, used, or another client's. */
export async function takeLaunch(
  { records }: Pick<Keeping, 'records'>,
  id: string,
  client: string,
): Promise<Launch | undefined> {
  const found = await records.find(LAUNCH, id)
  if (!found || found.consumed !== undefined || found.payload['client'] !== client) return undefined
  return (await records.consume(LAUNCH, id)) ? (found.payload as unknown as Launch) : undefined
}
