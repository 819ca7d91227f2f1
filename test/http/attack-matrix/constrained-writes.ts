import type { CarePlan, Resource } from '@medplum/fhirtypes'
import type { Permission } from '../../../server/auth/scopes.ts'
import { aCarePlan } from '../../support/chart.ts'
import { keyOf, secretOf } from './planted-practices.ts'
import type { Attack } from './reading-attacks.ts'

/** The two kinds of plan: a scope names one of them. */
export type Category = 'assess-plan' | 'longitudinal'

/** A plan that is attacked. */
export interface Target {
  readonly id: string
  readonly patient: string
  readonly category: Category
  /** Of another practice, where there is a patient of the same id. */
  readonly south?: true
}

export const TARGETS: readonly Target[] = [
  { id: 'own-inside', patient: 'p1', category: 'assess-plan' },
  { id: 'own-outside', patient: 'p1', category: 'longitudinal' },
  { id: 'other-inside', patient: 'p2', category: 'assess-plan' },
  { id: 'other-outside', patient: 'p2', category: 'longitudinal' },
  { id: 'south-inside', patient: 'p1', category: 'assess-plan', south: true },
]

/** What the scopes of a token allow on CarePlans: all of them, or those of one category. */
type Rights = Readonly<Partial<Record<Permission, 'all' | Category>>>

export interface Grant {
  readonly scope: string
  readonly rights: Rights
  /** Tried in Bundles too, whose entries are judged by the same code. */
  readonly bundled?: true
  /** Tried with `user/` scopes too: what is hidden then is beside the constraint alone. */
  readonly user?: true
}

const CATEGORIES: Readonly<Record<Category, string>> = {
  'assess-plan': 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
  longitudinal: 'urn:plans',
}

export const categoryOf = (code: Category) => [{ coding: [{ system: CATEGORIES[code], code }] }]

const only = (code: Category) => `category=${CATEGORIES[code]}|${code}`
const rightsOf = (letters: string, right: 'all' | Category): Rights =>
  Object.fromEntries(letters.split('').map((letter) => [letter, right]))

/** Scopes for some letters each, of one category or of all. */
export function grant(...parts: readonly (readonly [letters: string, category?: Category])[]): Grant {
  return {
    scope: parts
      .map(([letters, category]) => `{context}/CarePlan.${letters}${category ? `?${only(category)}` : ''}`)
      .join(' '),
    rights: Object.assign(
      {},
      ...parts.map(([letters, category]) => rightsOf(VERSION_1[letters] ?? letters, category ?? 'all')),
    ) as Rights,
  }
}

const VERSION_1: Readonly<Record<string, string>> = { write: 'cud', read: 'rs', '*': 'cruds' }

/** Partial scopes: some letters, some letters of one category, and mixtures in which letters reach different plans. */
export const GRANTS: readonly Grant[] = [
  grant(['u', 'assess-plan']),
  grant(['c']),
  grant(['c', 'assess-plan']),
  grant(['d', 'assess-plan']),
  grant(['us', 'assess-plan']),
  grant(['ru', 'assess-plan']),
  { ...grant(['cruds', 'assess-plan']), user: true },
  grant(['cud'], ['rs', 'assess-plan']),
  { ...grant(['rs'], ['cud', 'assess-plan']), bundled: true },
  { ...grant(['c', 'assess-plan'], ['us', 'longitudinal']), user: true },
  { ...grant(['crs', 'longitudinal'], ['ud', 'assess-plan']), bundled: true },
  { ...grant(['write']), bundled: true },
  grant(['read']),
  grant(['*']),
]

/** A way to change a plan. */
interface Write {
  readonly name: string
  /** What a scope must allow on the plan. */
  readonly reach: readonly Permission[]
  /** Whether the plan turns into one of the other category. */
  readonly turns?: true
  /** @param version of the plan as it stands, for those who ask for one */
  readonly attack: (target: Target, version: string) => Attack
}

const other = (category: Category): Category => (category === 'assess-plan' ? 'longitudinal' : 'assess-plan')

/** A plan without the text that is to be kept, so that an answer with it has it from the server. */
function sent({ id, patient }: Target, category: Category, more: Partial<CarePlan> = {}): CarePlan {
  return aCarePlan(id, patient, { category: categoryOf(category), ...more })
}

function withoutId(resource: CarePlan): CarePlan {
  const copy = { ...resource }
  delete copy.id
  return copy
}

/** The plan as it is planted: it says a secret. */
export function planted({ id, patient, category }: Target): Resource & { id: string } {
  return {
    ...aCarePlan(id, patient),
    category: categoryOf(category),
    identifier: [{ system: 'urn:keys', value: keyOf(id) }],
    description: secretOf(id),
  }
}

const JSON_PATCH = { 'content-type': 'application/json-patch+json' }
const at = (method: string, path: string, rest: Partial<Attack> = {}): Attack => ({
  name: `${method} ${path}`,
  method,
  path: () => path,
  ...rest,
})

