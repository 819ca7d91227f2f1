import { codeSystem, structureDefinition } from '../../../domain/fhir/canonicals.ts'
import { isObject, items, type JsonObject } from '../json.ts'
import type { Finding } from '../report.ts'

const PERIOD = 'Task.executionPeriod'
const ACTIVITIES = codeSystem('ccm-activity')

/**
 * A time entry that ends before it begins breaks R4's rule of periods (per-1), and one of ours that has a name: whoever
 * logs time is told that one (422 `end-before-start`, DESIGN section 3).
 */
export function nameTimeOrder(finding: Finding, resource: JsonObject): Finding {
  if (finding.path !== PERIOD || !finding.text.includes('per-1') || !isTimeEntry(resource)) return finding
  return {
    severity: 'error',
    code: 'invariant',
    path: `${PERIOD}.end`,
    text: 'The work ends before it begins.',
    rule: 'end-before-start',
    profile: structureDefinition('ccm-time-entry'),
  }
}

function isTimeEntry({ resourceType, code }: JsonObject): boolean {
  const codings = isObject(code) ? items(code['coding']) : []
  return resourceType === 'Task' && codings.some((coding) => isObject(coding) && coding['system'] === ACTIVITIES)
}
