import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeSystem, CodeSystemConcept, Resource, StructureDefinition, ValueSet } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { definitionWords, isDefinition } from '../../profiles/build/guide/definition.ts'
import { CONSENT_STATEMENTS } from '../../server/domain/consent/consent-state.ts'
import { ENROLLMENT_STATES } from '../../server/domain/enrollment/enrollment-state.ts'
import { PROGRAMS } from '../../server/domain/enrollment/program.ts'
import { ROLES } from '../../server/ports/caller.ts'
import { NOBODY, SECURITY_EVENTS } from '../../server/ports/security-entry.ts'

const GUIDE = 'profiles/fsh-generated/resources'
const guide = readdirSync(GUIDE).map((name) => JSON.parse(readFileSync(join(GUIDE, name), 'utf8')) as Resource)

function codesOf(id: string): readonly string[] {
  const system = guide.find(
    (resource): resource is CodeSystem => resource.resourceType === 'CodeSystem' && resource.id === id,
  )
  const all = (concepts: readonly CodeSystemConcept[]): string[] =>
    concepts.flatMap(({ code, concept }) => [code, ...all(concept ?? [])])
  return all(system?.concept ?? [])
}

/** Codes that a value set of the guide enumerates. */
function membersOf(id: string): readonly string[] {
  const set = guide.find((one): one is ValueSet => one.resourceType === 'ValueSet' && one.id === id)
  return (set?.compose?.include ?? []).flatMap(({ concept = [] }) => concept.map(({ code }) => code))
}

/** What each exclusion of a charge code says of itself. */
function exclusions(): readonly { readonly effect: string; readonly rule: string }[] {
  const system = guide.find((one): one is CodeSystem => one.resourceType === 'CodeSystem' && one.id === 'ccm-exclusion')
  const all = (concepts: readonly CodeSystemConcept[]): CodeSystemConcept[] =>
    concepts.flatMap((concept) => [concept, ...all(concept.concept ?? [])])
  return all(system?.concept ?? []).flatMap(({ property = [] }) => {
    const said = (name: string) => property.find(({ code }) => code === name)?.valueString ?? ''
    return property.length > 0 ? [{ effect: said('effect'), rule: said('rule') }] : []
  })
}

