import { isObject } from '../json.ts'
import type { Check } from '../rules/rule.ts'

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i

/** A Coding (and a Quantity's unit) names its system by an absolute URI, and a code of a system of ours is one that the system defines. */
export function codingCheck(): Check {
  return (walk, value, path) => {
    if (!isObject(value)) return
    const { system, code } = value
    if (typeof system !== 'string') return
    if (!ABSOLUTE.test(system)) walk.report.error('value', `${path}.system`, 'must be an absolute URI')
    const known = walk.rules.codeSystem(system)
    if (known && typeof code === 'string' && !known.has(code))
      walk.report.within(system, () => {
        walk.report.error('code-invalid', `${path}.code`, `"${code}" is not a code of ${system}`)
      })
  }
}

/** An identifier of the system of URIs is a URI. */
export function identifierCheck(): Check {
  return (walk, value, path) => {
    if (!isObject(value) || value['system'] !== 'urn:ietf:rfc:3986') return
    if (typeof value['value'] === 'string' && !ABSOLUTE.test(value['value']))
      walk.report.error('value', `${path}.value`, 'must be a URI, because its system is that of URIs')
  }
}
