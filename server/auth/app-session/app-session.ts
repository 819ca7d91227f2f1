import type { AppSessionDeps, SessionCall } from './app-session-deps.ts'
import { beginLaunch, type AskedLaunch, type BegunLaunch } from './begin-launch.ts'
import { redeemLaunch, type Redemption } from './redeem-launch.ts'
import { endedSession } from './ended-session.ts'
import { resumeSession } from './resume-session.ts'
import type { SessionAnswer } from './session-answer.ts'

/** How the app is opened and goes on (docs/app-launch.md). What fails throws `SessionRefused`. */
export interface AppSession {
  launch(asked: AskedLaunch): Promise<BegunLaunch>
  redeem(redemption: Redemption, call: SessionCall): Promise<SessionAnswer>
  resume(handle: string, call: SessionCall): Promise<SessionAnswer>
  /** Forgets the session; says nothing of whether there was one. */
  end(handle: string, call: SessionCall): Promise<void>
}

/** Launches from registered EHRs, and the sessions that they begin. */
export function createAppSession(deps: AppSessionDeps): AppSession {
  return {
    launch: (asked) => beginLaunch(deps, asked),
    redeem: (redemption, call) => redeemLaunch(deps, redemption, call),
    resume: (handle, call) => resumeSession(deps, handle, call),
    async end(handle, call) {
      const record = await deps.sessions.end(handle)
      if (record) await endedSession(deps, record, call)
    },
  }
}
