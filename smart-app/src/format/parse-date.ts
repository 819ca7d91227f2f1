const WRITTEN = /^\s*(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?\s*$/

/**
 * Reads a day as people type it here, month first (`11/24/2026`, `11/24`, `3-5-26`), or as FHIR writes it. Without a
 * year the one of `today` is meant. Undefined when there is no such day.
 */
export function parseDay(text: string, today: string): string | undefined {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text)
  if (iso) return dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const written = WRITTEN.exec(text)
  if (!written) return undefined
  return dayFrom(yearFrom(written[3], today), Number(written[1]), Number(written[2]))
}

function yearFrom(text: string | undefined, today: string): number {
  if (text === undefined) return Number(today.slice(0, 4))
  return text.length === 2 ? Number(today.slice(0, 2)) * 100 + Number(text) : Number(text)
}

function dayFrom(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year
  return same ? date.toISOString().slice(0, 10) : undefined
}

const TIME = /^\s*(\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?\s*$/i

/**
 * Reads a time of day as people type it (`9:05 am`, `905a`, `14:20`, `9`): minutes since midnight, undefined when there
 * is no such time.
 */
export function parseTime(text: string): number | undefined {
  const found = TIME.exec(text)
  if (!found) return undefined
  const minutes = Number(found[2] ?? 0)
  const hours = hoursFrom(Number(found[1]), found[3]?.toLowerCase())
  return hours === undefined || minutes > 59 ? undefined : hours * 60 + minutes
}

function hoursFrom(hours: number, half: string | undefined): number | undefined {
  if (half === undefined) return hours < 24 ? hours : undefined
  if (hours < 1 || hours > 12) return undefined
  return (hours % 12) + (half === 'p' ? 12 : 0)
}
