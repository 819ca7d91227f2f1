import type { Coverage } from '@medplum/fhirtypes'
import { extensionOf } from '../fhir/extensions.ts'
import { periodHasDay } from '../fhir/instants.ts'
import { versionedReferenceTo } from '../fhir/references.ts'
import { present } from '../present.ts'
import { payerKindOf, type CoverageKind } from './coverage-kind.ts'

/**
 * Who pays on a day. `none` means that coverages are on file but none of them is in force that day (`coverage-ended`);
 * `other` that only others than Medicare are; `unknown` that nothing on file says (`coverage-unknown`).
 */
type PayerKind = 'part-b' | 'medicare-advantage' | 'other' | 'none' | 'unknown'

export interface Payer {
  readonly kind: PayerKind
  /** Medicare without its part named counts as Part B: say `coverage-assumed`. */
  readonly assumed: boolean
  /** Qualified Medicare Beneficiary that day. */
  readonly qmb: boolean
  /** Aligned to a CMS ACCESS participant that day. */
  readonly accessAligned: boolean
  /** Medicaid in force beside it. */
  readonly medicaid: boolean
  /** Reference of the Coverage, with its version, on which the answer rests. */
  readonly coverage?: string
}

/**
 * Whose coverage decides where several are in force: who chose Medicare Advantage keeps Part B on paper, and a named
 * part says more than an assumed one.
 */
const ORDER: readonly CoverageKind[] = ['medicare-advantage', 'part-b', 'medicare', 'medicaid', 'other']

/** Who pays for a patient on a local day (`2026-03-05`), by DESIGN section 3 "Payer". */
export function payerOn(coverages: readonly Coverage[], day: string, timeZone: string): Payer {
  const onFile = coverages.filter(isTrue).map((coverage) => ({ coverage, kind: payerKindOf(coverage) }))
  const inForce = onFile.filter(({ coverage }) => isInForce(coverage, day, timeZone))
  const decisive = ORDER.flatMap((kind) => inForce.find((candidate) => candidate.kind === kind) ?? [])[0]
  const medicare = inForce.filter(({ kind }) => isMedicare(kind)).map(({ coverage }) => coverage)
  return {
    kind: payerKind(
      decisive?.kind,
      onFile.some(({ kind }) => kind !== 'silent'),
    ),
    assumed: decisive?.kind === 'medicare',
    qmb: medicare.some((coverage) => extensionOf(coverage, 'ccm-qmb')?.valueBoolean === true),
    accessAligned: medicare.some((coverage) => isAligned(coverage, day, timeZone)),
    medicaid: inForce.some(({ kind }) => kind === 'medicaid'),
    ...present({ coverage: decisive && versionedReferenceTo(decisive.coverage) }),
  }
}

function payerKind(kind: CoverageKind | undefined, onFile: boolean): PayerKind {
  if (kind === undefined) return onFile ? 'none' : 'unknown'
  if (kind === 'medicare') return 'part-b'
  return kind === 'part-b' || kind === 'medicare-advantage' ? kind : 'other'
}

/** Any part of Medicare, also one that pays no practitioner: what it says of its holder is true of the whole. */
function isMedicare(kind: CoverageKind): boolean {
  return kind !== 'medicaid' && kind !== 'other'
}

function isTrue(coverage: Coverage): boolean {
  return coverage.status === 'active' || coverage.status === 'cancelled'
}

/** A coverage cancelled since still held within its period, when that says when it ended. */
function isInForce(coverage: Coverage, day: string, timeZone: string): boolean {
  const ended = coverage.status === 'cancelled' && coverage.period?.end === undefined
  return !ended && periodHasDay(coverage.period, day, timeZone)
}

function isAligned(coverage: Coverage, day: string, timeZone: string): boolean {
  const alignment = extensionOf(coverage, 'ccm-access-alignment')?.valuePeriod
  return alignment !== undefined && periodHasDay(alignment, day, timeZone)
}