/** Files of the server by path, without those that are made. */
const sources = readdirSync('server', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** Everything in quotes that an expression with one group finds, with the files. */
function named(expression: RegExp, within = /./): Map<string, string> {
  const files = sources.filter(({ path }) => within.test(path))
  return new Map(
    files.flatMap(({ path, text }) => [...text.matchAll(expression)].map((match) => [match[1] ?? '', path])),
  )
}

describe('every name that the server speaks is published', () => {
  test('rules: refusals, blockers, warnings, why time does not count, why a code is not billed', () => {
    const rules = new Map([
      ...named(/\brule: '([a-z0-9-]+)'/g),
      ...named(/\bcode: '([a-z0-9-]+)',\s*message\b/g, /domain/),
      ...named(/\b(?:when|unmet)\([^'"`]*?'([a-z0-9-]+)',/g, /domain\/billing/),
      ...named(/\breasonFor\(\s*'([a-z0-9-]+)'/g, /domain/),
    ])
    expect([...rules.keys()]).toEqual(
      expect.arrayContaining(['overlap', 'no-care-plan', 'no-consent', 'inpatient', 'qmb', 'too-few-minutes']),
    )
    const known = codesOf('ccm-rule')
    expect([...rules].filter(([rule]) => !known.includes(rule))).toEqual([])
  })

  test('rules of the exclusions', () => {
    const rules = exclusions().map(({ rule }) => rule)
    expect(rules.length).toBeGreaterThan(20)
    expect(rules.filter((rule) => !codesOf('ccm-rule').includes(rule))).toEqual([])
  })

  test('blockers, and why time does not count, in value sets of their own', () => {
    const excluding = exclusions().filter(({ effect }) => effect === 'excludes')
    const blockers = new Set([
      ...named(
        /\bcode: '([a-z0-9-]+)',\s*message\b/g,
        /domain\/(eligibility\/|billing\/month-blockers|billing\/decide-month)/,
      ).keys(),
      ...named(/\bwhen\([^'"`]*?'([a-z0-9-]+)',/g, /domain\/billing\/month-blockers/).keys(),
      ...named(/^ {2}code: '([a-z0-9-]+)',$/gm, /domain\/time\/time-conflicts/).keys(),
      ...excluding.map(({ rule }) => rule),
    ])
    expect(blockers.size).toBeGreaterThan(20)
    expect([...blockers].filter((rule) => !membersOf('ccm-blocker').includes(rule))).toEqual([])
    const uncounted = named(/^ {2}'?([a-z-]+)'?: (?:undefined|[A-Z_]+|'.*'),$/gm, /domain\/time\/not-counted-reason/)
    expect([...uncounted.keys()].toSorted()).toEqual(membersOf('ccm-not-counted').toSorted())
  })

  test.each([
    // DESIGN section 3, "Refused"
    [
      'refusals',
      'overlap already-enrolled other-biller month-closed timer-running month-running future no-enrollment no-consent end-before-start longer-than-24h not-your-time engine-only not-your-attestation',
    ],
    // "Stored but not counted"
    [
      'not counted',
      'before-consent before-start after-withdrawal after-end after-death hospice inpatient e-m-day non-clinical automation not-countable other-program unknown-role',
    ],
    // blockers that the contract names
    [
      'blockers',
      'no-attestation no-initiating-visit not-enrolled no-care-plan coverage-unknown medicare-advantage no-mbi other-biller coverage-assumed price-assumed',
    ],
  ])('rules of the contract: %s', (_words, rules) => {
    expect(rules.split(' ').filter((rule) => !codesOf('ccm-rule').includes(rule))).toEqual([])
  })

  test('whatever it calls ccm-…: an extension, profile, code system, value set, operation, a code of one of these or a rule of a profile', () => {
    const used = named(/'(ccm-[a-z-]+)'/g, /server\/(domain|use-cases|fhir|jobs)\//)
    const ids = guide.map(({ id }) => id ?? '')
    const concepts = guide.flatMap(({ resourceType, id }) => (resourceType === 'CodeSystem' ? codesOf(id ?? '') : []))
    const profiles = guide.filter((one): one is StructureDefinition => one.resourceType === 'StructureDefinition')
    const rules = profiles
      .flatMap(({ snapshot }) => snapshot?.element ?? [])
      .flatMap(({ constraint = [] }) => constraint.map(({ key }) => key))
    const known = new Set([...ids, ...concepts, ...rules])
    expect(used.size).toBeGreaterThan(40)
    expect([...used].filter(([name]) => !known.has(name))).toEqual([])
  })

  test('extensions by their own definitions', () => {
    const used = named(/(?:flag|codeOf|extensionsOf?)\([a-z.]+, '(ccm-[a-z-]+)'/g)
    const extensions = guide
      .filter((resource): resource is StructureDefinition => resource.resourceType === 'StructureDefinition')
      .filter(({ type }) => type === 'Extension')
      .map(({ url }) => url.split('/').at(-1) ?? '')
    expect(used.size).toBeGreaterThan(8)
    expect([...used].filter(([name]) => !extensions.includes(name))).toEqual([])
  })

  test('code systems', () => {
    const used = named(/codeSystem\('([a-z-]+)'\)/g)
    const known = guide.filter(({ resourceType }) => resourceType === 'CodeSystem').map(({ id }) => id ?? '')
    expect([...used].filter(([name]) => !known.includes(name))).toEqual([])
  })

  test('operations', () => {
    const used = named(/definedOperation\('(ccm-[a-z-]+)'\)/g)
    const known = guide.filter(({ resourceType }) => resourceType === 'OperationDefinition').map(({ id }) => id ?? '')
    expect(known).toEqual(
      expect.arrayContaining([
        'ccm-eligibility',
        'ccm-enroll',
        'ccm-end',
        'ccm-beat',
        'ccm-stop-timer',
        'ccm-month',
        'ccm-simulate',
        'ccm-close-month',
        'ccm-reopen-month',
        'ccm-audit',
      ]),
    )
    expect([...used].filter(([name]) => !known.includes(name))).toEqual([])
  })

  test('what stands in the audit trail: roles, and what happens to somebody’s access', () => {
    expect(codesOf('ccm-role')).toEqual([...ROLES, 'unconfirmed', NOBODY])
    expect(codesOf('ccm-interaction')).toEqual(expect.arrayContaining([...SECURITY_EVENTS]))
  })

  test('programmes, enrollment states, statements of a consent', () => {
    expect(codesOf('ccm-program')).toEqual(PROGRAMS)
    expect(codesOf('ccm-enrollment-state').toSorted()).toEqual(ENROLLMENT_STATES.toSorted())
    expect(codesOf('ccm-consent-statement')).toEqual(CONSENT_STATEMENTS)
    expect(codesOf('mdm-level')).toEqual(['low', 'moderate', 'high'])
    expect(codesOf('ccm-observation')).toContain('mdm-level')
    expect(codesOf('ccm-staff-role')).toEqual(['billing-practitioner', 'clinical-staff', 'non-clinical', 'automation'])
    expect(codesOf('ccm-month-state')).toEqual([
      'open',
      'ready',
      'needs-attention',
      'closed',
      'submitted',
      'paid',
      'denied',
      'reopened',
    ])
  })

  test('activities: which count and which do not (DESIGN section 3)', () => {
    expect(codesOf('ccm-activity')).toEqual([
      'care-coordination',
      'patient-contact',
      'medication-management',
      'care-planning',
      'record-review',
      'education',
      'transition-support',
      'community-services',
      'documentation',
      'administrative',
      'face-to-face',
      'voicemail',
      'prior-authorization',
      'supervision',
      'travel',
    ])
  })
})

/** Of a topic, which R4 has no type for, what the extension says. */
function canonicalOf(resource: Resource): string | undefined {
  if (resource.resourceType !== 'Basic') return (resource as { url?: string }).url
  return resource.extension?.find(({ url }) => url.endsWith('extension-SubscriptionTopic.url'))?.valueUri
}

describe('the guide’s own resources', () => {
  test('define something under a canonical of ours, with words for people, or are examples', () => {
    const definitions = guide.filter(isDefinition)
    const bad = definitions.filter((resource) => {
      const { description } = definitionWords(resource)
      return !canonicalOf(resource)?.startsWith('https://ccm-on-fhir.org/ig/') || !description
    })
    expect(bad.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`)).toEqual([])
    expect(definitions.length).toBeGreaterThan(350)
  })

  test('all stand in the ImplementationGuide, examples with the profile that they are of', () => {
    const whole = guide.find((resource) => resource.resourceType === 'ImplementationGuide')
    const entries = new Map(whole?.definition?.resource.map((entry) => [entry.reference.reference, entry]))
    const others = guide.filter((resource) => resource !== whole)
    expect([...entries.keys()].toSorted()).toEqual(
      others.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`).toSorted(),
    )
    for (const resource of others) {
      const entry = entries.get(`${resource.resourceType}/${resource.id ?? ''}`)
      expect(entry?.description, resource.id).toBeTruthy()
      const ours = resource.meta?.profile?.find((profile) => profile.includes('ccm-on-fhir'))
      if (!isDefinition(resource)) expect(entry?.exampleCanonical, resource.id).toBe(ours)
    }
  })

  test('every concept of ours says what it means', () => {
    const silent = guide
      .filter((resource): resource is CodeSystem => resource.resourceType === 'CodeSystem')
      .flatMap(({ id, concept }) =>
        (concept ?? []).filter(({ display }) => !display).map(({ code }) => `${id ?? ''}#${code}`),
      )
    expect(silent).toEqual([])
  })
})
