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

/** Whether a medicine is, or belongs to, what an allergy names (`Allergy to penicillin`). */
export function isOfAllergen(medicine: string, allergy: string): boolean {
  const taken = medicine.toLowerCase()
  const named = allergy.toLowerCase()
  const substances = named.split(/[^a-z]+/).filter((word) => word.length > 5 && !NO_SUBSTANCE.has(word))
  return (
    substances.some((substance) => new RegExp(`\\b${substance}\\b`).test(taken)) ||
    CLASSES.some((one) => one.named.test(named) && one.members.test(taken))
  )
}
