import { isObject } from '../json.ts'
import type { Check, ProfileRule, PropertyRule, Walk } from '../rules/rule.ts'
import { checkProfile } from './profiles.ts'

/**
 * An extension: it has a value or extensions (ext-1), and one that is known is used where and as its definition says. An
 * unknown one is accepted, except as a modifier: that would change the meaning of what we store.
 * @param path of the element: `Task.extension`, `Period.extension`, `Task.modifierExtension`
 */
export function extensionCheck(path: string): Check {
  const owner = path.replace(/\.[a-zA-Z]+$/, '')
  const modifier = path.endsWith('.modifierExtension')
  return (walk, value, at) => {
    if (!isObject(value)) return
    const { url } = value
    checkContent(walk, value, at)
    if (typeof url !== 'string') return
    const profile = walk.rules.profile(url)
    if (profile?.type === 'Extension') checkKnown(walk, profile, { owner, modifier, value, at })
    else if (modifier) walk.report.error('extension', at, `is a modifier extension that is not known here: ${url}`)
    else if (owner !== 'Extension' && !/^[a-z][a-z0-9+.-]*:/.test(url))
      walk.report.error('extension', at, `must have an absolute URL, not "${url}"`)
  }
}

function checkContent(walk: Walk, value: Readonly<Record<string, unknown>>, at: string): void {
  let valued = false
  for (const name in value) valued ||= name.startsWith('value') || name.startsWith('_value')
  const nested = value['extension'] !== undefined
  if (valued && nested) walk.report.error('invariant', at, 'must have a value or extensions, not both')
  if (!valued && !nested) walk.report.error('invariant', at, 'must have a value or extensions')
}

interface Use {
  readonly owner: string
  readonly modifier: boolean
  readonly value: Readonly<Record<string, unknown>>
  readonly at: string
}

function checkKnown(walk: Walk, profile: ProfileRule, { owner, modifier, value, at }: Use): void {
  if (profile.modifier !== modifier)
    walk.report.error('extension', at, `belongs in ${profile.modifier ? 'modifierExtension' : 'extension'}`)
  if (profile.contexts.length > 0 && !profile.contexts.some((context) => fits(walk, owner, context)))
    walk.report.error('extension', at, `is not for ${walk.element?.path ?? owner}: ${profile.url}`)
  walk.report.within(profile.url, () => {
    checkProfile(walk, profile, value, at)
  })
}

/** Whether an extension may stand on an element, by the element's path, its type, or what every element is. */
function fits(walk: Walk, owner: string, { type, expression }: ProfileRule['contexts'][number]): boolean {
  if (type === 'fhirpath' || expression === 'Element') return true
  if (type === 'extension') return owner === 'Extension'
  const resource = walk.rules.type(owner)?.resource === true
  if (resource) return [owner, 'Resource', 'DomainResource'].includes(expression)
  if (owner.includes('.')) return [owner, 'BackboneElement'].includes(expression)
  return holds(walk.element, expression)
}

/** The element that holds the data type on which the extension stands. */
function holds(element: PropertyRule | undefined, expression: string): boolean {
  return element !== undefined && [element.path, element.path.replace('[x]', ''), element.type].includes(expression)
}
