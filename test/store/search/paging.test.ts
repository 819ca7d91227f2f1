import type { Resource, Task } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchPage } from '../../../server/ports/fhir-store.ts'
import { InvalidCursor, SearchTooCostly } from '../../../server/ports/search.ts'
import { openDatabase } from '../../../server/store/open-database.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { idsOf, NOW, openSearchStore, parsed, type SearchStore } from './search-store.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(async () => {
  await db.drop()
})

/** Follows the pages of a search to its end; `between` runs after each page. */
async function allPages(
  store: SearchStore,
  type: string,
  query: string,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
  const ids: string[] = []
  let page: SearchPage = await store.search(type, query)
  let pages = 1
  for (; ; pages++) {
    ids.push(...idsOf(page))
    if (page.next === undefined) return { ids, pages }
    await between(pages)
    page = await store.run({ ...parsed(type, query), cursor: page.next })
  }
}

const patient = (id: string, more: object = {}): Resource => ({ resourceType: 'Patient', id, ...more })

const task = (at: number, more: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  id: `t${String(at).padStart(4, '0')}`,
  status: at % 3 === 0 ? 'in-progress' : 'completed',
  intent: 'order',
  for: { reference: `Patient/p${at % 4}` },
  owner: { reference: `Practitioner/dr${at % 2}` },
  ...more,
})

describe('without _sort', () => {
  test('every page follows the last, in the order of insertion', async () => {
    const store = await openSearchStore(db.database, 'in-order')
    await store.put(Array.from({ length: 25 }, (_, at) => task(at)))
    const { ids, pages } = await allPages(store, 'Task', '_count=10')
    expect(pages).toBe(3)
    expect(ids).toEqual(Array.from({ length: 25 }, (_, at) => task(at).id))
  })

  test('a page that is exactly full has no next', async () => {
    const store = await openSearchStore(db.database, 'full')
    await store.put(Array.from({ length: 10 }, (_, at) => task(at)))
    expect((await store.search('Task', '_count=10')).next).toBeUndefined()
    expect((await store.search('Task', '_count=9')).next).toBeDefined()
  })

  test.each([
    ['', 60],
    ['status=completed', 40],
    ['owner=Practitioner/dr1', 30],
    ['patient=p1', 15],
    ['status=in-progress', 20],
    ['status=in-progress&_sort=-_lastUpdated', 20],
  ])('%s: nothing is left out or repeated while others write', async (query, count) => {
    const store = await openSearchStore(db.database, `busy ${query}`)
    await store.put(
      Array.from({ length: 60 }, (_, at) => task(at)),
      NOW - 1000,
    )
    const between = (page: number) =>
      Promise.all([
        store.put([task(1000 + page)], NOW + page),
        // Changes of what has been shown and of what is still to come, which stays what it is.
        store.put(
          [task(page), task(60 - page)].map((one) => ({ ...one, description: `changed ${page}` })),
          NOW - 1000,
        ),
      ]).then(() => undefined)
    const { ids } = await allPages(store, 'Task', `${query}&_count=7`, between)
    const old = ids.filter((id) => id < 't1000')
    expect(new Set(ids).size).toBe(ids.length)
    expect(old.length).toBe(count)
  })
})

