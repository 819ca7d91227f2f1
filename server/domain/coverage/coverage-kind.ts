import type { Coverage } from '@medplum/fhirtypes'
import { SYSTEM } from '../fhir/canonicals.ts'
import { codingsOf } from '../fhir/codings.ts'

/** What a coverage is; `medicare`: its part is not named; `silent`: it says nothing of who pays a practitioner. */
export type CoverageKind = 'part-b' | 'medicare-advantage' | 'medicare' | 'medicaid' | 'other' | 'silent'

/**
 * Prefixes of the Source of Payment Typology, the longest that fits decides. 122 is the drug benefit; 123 a medical
 * savings account; 14 to 16 are special needs plans and PACE, which stand in for Medicare's own payment.
 */
const TYPOLOGY: readonly (readonly [prefix: string, kind: CoverageKind])[] = [
  ['122', 'silent'],
  ['123', 'medicare-advantage'],
  ['11', 'medicare-advantage'],
  ['12', 'part-b'],
  ['14', 'medicare-advantage'],
  ['15', 'medicare-advantage'],
  ['16', 'medicare-advantage'],
  ['1', 'medicare'],
  ['2', 'medicaid'],
]

/** Parts of Medicare as CMS Blue Button names them in `class` `plan`. */
const PARTS: Readonly<Record<string, CoverageKind>> = {
  'part a': 'silent',
  'part b': 'part-b',
  'part c': 'medicare-advantage',
  'part d': 'silent',
}

/** Reads a Coverage by its class, then its type, then (where it has no code that we know) the names it carries. */
export function payerKindOf(coverage: Coverage): CoverageKind {
  return partOfMedicare(coverage) ?? typology(coverage) ?? byName(coverage)
}

function partOfMedicare(coverage: Coverage): CoverageKind | undefined {
  const plans = (coverage.class ?? []).filter((held) => codingsOf(held.type).some((coding) => coding.code === 'plan'))
  return plans.map((plan) => PARTS[plan.value.toLowerCase()]).find((kind) => kind !== undefined)
}

/** Of several codes the most specific one decides. */
function typology(coverage: Coverage): CoverageKind | undefined {
  const codings = codingsOf(coverage.type).filter((coding) => coding.system === SYSTEM.sourceOfPayment)
  const codes = codings.flatMap((coding) => coding.code ?? [])
  const [code] = codes.sort((a, b) => b.length - a.length)
  if (code === undefined) return undefined
  return TYPOLOGY.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other'
}

/** Names as people and simple systems write them: "Medicare", "Humana Medicare Advantage", "Medicaid". */
function byName(coverage: Coverage): CoverageKind {
  const names = [
    coverage.type?.text,
    ...codingsOf(coverage.type).map((coding) => coding.display),
    ...(coverage.class ?? []).flatMap((held) => [held.name, held.value]),
    ...coverage.payor.map((payor) => payor.display),
  ].join(' ')
  const hasMbi = coverage.identifier?.some((identifier) => identifier.system === SYSTEM.mbi) === true
  if (hasMbi || /medicare/i.test(names)) return medicareByName(names)
  if (/medicaid|medi-cal/i.test(names)) return 'medicaid'
  return names.trim() === '' ? 'silent' : 'other'
}

function medicareByName(names: string): CoverageKind {
  if (/suppl|medigap/i.test(names)) return 'other'
  if (/advantage|part c\b/i.test(names)) return 'medicare-advantage'
  if (/part b\b/i.test(names)) return 'part-b'
  return /part [ad]\b/i.test(names) ? 'silent' : 'medicare'
}
