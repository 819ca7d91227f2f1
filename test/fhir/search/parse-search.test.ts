import { describe, expect, test } from 'vitest'
import { FhirError } from '../../../server/fhir/fault.ts'
import { DEFAULT_LIMITS } from '../../../server/fhir/limits.ts'
import { conditionName, parseCondition, parseSearch } from '../../../server/fhir/search/parse-search.ts'
import { parsePairs } from '../../../server/fhir/search/query-string.ts'
import type { SearchContext } from '../../../server/fhir/search/search-context.ts'
import type { Criterion } from '../../../server/ports/search.ts'

const context: SearchContext = {
  base: 'http://here/fhir/r4',
  now: Date.UTC(2026, 2, 15),
  limits: DEFAULT_LIMITS,
  expand: (canonical) => (canonical === 'http://vs' ? [{ system: 's', code: 'a' }] : undefined),
}

function search(type: string, text: string, handling?: 'strict' | 'lenient') {
  return parseSearch(context, type, parsePairs(text), handling)
}

function criterion(type: string, text: string): Criterion | undefined {
  return search(type, text, 'strict').query.where[0]
}

function refusalOf(work: () => unknown): FhirError {
  try {
    work()
  } catch (error) {
    if (error instanceof FhirError) return error
    throw error
  }
  throw new Error('expected a refusal')
}

