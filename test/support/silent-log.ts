import type { Log } from '../../server/ports/log.ts'

const nothing = () => undefined

/** A log that says nothing. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
