import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import type { StructureLibrary } from '../../definitions/structure.ts'
import { codeSystem } from '../../domain/fhir/canonicals.ts'
import { checkResource, imposeProfile } from './checks/resources.ts'
import { isObject } from './json.ts'
import { Report, type Finding } from './report.ts'
import { createRuleBook } from './rules/rule-book.ts'
import type { RuleBook, Walk } from './rules/rule.ts'
import { nameTimeOrder } from './rules/time-entry-order.ts'

/** Beyond the resource itself. */
interface ValidationOptions {
  /** Canonicals of profiles that it must meet, whether it claims them or not. One that is not known is an error. */
  readonly profiles?: readonly string[]
  /** What is to be done with the resource: an update needs its id. */
  readonly mode?: 'create' | 'update'
}

/** What became of a check. */
interface Verdict {
  readonly issues: OperationOutcomeIssue[]
  /** `base`: it is no resource of R4; `profile`: it is one, but not what it claims to be; absent: it is acceptable. */
  readonly broken?: 'base' | 'profile'
}

/** Checks resources against R4 and the profiles of a library. */
export interface Validator {
  /**
   * Everything that is wrong with a resource, and what could not be checked. It is acceptable when no issue is an error.
   * @param resource as JSON.parse gave it; it is not changed
   */
  validate(resource: unknown, options?: ValidationOptions): OperationOutcomeIssue[]
  /** The same, with what kind of rule is broken. */
  judge(resource: unknown, options?: ValidationOptions): Verdict
  /** Compiles the rules of these types now, so that the first resources of each need not wait. */
  warm(types: readonly string[]): void
}

/** Makes a validator; rules are compiled when a type is first met. */
export function createValidator(library: StructureLibrary): Validator {
  const rules = createRuleBook(library)
  return {
    validate: (resource, options = {}) => findingsOf(rules, resource, options).map(issue),
    judge(resource, options = {}) {
      const findings = findingsOf(rules, resource, options)
      const errors = findings.filter(({ severity }) => severity === 'error')
      const broken = errors.some(({ profile }) => profile === undefined) ? 'base' : 'profile'
      return { issues: findings.map(issue), ...(errors.length > 0 ? { broken } : {}) }
    },
    warm(types) {
      for (const type of types) rules.type(type)
    },
  }
}

function findingsOf(rules: RuleBook, resource: unknown, options: ValidationOptions): readonly Finding[] {
  if (!isObject(resource)) return [{ severity: 'error', code: 'structure', path: '', text: 'must be an object' }]
  const path = typeof resource['resourceType'] === 'string' ? resource['resourceType'] : 'Resource'
  const report = new Report()
  const walk: Walk = { rules, report, resource, root: resource, element: undefined, depth: 0, evaluations: 0 }
  checkResource(walk, resource, path)
  checkOptions(walk, options, path)
  return report.findings.map((finding) => nameTimeOrder(finding, resource))
}

function checkOptions(walk: Walk, { profiles, mode }: ValidationOptions, path: string): void {
  for (const url of profiles ?? [])
    if (!imposeProfile(walk, walk.root, url, path))
      walk.report.error('not-found', path, `cannot be checked: the profile ${url} is not known here`)
  if (mode === 'update' && walk.root['id'] === undefined) walk.report.error('required', `${path}.id`, 'is required')
}

/** Sentences begin with the element's path, except where a rule of ours or a notice is a whole sentence by itself. */
function issue({ severity, code, text, path, rule }: Finding): OperationOutcomeIssue {
  const whole = rule !== undefined || severity === 'information'
  const coding = rule === undefined ? {} : { coding: [{ system: codeSystem('ccm-rule'), code: rule }] }
  return {
    severity,
    code,
    details: { ...coding, text: whole ? text : `${path || 'The resource'} ${text}.` },
    ...(path === '' ? {} : { expression: [path] }),
  }
}