describe('a parameter of a search', () => {
  const token = (param: string, ...values: object[]) => ({ kind: 'token', param, values })

  test.each<[string, string, object]>([
    ['Condition', 'code=E11.9', token('code', { code: 'E11.9' })],
    ['Condition', 'code=http://x|a,b', token('code', { system: 'http://x', code: 'a' }, { code: 'b' })],
    ['Condition', 'code=|a', token('code', { system: '', code: 'a' })],
    ['Condition', 'code=http://x|', token('code', { system: 'http://x' })],
    ['Condition', 'code=a\\,b\\|c', token('code', { code: 'a,b|c' })],
    ['Condition', 'code:not=a', { ...token('code', { code: 'a' }), modifier: 'not' }],
    ['Condition', 'code:text=sugar', { ...token('code', { value: 'sugar' }), modifier: 'text' }],
    ['Condition', 'code:in=http://vs', { ...token('code', { system: 's', code: 'a' }), modifier: 'in' }],
    ['Condition', 'code:missing=true', { kind: 'missing', param: 'code', missing: true }],
    [
      'Patient',
      'identifier:of-type=http://t|MR|1%5C%7C2',
      { ...token('identifier', { system: 'http://t', code: 'MR', value: '1|2' }), modifier: 'of-type' },
    ],
    ['Patient', '_id=a,b', { kind: 'id', values: ['a', 'b'] }],
    ['Patient', 'name=Van%20Gogh', { kind: 'string', param: 'name', values: ['Van Gogh'] }],
    ['Patient', 'name:exact=A+B', { kind: 'string', param: 'name', modifier: 'exact', values: ['A B'] }],
    ['Condition', 'patient=p1', { kind: 'reference', param: 'patient', values: [{ type: 'Patient', id: 'p1' }] }],
    ['Condition', 'subject=p1', { kind: 'reference', param: 'subject', values: [{ id: 'p1' }] }],
    ['Condition', 'subject=Group/1', { kind: 'reference', param: 'subject', values: [{ type: 'Group', id: '1' }] }],
    [
      'Condition',
      'subject:Patient=p1',
      { kind: 'reference', param: 'subject', values: [{ type: 'Patient', id: 'p1' }] },
    ],
    [
      'Condition',
      'subject=http://here/fhir/r4/Patient/p1/_history/2',
      { kind: 'reference', param: 'subject', values: [{ type: 'Patient', id: 'p1', version: '2' }] },
    ],
    [
      'Condition',
      'subject=http://there/Patient/p1',
      { kind: 'reference', param: 'subject', values: [{ url: 'http://there/Patient/p1' }] },
    ],
    [
      'Condition',
      'subject:identifier=http://mrn|7',
      {
        kind: 'reference',
        param: 'subject',
        modifier: 'identifier',
        values: [{ identifier: { system: 'http://mrn', code: '7' } }],
      },
    ],
    ['ValueSet', 'url:below=http://x', { kind: 'uri', param: 'url', modifier: 'below', values: ['http://x'] }],
    [
      'Condition',
      'patient.name=eve',
      {
        kind: 'chain',
        param: 'patient',
        targets: ['Patient'],
        where: { kind: 'string', param: 'name', values: ['eve'] },
      },
    ],
    [
      'Condition',
      'encounter.subject:Patient.identifier=a|b',
      {
        kind: 'chain',
        param: 'encounter',
        targets: ['Encounter'],
        where: {
          kind: 'chain',
          param: 'subject',
          targets: ['Patient'],
          where: token('identifier', { system: 'a', code: 'b' }),
        },
      },
    ],
    [
      'Patient',
      '_has:Condition:patient:code=I10',
      { kind: 'has', source: 'Condition', param: 'patient', where: token('code', { code: 'I10' }) },
    ],
    [
      'Practitioner',
      '_has:Encounter:practitioner:_has:Condition:encounter:code=I10',
      {
        kind: 'has',
        source: 'Encounter',
        param: 'practitioner',
        where: { kind: 'has', source: 'Condition', param: 'encounter', where: token('code', { code: 'I10' }) },
      },
    ],
    [
      'Patient',
      '_lastUpdated=ge2026-03',
      {
        kind: 'date',
        param: '_lastUpdated',
        values: [{ prefix: 'ge', from: Date.UTC(2026, 2), to: Date.UTC(2026, 3) }],
      },
    ],
    [
      'Observation',
      'code-value-quantity=http://loinc.org|4548-4$gt7.5',
      {
        kind: 'composite',
        param: 'code-value-quantity',
        values: [
          [
            token('code', { system: 'http://loinc.org', code: '4548-4' }),
            {
              kind: 'quantity',
              param: 'value-quantity',
              values: [{ prefix: 'gt', value: '7.5', low: '7.45', high: '7.55' }],
            },
          ],
        ],
      },
    ],
  ])('%s?%s', (type, text, expected) => {
    expect(criterion(type, text)).toEqual(expected)
  })

  test('a chain goes to those targets that have its end, and says so', () => {
    const where = criterion('CarePlan', 'subject.name=eve')
    expect(where).toMatchObject({ kind: 'chain', targets: ['Patient'] })
  })

  test.each([
    ['Condition', 'code:below=x', 'has no modifier :below'],
    ['Condition', 'code:missing=maybe', 'true or false'],
    ['Condition', 'code:in=http://unknown', 'does not know the value set'],
    ['Condition', 'code=a|b|c', 'is no code'],
    ['Condition', 'onset-date=last week', 'is no date'],
    ['Condition', 'onset-date=2026-02-30', 'is no date'],
    ['Condition', 'subject=Patient/a/b', 'is no id'],
    ['Condition', 'subject:Medication=1', 'does not lead to a Medication'],
    ['Condition', 'subject:Patient=Group/1', 'another type'],
    ['Condition', 'code.name=x', 'no reference'],
    ['Provenance', 'target.name=x', 'say which'],
    ['AdverseEvent', 'substance.manufacturer=acme', 'substance:Device.manufacturer or substance:Immunization'],
    ['PlanDefinition', '_has:CarePlan:instantiates-canonical:status=active', 'leads by canonical URL'],
    ['Patient', '_has:AuditEvent:patient:action=R', 'searched by themselves'],
    ['Provenance', 'target:AuditEvent.action=R', 'searched by themselves'],
    ['Resource', '_type=Patient,AuditEvent', 'searched by themselves'],
    ['Patient', 'gender:text=female', 'has no modifier :text; it takes :missing, :not, :in, :not-in'],
    ['Patient', 'active:in=http://vs', 'has no modifier :in'],
    ['Condition', 'code:of-type=a|b|c', 'has no modifier :of-type'],
    ['Patient', '_source:below=http://x', 'has no modifier :below; it takes :missing, :above'],
    ['Patient', '_id:missing=true', 'takes none'],
    ['CarePlan', 'instantiates-canonical:identifier=a|b', 'has no modifier :identifier'],
    ['AuditEvent', 'action:in=http://vs', 'it takes :missing, :not'],
    ['Patient', '_revinclude:iterate=*', 'name a type'],
    ['Patient', '_has:Condition:patient=x', 'expected _has'],
    ['Patient', '_has:Condition:encounter:code=x', 'does not lead to a Patient'],
    ['Patient', '_has:Nothing:patient:code=x', 'not a resource type'],
    ['Observation', 'value-quantity=1|2|3|4', 'is no quantity'],
    ['Observation', 'code-value-quantity=a', 'takes code$value-quantity'],
    ['Patient', '_count=-1', 'whole number'],
    ['Patient', '_total=all', 'takes none, estimate, accurate'],
    ['Patient', '_summary=short', 'takes true, text, data, count'],
    ['Patient', '_summary=true&_elements=name', 'exclude each other'],
    ['Patient', '_include=Patient', 'expected Source:parameter'],
    ['Patient', '_include:sometimes=Patient:organization', ':iterate'],
    ['Patient', 'name=%ZZ', 'escape sequence'],
    [
      'Observation',
      'subject:Patient.link:Patient.link:Patient.link:Patient.link:Patient.link:Patient.name=x',
      'more than 5',
    ],
    ['Patient', `_id=${'a,'.repeat(501)}`, 'more than 500 values'],
    ['Patient', 'active=true&'.repeat(101), '100 parameters at most'],
  ])('%s?%s is refused', (type, text, words) => {
    const refusal = refusalOf(() => search(type, text))
    expect(refusal.status).toBe(400)
    expect(refusal.message).toContain(words)
  })
})

