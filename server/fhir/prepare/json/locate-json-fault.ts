/** Where a text stops being JSON, and what was expected there; absent where the text was not read to its fault. */
interface JsonFault {
  /** From 1 on. */
  readonly line: number
  readonly column: number
  readonly expected?: string
}

/** Where a text that JSON.parse refused has its first fault, in words that follow `is not JSON:`. */
export function jsonFaultWords(text: string): string {
  const { line, column, expected } = locateJsonFault(text)
  const place = `line ${line}, column ${column}`
  return expected === undefined ? `the fault lies after ${place}` : `at ${place} ${expected} was expected`
}

const SPACE = /[ \t\r\n]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
/** What a string does not take as it is: its end, an escape, a control character. */
const SPECIAL = /["\\\u0000-\u001f]/g
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y

/** What may come next; the state of a walk without recursion, for the text may be nested without end. */
type Next = 'value' | 'first item' | 'name' | 'first name' | 'colon' | 'after'

const EXPECTED: Readonly<Record<Next, string>> = {
  value: 'a value',
  'first item': 'a value or ]',
  name: 'a property name in double quotes',
  'first name': 'a property name in double quotes or }',
  colon: 'a colon',
  after: 'a comma or the end of the list or object',
}

/** Values, names and signs that are looked at: a fault that lies further is not worth the time that it takes to find it. */
const STEPS = 500_000

/**
 * Finds the first fault of a text that JSON.parse refused; of a long text it may not come that far, and says how far it came.
 * It never shows what is in the text.
 */
function locateJsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = []
  let next: Next = 'value'
  let at = skip(SPACE, text, 0)
  for (let steps = 0; at < text.length && !(next === 'after' && open.length === 0); steps++) {
    if (steps === STEPS) return placeOf(text, at)
    const step = stepOver(text, at, next, open)
    if (!step) break
    next = step.next
    at = skip(SPACE, text, step.end)
  }
  const expected = next === 'after' && open.length === 0 ? 'nothing more' : EXPECTED[next]
  return { ...placeOf(text, at), expected }
}

interface Step {
  readonly end: number
  readonly next: Next
}

function stepOver(text: string, at: number, next: Next, open: ('{' | '[')[]): Step | undefined {
  switch (next) {
    case 'value':
    case 'first item':
      return overValue(text, at, next, open)
    case 'name':
    case 'first name':
      return overName(text, at, next, open)
    case 'colon':
      return text[at] === ':' ? { end: at + 1, next: 'value' } : undefined
    case 'after':
      return overEnd(text, at, open)
  }
}

function overValue(text: string, at: number, next: Next, open: ('{' | '[')[]): Step | undefined {
  const character = text[at]
  if (character === ']' && next === 'first item') return close(at, open)
  if (character === '{' || character === '[') {
    open.push(character)
    return { end: at + 1, next: character === '{' ? 'first name' : 'first item' }
  }
  const end = character === '"' ? endOfSoundString(text, at) : skip(SCALAR, text, at)
  return end > at ? { end, next: 'after' } : undefined
}

function overName(text: string, at: number, next: Next, open: ('{' | '[')[]): Step | undefined {
  if (text[at] === '}' && next === 'first name') return close(at, open)
  const end = endOfSoundString(text, at)
  return end > at ? { end, next: 'colon' } : undefined
}

function overEnd(text: string, at: number, open: ('{' | '[')[]): Step | undefined {
  const within = open.at(-1)
  if (text[at] === ',') return { end: at + 1, next: within === '{' ? 'name' : 'value' }
  return text[at] === (within === '{' ? '}' : ']') ? close(at, open) : undefined
}

function close(at: number, open: ('{' | '[')[]): Step {
  open.pop()
  return { end: at + 1, next: 'after' }
}

/** Where the string that begins here ends; where there is none, or it is not sound, its beginning. */
function endOfSoundString(text: string, start: number): number {
  if (text[start] !== '"') return start
  for (let at = start + 1; ;) {
    SPECIAL.lastIndex = at
    const special = SPECIAL.exec(text)
    if (special?.[0] === '"') return special.index + 1
    if (special?.[0] !== '\\') return start
    at = skip(ESCAPE, text, special.index)
    if (at === special.index) return start
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: at - start + 1 }
}