describe('_sort', () => {
  let store: SearchStore

  beforeAll(async () => {
    store = await openSearchStore(db.database, 'sorted')
    await store.put([
      patient('a', { name: [{ family: 'Berg' }], gender: 'male', birthDate: '1950-01-01', active: true }),
      patient('b', { name: [{ family: 'Adler' }, { family: 'Zorn' }], gender: 'female', birthDate: '1940-01-01' }),
      patient('c', { gender: 'male', birthDate: '1960-01-01' }),
      patient('d', { name: [{ family: 'berg' }], deceasedDateTime: '2026-01-01', gender: 'female' }),
      patient('e', { name: [{ family: 'Carl' }], deceasedDateTime: '2025-01-01', birthDate: '1950-01-01' }),
    ])
    await store.put([patient('f', { name: [{ family: 'Önder' }], identifier: [{ value: '7' }] })], NOW - 5000)
    await store.put([
      {
        resourceType: 'RiskAssessment',
        id: 'r1',
        status: 'final',
        subject: { reference: 'Patient/b' },
        prediction: [{ probabilityDecimal: 0.5 }],
      },
      {
        resourceType: 'RiskAssessment',
        id: 'r2',
        status: 'final',
        subject: { reference: 'Patient/a' },
        prediction: [{ probabilityDecimal: 0.25 }, { probabilityDecimal: 0.75 }],
      },
      { resourceType: 'RiskAssessment', id: 'r3', status: 'final', subject: { reference: 'Patient/c' } },
    ])
  })

  test.each([
    ['Patient', '_sort=family', 'badefc'],
    ['Patient', '_sort=-family', 'bfeadc'],
    ['Patient', '_sort=birthdate', 'baecdf'],
    ['Patient', '_sort=-birthdate', 'caebdf'],
    ['Patient', '_sort=birthdate,-family', 'beacfd'],
    ['Patient', '_sort=gender,family', 'bdacef'],
    ['Patient', '_sort=death-date', 'edabcf'],
    ['Patient', '_sort=_lastUpdated', 'fabcde'],
    ['Patient', '_sort=-_lastUpdated', 'edcbaf'],
    ['Patient', '_sort=-_id', 'fedcba'],
    ['Patient', '_sort=-active', 'abcdef'],
    ['Patient', '_sort=identifier', 'fabcde'],
    ['Patient', '_sort=-_lastUpdated,_id', 'abcdef'],
    ['RiskAssessment', '_sort=probability', 'r2r1r3'],
    ['RiskAssessment', '_sort=-probability', 'r2r1r3'],
    ['RiskAssessment', '_sort=subject', 'r2r1r3'],
    ['RiskAssessment', '_sort=-patient', 'r3r1r2'],
  ])('%s?%s, whole and in pages of one', async (type, query, expected) => {
    expect(idsOf(await store.search(type, query)).join('')).toBe(expected)
    expect((await allPages(store, type, `${query}&_count=1`)).ids.join('')).toBe(expected)
    expect((await allPages(store, type, `${query}&_count=2`)).ids.join('')).toBe(expected)
  })

  test('pages of _lastUpdated end where the search began: what changes meanwhile is newer', async () => {
    const own = await openSearchStore(db.database, 'moving')
    await own.put(
      Array.from({ length: 6 }, (_, at) => task(at)),
      NOW - 10_000,
    )
    const { ids } = await allPages(own, 'Task', '_sort=_lastUpdated&_count=2', async (page) => {
      await own.put([task(0, { description: `${page}` })], NOW + page)
    })
    expect(ids).toEqual(['t0000', 't0001', 't0002', 't0003', 't0004', 't0005'])
  })
})

describe('_total and _count', () => {
  test('count what all pages hold', async () => {
    const store = await openSearchStore(db.database, 'totals')
    await store.put(Array.from({ length: 12 }, (_, at) => task(at)))
    expect((await store.search('Task', '_count=5')).total).toBeUndefined()
    expect((await store.search('Task', '_count=5&_total=accurate')).total).toBe(12)
    expect((await store.search('Task', '_count=5&_total=estimate&status=in-progress')).total).toBe(4)
    const counted = await store.search('Task', '_count=0&_total=accurate&owner=Practitioner/dr1')
    expect(counted).toMatchObject({ matches: [], total: 6 })
    expect(counted.next).toBeUndefined()
  })
})

