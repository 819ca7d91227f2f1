import { byKeys } from '../../by-keys.ts'

/**
 * Classes of medicines that allergies are often recorded by, each with the stems of its members' names (the stems of
 * international nonproprietary names; sulfonamide antibiotics only). Data for a warning to a person, not for a decision.
 */
const CLASSES: readonly { readonly named: RegExp; readonly members: RegExp }[] = [
  { named: /penicillin/, members: /cillin\b/ },
  { named: /cephalosporin/, members: /\b(cef|ceph)/ },
  { named: /sulfa\b|sulfonamide/, members: /sulfamethoxazole|sulfadiazine|sulfisoxazole/ },
  {
    named: /nsaid|anti-?inflammatory/,
    members: /profen\b|naproxen|diclofenac|ketorolac|meloxicam|indomethacin|celecoxib/,
  },
  { named: /(?<!ny)statin/, members: /(?<!ny)statin\b/ },
  { named: /ace inhibitor|angiotensin.converting/, members: /pril\b/ },
]

/** Words of an allergy's name that name no substance. */
const NO_SUBSTANCE: ReadonlySet<string> = new Set(['allergy', 'allergic', 'intolerance', 'propensity', 'adverse'])

/**
 * The names of medicines, to find among them those that an allergy names (`Allergy to penicillin`): the substance itself, or
 * members of the class. A chart may hold thousands of both, so that not each is compared with each.
 */
export class MedicineNames<M> {
  readonly #byWord: ReadonlyMap<string, readonly M[]>
  readonly #byClass: readonly (readonly M[])[]

  constructor(medicines: readonly M[], nameOf: (medicine: M) => string) {
    const named = (medicine: M) => nameOf(medicine).toLowerCase()
    this.#byWord = byKeys(medicines, (medicine) => named(medicine).split(/\W+/))
    this.#byClass = CLASSES.map(({ members }) => medicines.filter((medicine) => members.test(named(medicine))))
  }

  /** The medicines that are, or belong to, what an allergy names; some perhaps twice. */
  namedBy(allergy: string): readonly M[] {
    const named = allergy.toLowerCase()
    const substances = named.split(/[^a-z]+/).filter((word) => word.length > 5 && !NO_SUBSTANCE.has(word))
    return [
      ...[...new Set(substances)].flatMap((substance) => this.#byWord.get(substance) ?? []),
      ...CLASSES.flatMap((one, at) => (one.named.test(named) ? (this.#byClass[at] ?? []) : [])),
    ]
  }
}