describe('a search', () => {
  test('is read with all that shapes its answer', () => {
    const parsed = search(
      'CarePlan',
      'category=assess-plan&_sort=-date,_id&_count=5&_total=accurate&_include=CarePlan:care-team' +
        '&_include:iterate=CareTeam:participant:Practitioner&_revinclude=Provenance:target&_elements=status,intent',
    )
    expect(parsed.ignored).toEqual([])
    expect(parsed.shape).toEqual({ elements: ['status', 'intent'] })
    expect(parsed.query).toMatchObject({
      type: 'CarePlan',
      count: 5,
      total: 'accurate',
      sort: [
        { param: 'date', descending: true },
        { param: '_id', descending: false },
      ],
      include: [
        { source: 'CarePlan', param: 'care-team', iterate: false },
        { source: 'CareTeam', param: 'participant', target: 'Practitioner', iterate: true },
      ],
      revinclude: [{ source: 'Provenance', param: 'target', iterate: false }],
    })
  })

  test('asks for no page at all under _summary=count', () => {
    expect(search('Patient', '_summary=count').query).toMatchObject({ count: 0, total: 'accurate' })
    expect(search('Patient', '_count=0').query).toMatchObject({ count: 0, total: 'accurate' })
    expect(search('Patient', '_count=0&_total=none').query).toMatchObject({ count: 0, total: 'accurate' })
  })

  test('never gives more than the largest page', () => {
    expect(search('Patient', '_count=99999').query.count).toBe(DEFAULT_LIMITS.pageSize)
    expect(search('Patient', '').query.count).toBe(DEFAULT_LIMITS.defaultPageSize)
  })

  test('passes over what it does not know, and says what', () => {
    const parsed = search('Patient', 'colour=red&gender=female&_include=Patient:colour&_sort=colour&name=')
    expect(parsed.ignored).toEqual(['colour', '_include=Patient:colour', '_sort'])
    expect(parsed.accepted).toEqual([['gender', 'female']])
    expect(parsed.query.where).toHaveLength(1)
  })

  test.each([
    ['Patient', '_sort=family,colour', '_sort'],
    ['Patient', '_type=Observation', '_type'],
    ['Patient', '_contained=true', '_contained'],
    ['Patient', '_list=42', '_list'],
    ['Patient', '_text=pain', '_text'],
    ['Patient', '_content=pain', '_content'],
    ['Patient', '_filter=name eq x', '_filter'],
    ['Patient', '_query=x', '_query'],
    ['Patient', '_revinclude=AuditEvent:patient', '_revinclude=AuditEvent:patient'],
    ['AuditEvent', '_include=AuditEvent:patient', '_include=AuditEvent:patient'],
    ['AuditEvent', '_include=*', '_include=*'],
    ['Condition', '_include=Condition:subject:Medication', '_include=Condition:subject:Medication'],
    ['Resource', '_include=*', '_include=*'],
  ])('%s?%s is passed over wholly, and refused when handling is strict', (type, text, name) => {
    const parsed = search(type, text)
    expect(parsed.ignored).toEqual([name])
    expect(parsed.accepted).toEqual([])
    expect(parsed.query).toMatchObject({ where: [], sort: [], include: [], revinclude: [] })
    expect(refusalOf(() => search(type, text, 'strict')).message).toContain(name)
  })

  test('takes what R4 does anyway', () => {
    expect(search('Patient', '_contained=false', 'strict').ignored).toEqual([])
  })

  test('includes whatever is referred to, or refers', () => {
    const { query } = search('Patient', '_include=*&_revinclude=*&_revinclude=Observation:*')
    expect(query.include).toEqual([{ source: 'Patient', param: '*', iterate: false }])
    expect(query.revinclude).toEqual([
      { source: '*', param: '*', iterate: false },
      { source: 'Observation', param: '*', iterate: false },
    ])
  })

  test('refuses what it does not know when handling is strict, naming all of it', () => {
    const refusal = refusalOf(() => search('Patient', 'colour=red&size=9', 'strict'))
    expect(refusal.message).toContain('colour, size')
  })

  test('a system search takes the parameters that all types share', () => {
    const parsed = search('Resource', '_type=Patient,Goal&_lastUpdated=gt2026&name=x')
    expect(parsed.query.types).toEqual(['Patient', 'Goal'])
    expect(parsed.ignored).toEqual(['name'])
  })
})

describe('a condition', () => {
  const condition = (type: string, text: string) => parseCondition(context, type, parsePairs(text))

  test('asks for two matches and must be understood wholly', () => {
    expect(condition('Patient', 'identifier=a|b')).toMatchObject({ count: 2, total: 'none' })
    expect(refusalOf(() => condition('Patient', 'identifier=a|b&colour=red')).status).toBe(400)
    expect(refusalOf(() => condition('Patient', 'identifier=a|b&_sort=name')).status).toBe(400)
    expect(refusalOf(() => condition('Patient', '')).status).toBe(412)
    expect(refusalOf(() => condition('Patient', 'identifier=')).status).toBe(412)
  })

  test('has one name, however it is written', () => {
    const name = (text: string) => conditionName(condition('Patient', text))
    expect(name('identifier=a%7Cb&gender=male')).toBe(name('gender=male&identifier=a|b'))
    expect(name('identifier=a|b')).not.toBe(name('identifier=a|c'))
  })
})
