import { CONTROL } from './controls.ts'
import type { Judgement, Message } from './judge.ts'
import { limitOf } from './known-limits.ts'

/** What was found, kind by kind. */
export interface Account {
  readonly kinds: ReadonlyMap<string, KindCount>
  /** Errors that count, in words: place and rule, with how often and in which file first. */
  readonly errors: ReadonlyMap<string, { count: number; readonly file: string }>
  /** Errors that do not count, by reason. */
  readonly leftOut: ReadonlyMap<string, number>
}

interface KindCount {
  samples: number
  /** Samples with an error that counts. */
  wrong: number
  errors: number
  warnings: number
}

/** Adds up what the validator said of the samples; controls do not count. */
export function accountOf({ verdicts }: Judgement): Account {
  const kinds = new Map<string, KindCount>()
  const errors = new Map<string, { count: number; file: string }>()
  const leftOut = new Map<string, number>()
  for (const { file, messages } of verdicts) {
    const [kind = ''] = file.split('/')
    if (kind === CONTROL) continue
    const count = kinds.get(kind) ?? { samples: 0, wrong: 0, errors: 0, warnings: 0 }
    kinds.set(kind, count)
    count.samples++
    count.warnings += messages.filter(({ severity }) => severity === 'warning').length
    const found = messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    for (const reason of found.flatMap((message) => limitOf(kind, message) ?? []))
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1)
    const counted = found.filter((message) => limitOf(kind, message) === undefined)
    count.errors += counted.length
    if (counted.length > 0) count.wrong++
    for (const message of counted) {
      const words = wordsOf(message)
      const known = errors.get(words) ?? { count: 0, file }
      errors.set(words, { ...known, count: known.count + 1 })
    }
  }
  return { kinds, errors, leftOut }
}

/** The same for the same fault of several samples: without indexes and made-up ids. */
function wordsOf({ id, location, text }: Message): string {
  const place = location.replaceAll(/\/\*.*?\*\//g, '').replaceAll(/\[\d+\]/g, '')
  return `${place} [${id}] ${text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')}`
}

/** An account as text: a table of the kinds, then the errors. */
export function printAccount({ kinds, errors, leftOut }: Account): string {
  const rows = [...kinds]
    .toSorted()
    .map(([kind, count]) => [kind, count.samples, count.wrong, count.errors, count.warnings])
  const sums = [1, 2, 3, 4].map((at) => rows.reduce((sum, row) => sum + Number(row[at]), 0))
  const table = [['kind', 'samples', 'wrong', 'errors', 'warnings'], ...rows, ['all', ...sums]].map((row) =>
    row.map((cell, at) => (at === 0 ? String(cell).padEnd(12) : String(cell).padStart(9))).join(''),
  )
  const faults = [...errors]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .map(([words, { count, file }]) => `${count} × ${words}\n    first in ${file}`)
  const reasons = [...leftOut].map(([reason, count]) => `${count} left out: ${reason}`)
  return [...table, ...reasons, ...faults].join('\n')
}
