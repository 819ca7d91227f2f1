/** An EHR that clinicians may come from, as the practice's operator has registered it (`EHRS` in `ccm.config.json`). */
export interface RegisteredEhr {
  /** What people call it. */
  readonly name: string
  readonly kind: 'epic' | 'oracle' | 'other'
  /** Slug of the practice whose EHR it is. */
  readonly tenant: string
  /** `iss` of its id_tokens. */
  readonly issuers: readonly string[]
  /** Its FHIR base, without a trailing slash: `iss` of its launches. */
  readonly fhirBase: string
  /** Our client's id there: the audience of its id_tokens. */
  readonly clientId: string
  /** Where its keys are published; absent: found by discovery. */
  readonly jwksUrl?: string
  /** Algorithms of its id_tokens' signatures. */
  readonly algorithms: readonly string[]
  /** An id_token issued longer ago than this is refused. In seconds. */
  readonly maxTokenAge: number
  /** Origins of the pages that may hold ours in a frame. */
  readonly frameOrigins: readonly string[]
  /** Identifier systems (a medical record number's) by which its patients are found among ours. */
  readonly patientSystems: readonly string[]
  /** Whether its users may be looked up there. */
  readonly readsUsers: boolean
  /** Which role is proposed for somebody who comes for the first time: the first rule that fits. */
  readonly roles: readonly ProposedRole[]
}

/** A proposal for an administrator to confirm. All conditions that are given must hold. */
export interface ProposedRole {
  readonly propose: 'billing-practitioner' | 'clinical-staff' | 'non-clinical'
  /** Has (or has no) NPI. */
  readonly npi?: boolean
  /** One of these degrees or licences, as a name's suffix or a qualification's code (`RN`). */
  readonly credentials?: readonly string[]
}
