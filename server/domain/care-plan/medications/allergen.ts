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
  readonly #byWord = new Map<string, M[]>()
  readonly #byClass = CLASSES.map((): M[] => [])

  constructor(medicines: readonly M[], nameOf: (medicine: M) => string) {
    for (const medicine of medicines) {
      const name = nameOf(medicine).toLowerCase()
      for (const word of new Set(name.split(/\W+/))) add(this.#byWord, word, medicine)
      for (const [at, { members }] of CLASSES.entries()) if (members.test(name)) this.#byClass[at]?.push(medicine)
    }
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

/** Puts one more under a key. */
export function add<M>(found: Map<string, M[]>, key: string, one: M): void {
  const there = found.get(key)
  if (there) there.push(one)
  else found.set(key, [one])
}
