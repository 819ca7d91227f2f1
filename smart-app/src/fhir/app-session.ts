/**
 * The session endpoints of our own server (docs/app-launch.md). The browser never holds a refresh token: it holds a
 * handle that works once and gives the next one.
 */

/** A bearer token and how long it lives. */
export interface TokenGrant {
  readonly accessToken: string
  /** Seconds from the answer on. */
  readonly expiresIn: number
  readonly scope: string
}

/** What a launch told us. */
export interface LaunchContext {
  /** `Patient.id` on our server; absent in a launch without a patient. */
  readonly patient?: string
  /** `Patient.id` in the EHR, where that is another server. */
  readonly ehrPatient?: string
  readonly encounter?: string
  /** False: the EHR shows its own banner. */
  readonly needPatientBanner: boolean
  readonly smartStyleUrl?: string
  /** The page that the launch asks for. */
  readonly intent?: string
}

/** What this person may do, by role (docs/security.md). The server decides; the app leaves out what it would refuse. */
export interface Rights {
  /** Enroll, keep the plan and log own time. */
  readonly care: boolean
  /** Confirm duration and risk, put a plan into force. */
  readonly attest: boolean
  /** Close and reopen months, correct time. */
  readonly bill: boolean
  /** Set up the practice. */
  readonly setUp: boolean
}

/** The person at the screen. */
export interface SessionUser {
  /** `Practitioner/…`; absent for a person who is not matched to one yet. */
  readonly reference?: string
  readonly name: string
  /** What the server's table of roles lets this person do. */
  readonly rights: Rights
  /** Absent: nobody has given this person a role yet. They can read. */
  readonly role?: 'administrator' | 'billing-practitioner' | 'clinical-staff' | 'biller' | 'auditor'
}

/** What opening or renewing a session answers. */
export interface SessionGrant {
  /** Works once; keep it in `history.state`. */
  readonly handle: string
  readonly fhir: TokenGrant & { readonly baseUrl: string }
  /** Absent where the EHR is this server itself. */
  readonly ehr?: TokenGrant & { readonly baseUrl: string; readonly name: string }
  readonly context: LaunchContext
  readonly user: SessionUser
  /** Nothing proved that this browser began the launch: names are shown and confirmed before the first write. */
  readonly confirm: boolean
  /** The launch was begun to renew another window's session. */
  readonly renews: boolean
  /** ISO instant, to know how far this machine's clock is off. */
  readonly serverTime: string
}

/** Why a session could not be opened. `code` selects the page, `trace` finds the line in the server's log. */
export class SessionRefused extends Error {
  readonly code: string
  readonly trace: string
  readonly details: Readonly<Record<string, string>>
  readonly status: number

  constructor(status: number, problem: Problem) {
    super(`The session was refused: ${problem.code}`)
    this.status = status
    this.code = problem.code
    this.trace = problem.trace
    this.details = problem.details
  }
}

interface Problem {
  readonly code: string
  readonly trace: string
  readonly details: Readonly<Record<string, string>>
}

/** Redeems the one-time record of a launch: authorization code in, session out. */
export function redeemLaunch(input: { code: string; state: string; proof?: string }): Promise<SessionGrant> {
  return post('/app-session/redeem', input)
}

/** Turns a handle into a fresh session, with the next handle. */
export function resumeSession(handle: string): Promise<SessionGrant> {
  return post('/app-session/resume', { handle })
}

/** Ends a session: its handle and refresh tokens are forgotten. Also works while the page is being left. */
export async function endSession(handle: string): Promise<void> {
  await fetch('/app-session/end', request({ handle }, true)).catch(() => undefined)
}

async function post(path: string, body: object): Promise<SessionGrant> {
  const response = await fetch(path, request(body, false))
  if (response.ok) return (await response.json()) as SessionGrant
  throw new SessionRefused(response.status, await problemOf(response))
}

function request(body: object, keepalive: boolean): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    cache: 'no-store',
    keepalive,
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>
  return {
    code: body.code ?? 'server',
    trace: body.trace ?? response.headers.get('x-request-id')?.slice(0, 8) ?? '',
    details: body.details ?? {},
  }
}
