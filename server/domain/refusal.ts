/** A rule that says no to what somebody asked. All that stand in the way are named, not only the first. */
export interface RuleRefusal {
  /** 403: not this caller. 409: something that is there already is in the way. 422: the content is. */
  readonly status: 403 | 409 | 422
  /** Code of `[ig]/CodeSystem/ccm-rule`. */
  readonly rule: string
  /** What is wrong and what would help, in words for the person who asked. Nothing of other patients or practices. */
  readonly message: string
  /** Where: a FHIRPath of the resource, or the name of an operation's parameter. */
  readonly expression?: string
}