describe('a cursor', () => {
  test('belongs to one search of one practice', async () => {
    const store = await openSearchStore(db.database, 'cursor')
    const other = await openSearchStore(db.database, 'other-cursor')
    await store.put(Array.from({ length: 5 }, (_, at) => task(at)))
    const { next = '' } = await store.search('Task', '_count=2')
    const query = { ...parsed('Task', '_count=2'), cursor: next }
    expect(idsOf(await store.run(query))).toEqual(['t0002', 't0003'])
    // The size of a page may change on the way.
    expect(idsOf(await store.run({ ...query, count: 3 }))).toEqual(['t0002', 't0003', 't0004'])
    await expect(other.run(query)).rejects.toThrow(InvalidCursor)
    await expect(store.run({ ...parsed('Task', 'status=completed'), cursor: next })).rejects.toThrow(InvalidCursor)
    await expect(store.run({ ...parsed('Task', '_sort=_lastUpdated'), cursor: next })).rejects.toThrow(InvalidCursor)
    for (const damaged of [
      '',
      'x',
      `${next.slice(0, -4)}AAAA`,
      next.replace(/^\d+/, '0'),
      next.replace('~', ''),
      '~~',
      Buffer.from('[1]').toString('base64url'),
      next.slice(5),
    ])
      await expect(store.run({ ...query, cursor: damaged })).rejects.toThrow(InvalidCursor)
  })

  test('shows nothing of where the page ended to who keeps the link', async () => {
    const store = await openSearchStore(db.database, 'sealed-cursor')
    const family = 'Quillfeatherstone'
    await store.put(['a', 'b'].map((id) => patient(id, { name: [{ family }], birthDate: '1937-11-23' })))
    for (const sort of ['family', 'birthdate']) {
      const { next = '' } = await store.search('Patient', `_sort=${sort}&_count=1`)
      const bytes = next.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      for (const shown of [next, ...bytes])
        for (const value of [family.toLowerCase(), '1937', String(Date.parse('1937-11-23'))])
          expect(shown.toLowerCase()).not.toContain(value)
      const page = await store.run({ ...parsed('Patient', `_sort=${sort}&_count=1`), cursor: next })
      expect(idsOf(page)).toEqual(['b'])
    }
  })

  test('of an approximate date goes on although time has passed', async () => {
    const store = await openSearchStore(db.database, 'approximate')
    await store.put(['a', 'b', 'c'].map((id) => patient(id, { birthDate: '1950-05-05' })))
    const { next = '' } = await store.search('Patient', 'birthdate=ap1950-05&_count=1')
    const query = parsed('Patient', 'birthdate=ap1950-05&_count=1')
    const later = query.where.map((one) =>
      one.kind === 'date'
        ? { ...one, values: one.values.map((v) => ({ ...v, from: v.from - 500, to: v.to + 500 })) }
        : one,
    )
    expect(idsOf(await store.run({ ...query, where: later, cursor: next }))).toEqual(['b'])
  })
})

test('a search on all types gives each resource once, in order, and counts them', async () => {
  const store = await openSearchStore(db.database, 'system')
  const tagged = { meta: { tag: [{ system: 'http://t', code: 'x' }] } }
  await store.put([patient('p1', tagged), task(1, tagged), patient('p2'), task(2, tagged), patient('p3', tagged)])
  expect((await allPages(store, 'Resource', '_tag=x&_count=1')).ids).toEqual(['p1', 't0001', 't0002', 'p3'])
  expect((await store.search('Resource', '_tag=http://t|x&_total=accurate&_count=3')).total).toBe(4)
  expect(idsOf(await store.search('Resource', '_type=Task&_tag=x'))).toEqual(['t0001', 't0002'])
  expect((await allPages(store, 'Resource', '_sort=-_id&_count=2')).ids).toEqual(['t0002', 't0001', 'p3', 'p2', 'p1'])
  expect((await allPages(store, 'Resource', '_sort=-_lastUpdated&_count=2')).ids).toEqual([
    'p3',
    't0002',
    'p2',
    't0001',
    'p1',
  ])
})

test('more matches than an index should gather are walked through, with the same answer', async () => {
  const store = await openSearchStore(db.database, 'many')
  for (let from = 0; from < 2400; from += 800)
    await store.put(Array.from({ length: 800 }, (_, at) => task(from + at, { status: 'completed' })))
  await store.put([task(2400, { status: 'completed', owner: { reference: 'Practitioner/rare' } })])
  const first = await store.search('Task', 'status=completed&_count=3&_total=accurate')
  expect(first.total).toBe(2401)
  expect(idsOf(first)).toEqual(['t0000', 't0001', 't0002'])
  const second = await store.run({ ...parsed('Task', 'status=completed&_count=3'), cursor: first.next ?? '' })
  expect(idsOf(second)).toEqual(['t0003', 't0004', 't0005'])
  expect(idsOf(await store.search('Task', 'status=completed&owner=Practitioner/rare'))).toEqual(['t2400'])
  expect(idsOf(await store.search('Task', 'status=completed&_sort=-_lastUpdated&_count=2'))).toEqual(['t2400', 't2399'])
})

test('a search that runs out of time says so', async () => {
  const hasty = await openDatabase({ url: db.url, log: silentLog, limits: { search: 5 } })
  try {
    const store = await openSearchStore(hasty, 'many')
    // The codes of thousands of Tasks are read from their texts: more than these few milliseconds allow.
    await expect(store.search('Task', '_sort=code,owner,requester&_count=1')).rejects.toThrow(SearchTooCostly)
  } finally {
    await hasty.close()
  }
})
