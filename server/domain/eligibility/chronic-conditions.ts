import type { Coding, Condition } from '@medplum/fhirtypes'
import { addDays } from '../calendar.ts'
import { codeSystem } from '../fhir/canonicals.ts'
import { nameOf } from '../fhir/codings.ts'
import { referenceTo } from '../fhir/references.ts'
import type { MapRow, Standing } from '../terminology/category.ts'
import { CATEGORIES } from '../terminology/generated/chronic-conditions.ts'
import { lookUp, terminologyOf, withoutDot } from '../terminology/look-up.ts'
import { statusOn, type ConditionStatus } from './condition-status.ts'

/** A chart's condition that the chronic condition categories know. */
export interface RecognizedCondition {
  /** `Condition/id`. */
  readonly reference: string
  readonly version?: string
  /** What the chart calls it. */
  readonly name: string
  /** Categories of `[ig]/CodeSystem/ccm-chronic-condition`, the best fitting first; never empty. */
  readonly categories: readonly [Coding, ...Coding[]]
  /** The chart's code that was recognized. */
  readonly code: Coding
  readonly standing: Standing
  /** ICD-10-CM for a claim: the chart's own, else the suggested one, which a coder must confirm. */
  readonly icd10?: { readonly code: string; readonly suggested: boolean }
  /** End-stage renal disease: the monthly ESRD codes exclude CCM (ccm-rules §8.1). */
  readonly esrd: boolean
  /** Why it stands as it does, in a clinician's words. */
  readonly reason: string
}

const CATEGORY_SYSTEM = codeSystem('ccm-chronic-condition')
const RANK: Readonly<Record<Standing, number>> = { counts: 2, review: 1, never: 0 }
const ACUTE_DAYS = 28
/** Findings that records list among conditions; nobody wants to see them here. */
const NO_ILLNESS = 'no-illness'

/**
 * Recognizes the chart's conditions as they were on a local day (`2026-03-05`). Those that were not in force then, or
 * that nobody holds to be true (refuted, entered in error), are left out, and so is what no category knows.
 */
export function recognizeConditions(
  conditions: readonly Condition[],
  on: string,
  timeZone: string,
): readonly RecognizedCondition[] {
  return conditions.flatMap((condition) => recognize(condition, on, timeZone) ?? [])
}

interface Match {
  readonly coding: Coding
  readonly row: MapRow
  readonly standing: Standing
}

function recognize(condition: Condition, on: string, timeZone: string): RecognizedCondition | undefined {
  const status = statusOn(condition, on, timeZone)
  if (!status.inForce) return undefined
  const matches = matchesOf(condition, status, on)
  const best = matches[0]
  if (!best || best.row.category === NO_ILLNESS) return undefined
  const conflict = disagreement(matches)
  const standing = conflict || status.doubt ? lower(best.standing, 'review') : best.standing
  const name = nameOf(condition.code)
  const icd10 = claimCode(condition, best)
  return {
    reference: referenceTo(condition),
    ...(condition.meta?.versionId && { version: condition.meta.versionId }),
    name,
    categories: categoriesOf(best, matches),
    code: best.coding,
    standing,
    ...(icd10 && { icd10 }),
    esrd: matches.some((match) => match.row.esrd),
    reason: reasonFor(name, best, standing, status.doubt ?? conflict),
  }
}

/** What the condition's codes say, the strongest standing first. */
function matchesOf(condition: Condition, status: ConditionStatus, on: string): readonly Match[] {
  const acuteOver = status.onset !== undefined && addDays(status.onset, ACUTE_DAYS) < on
  const matches = (condition.code?.coding ?? []).flatMap((coding) =>
    lookUp(coding.system, coding.code).map((row) => ({
      coding,
      row,
      standing: (acuteOver ? row.afterFourWeeks : undefined) ?? row.standing,
    })),
  )
  return matches.sort((a, b) => RANK[b.standing] - RANK[a.standing])
}

/** Two codes of one condition, of which one counts and the other never does: somebody has to look. */
function disagreement(matches: readonly Match[]): string | undefined {
  const strongest = strongestByCoding(matches)
  const counts = strongest.find((match) => match.standing === 'counts')
  const never = strongest.find((match) => match.standing === 'never')
  if (!counts || !never) return undefined
  return `its codes disagree (${counts.coding.code ?? ''}, ${never.coding.code ?? ''})`
}

function strongestByCoding(matches: readonly Match[]): readonly Match[] {
  return matches.filter((match, index) => matches.findIndex((other) => other.coding === match.coding) === index)
}

function lower(a: Standing, b: Standing): Standing {
  return RANK[a] < RANK[b] ? a : b
}

function categoriesOf(best: Match, matches: readonly Match[]): [Coding, ...Coding[]] {
  const others = matches
    .filter((match) => match.standing === best.standing)
    .map((match) => match.row.category)
    .filter((category) => category !== best.row.category)
  return [categoryCoding(best.row.category), ...[...new Set(others)].map(categoryCoding)]
}

function categoryCoding(code: string): Coding {
  return { system: CATEGORY_SYSTEM, code, display: CATEGORIES[code]?.display ?? code }
}

function claimCode(condition: Condition, best: Match): RecognizedCondition['icd10'] {
  const own = condition.code?.coding?.find((coding) => terminologyOf(coding.system) === 'icd10' && coding.code)
  if (own?.code) return { code: dotted(own.code), suggested: false }
  return best.row.icd10 ? { code: best.row.icd10, suggested: true } : undefined
}

/** ICD-10-CM as its publisher writes it: a dot after three characters. */
function dotted(code: string): string {
  const bare = withoutDot(code)
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare
}

function reasonFor(name: string, best: Match, standing: Standing, doubt: string | undefined): string {
  const category = CATEGORIES[best.row.category]?.display ?? best.row.category
  if (standing === 'counts') return `${name} counts as a chronic condition (${category}).`
  if (standing === 'never') return `${name} does not count as a chronic condition by itself.`
  if (doubt) return `${name} (${category}): ${doubt}. It counts once a clinician confirms it.`
  if (best.row.afterFourWeeks)
    return `${name} was an acute event; its lasting effects (${category}) count once a clinician confirms them.`
  return `${name} (${category}) counts as a chronic condition once a clinician confirms it.`
}
