/** What a `Prefer` header asks for. https://hl7.org/fhir/R4/http.html#ops */
export interface Preferences {
  readonly return?: 'minimal' | 'representation' | 'OperationOutcome'
  /** How unknown search parameters are met; absent: leniently. */
  readonly handling?: 'strict' | 'lenient'
  readonly respondAsync: boolean
  /** Ours, for imports that run again: a put that would change nothing makes no version. */
  readonly skipUnchanged: boolean
}

const NONE: Preferences = { respondAsync: false, skipUnchanged: false }

/** Reads a `Prefer` header (RFC 7240). What is unknown in it is passed over, as the RFC asks. */
export function parsePreferences(text: string | undefined): Preferences {
  if (text === undefined || text === '') return NONE
  const asked = new Map(
    text.split(/[,;]/).map((part) => {
      const [name = '', value = ''] = part.split('=', 2).map((side) => side.trim().replace(/^"(.*)"$/, '$1'))
      return [name.toLowerCase(), value] as const
    }),
  )
  const content = RETURNS.find((known) => known === asked.get('return'))
  const handling = HANDLINGS.find((known) => known === asked.get('handling'))
  return {
    respondAsync: asked.has('respond-async'),
    skipUnchanged: asked.get('unchanged') === 'skip',
    ...(content ? { return: content } : {}),
    ...(handling ? { handling } : {}),
  }
}

const RETURNS = ['minimal', 'representation', 'OperationOutcome'] as const
const HANDLINGS = ['strict', 'lenient'] as const