const plain: readonly Write[] = [false, true].flatMap((turns): Write[] => {
  const after = ({ category }: Target) => (turns ? other(category) : category)
  const name = (text: string) => (turns ? `${text} to the other category` : text)
  const more = turns ? ({ turns } as const) : {}
  const patch = (target: Target) =>
    turns
      ? [{ op: 'replace', path: '/category', value: categoryOf(after(target)) }]
      : [{ op: 'add', path: '/language', value: 'en' }]
  return [
    {
      name: name('update'),
      reach: ['u'],
      ...more,
      attack: (target) => at('PUT', `/CarePlan/${target.id}`, { body: () => sent(target, after(target)) }),
    },
    {
      name: name('update of a version'),
      reach: ['u'],
      ...more,
      attack: (target, version) =>
        at('PUT', `/CarePlan/${target.id}`, {
          body: () => sent(target, after(target)),
          headers: { 'if-match': `W/"${version}"` },
        }),
    },
    {
      name: name('patch'),
      // It is made from what is there, and tells of it.
      reach: ['u', 'r'],
      ...more,
      attack: (target) => at('PATCH', `/CarePlan/${target.id}`, { body: () => patch(target), headers: JSON_PATCH }),
    },
    {
      name: name('conditional update'),
      reach: ['u', 's'],
      ...more,
      attack: (target) =>
        at('PUT', `/CarePlan?identifier=${keyOf(target.id)}`, { body: () => withoutId(sent(target, after(target))) }),
    },
    {
      name: name('conditional patch'),
      reach: ['u', 's', 'r'],
      ...more,
      attack: (target) =>
        at('PATCH', `/CarePlan?identifier=${keyOf(target.id)}`, { body: () => patch(target), headers: JSON_PATCH }),
    },
  ]
})

const deletes: readonly Write[] = [
  { name: 'delete', reach: ['d'], attack: ({ id }) => at('DELETE', `/CarePlan/${id}`) },
  {
    name: 'delete of a version',
    reach: ['d'],
    attack: ({ id }, version) => at('DELETE', `/CarePlan/${id}`, { headers: { 'if-match': `W/"${version}"` } }),
  },
  {
    name: 'conditional delete',
    reach: ['d', 's'],
    attack: ({ id }) => at('DELETE', `/CarePlan?identifier=${keyOf(id)}`),
  },
]

/** The same as an entry of a Bundle. */
function inBundle(type: 'batch' | 'transaction', write: Write): Write {
  return {
    ...write,
    name: `${type}: ${write.name}`,
    attack: (target, version) => {
      const { method, path, body, headers } = write.attack(target, version)
      const text = body?.('')
      const patched = Array.isArray(text)
      const binary = {
        resourceType: 'Binary',
        contentType: 'application/json-patch+json',
        data: btoa(JSON.stringify(text)),
      }
      const ifMatch = headers?.['if-match']
      const entry = {
        request: { method, url: path('').slice(1), ...(ifMatch ? { ifMatch } : {}) },
        ...(text === undefined ? {} : { resource: patched ? binary : text }),
      }
      return at('POST', '/', { body: () => ({ resourceType: 'Bundle', type, entry: [entry] }) })
    },
  }
}

/** Every way to change a plan that is there. */
export function writesFor({ bundled }: Grant): readonly Write[] {
  const alone = [...plain, ...deletes]
  return bundled
    ? [...alone, ...alone.flatMap((write) => [inBundle('batch', write), inBundle('transaction', write)])]
    : alone
}

/** Ways to learn of a plan without changing it, which must answer as of one that is not there unless it may be searched. */
export const QUESTIONS: readonly ((target: Target) => Attack)[] = [
  (target) =>
    at('POST', '/CarePlan', {
      body: () => withoutId(sent({ ...target, patient: 'p1' }, 'assess-plan')),
      conditional: () => `identifier=${keyOf(target.id)}`,
    }),
  ({ id }) => at('GET', `/CarePlan/${id}/$validate?mode=delete`),
  (target) =>
    at('POST', `/CarePlan/${target.id}/$validate`, {
      body: () => ({
        resourceType: 'Parameters',
        parameter: [
          { name: 'mode', valueCode: 'update' },
          { name: 'resource', resource: sent(target, target.category) },
        ],
      }),
    }),
]

/** Whether a token of these rights reaches the plan by this permission. Tokens of a patient's chart are confined to it. */
export function reaches({ rights }: Grant, permission: Permission, target: Target, context: string): boolean {
  const right = rights[permission]
  const place = target.south !== true && (context === 'user' || target.patient === 'p1')
  return place && (right === 'all' || right === target.category)
}

/**
 * Whether this write is done: the plan is in reach, as it is and as it becomes, by every letter that the write takes.
 * SMART leaves open what becomes of one that a search may find and an update moves away from it: it is refused.
 */
export function mayBeDone(granted: Grant, write: Write, target: Target, context: string): boolean {
  const states = write.turns ? [target, { ...target, category: other(target.category) }] : [target]
  return write.reach.every((permission) => states.every((state) => reaches(granted, permission, state, context)))
}
