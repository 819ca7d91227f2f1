/** Whom the second EHR can behave like. */
export const EHR_KINDS = ['epic', 'oracle'] as const
export type EhrKind = (typeof EHR_KINDS)[number]

interface KindOfEhr {
  readonly words: string
  /** Life of its access tokens, in seconds. */
  readonly tokenSeconds: number
  /** Our client's id there. */
  readonly clientId: string
  /** What it refuses, in words. */
  readonly refuses: string
}

/** What is known of the two by their documents and sandboxes. */
export const KIND: Readonly<Record<EhrKind, KindOfEhr>> = {
  epic: {
    words: 'Epic-like',
    tokenSeconds: 3600,
    clientId: 'ccm-at-epic-like',
    refuses:
      'creates of CarePlan and Encounter, documents without a visit, CarePlan searches without a category, Observation searches without code or category, _sort and _include; it has no ChargeItem',
  },
  oracle: {
    words: 'Oracle-like',
    tokenSeconds: 570,
    clientId: 'ccm-at-oracle-like',
    refuses:
      'creates of CarePlan, CarePlan searches without patient and category=assess-plan, _sort and _include; it has no Task and no EpisodeOfCare; tokens live 570 seconds, and a 401 has no CORS headers',
  },
}

/** FHIR base of the EHR of a kind. @param origin of the second EHR */
export function ehrBase(origin: string, kind: EhrKind): string {
  return `${origin}/demo/ehr/${kind}/r4`
}
