/** What is wrong with a resource, or worth knowing about it. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'information'
  /** A code of `http://hl7.org/fhir/issue-type`. */
  readonly code: FindingCode
  /** One sentence for whoever sent the resource. */
  readonly text: string
  /** FHIRPath of the element, with indexes. */
  readonly path: string
  /** Of a rule of our guide: its code. */
  readonly rule?: string
  /** Canonical of the profile, extension or code system that asks for more than the type itself does. */
  readonly profile?: string
}

export type FindingCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'extension'
  | 'not-found'
  | 'informational'
  | 'too-long'
  | 'too-costly'

/** A resource with more faults than this is not understood any better by listing all of them. */
const MOST = 100

/** Collects findings, each once. */
export class Report {
  readonly findings: Finding[] = []
  /** The profile that the resource is being checked against; undefined while it is the type itself. */
  profile: string | undefined
  readonly #seen = new Set<string>()

  add(finding: Finding): void {
    const key = `${finding.path} ${finding.text}`
    if (this.#seen.has(key) || this.findings.length >= MOST) return
    this.#seen.add(key)
    this.findings.push(this.profile === undefined ? finding : { ...finding, profile: this.profile })
  }

  /** Tells what a check finds of a profile, where it is not told of one already. */
  within(profile: string, check: () => void): void {
    const outer = this.profile
    this.profile ??= profile
    check()
    this.profile = outer
  }

  error(code: FindingCode, path: string, text: string): void {
    this.add({ severity: 'error', code, path, text })
  }
}
