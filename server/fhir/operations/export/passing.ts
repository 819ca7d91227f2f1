import { fault, type FaultStatus, type IssueCode } from '../../fault.ts'

/** Says no to what is not supported; under `Prefer: handling=lenient` it is passed over, and said so with the result. */
export class Passing {
  /** What was passed over, in words. */
  readonly issues: string[] = []
  readonly #lenient: boolean

  constructor(lenient: boolean) {
    this.#lenient = lenient
  }

  /** @throws FhirError unless it may be passed over */
  refuse(code: IssueCode, text: string, expression: string, status: FaultStatus = 400): void {
    if (!this.#lenient) throw fault(status, code, text, { expression })
    this.issues.push(text)
  }
}
