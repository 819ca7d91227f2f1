import type { Observation } from '@medplum/fhirtypes'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Access } from '../../../server/ports/access.ts'
import type { FhirRepository } from '../../../server/ports/fhir-store.ts'
import type { Indexer } from '../../../server/ports/prepare.ts'
import { typeNumber } from '../../../server/store/fhir/resource-columns.ts'
import { partsVersion } from '../../../server/store/index/index-parts.ts'
import { indexResource } from '../../../server/store/index/indexer.ts'
import type { Database } from '../../../server/store/open-database.ts'
import { OtherVersionRuns } from '../../../server/store/reindex/other-versions.ts'
import { rebuildIndex, RebuildRuns, type RebuildOptions } from '../../../server/store/reindex/rebuild-index.ts'
import { openSearchIndex } from '../../../server/store/reindex/search-index.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { until } from '../../support/locked-rows.ts'
import { silentLog } from '../../support/silent-log.ts'
import { NOTE, openStore, preparedResource, putOf, type OpenedStore } from '../../support/stored.ts'
import { parsed } from '../search/search-store.ts'
import { practice } from '../search/shared-practice.ts'
import { indexIn, loseIndex, pulses, sayOld } from './old-index.ts'

let db: TestDatabase
let one: OpenedStore
let access: Access
let repository: FhirRepository

beforeEach(async () => {
  db = await createTestDatabase()
  const index = await openSearchIndex(db.database, silentLog)
  index.close()
  one = await openStore(db.database)
  access = { tenant: await one.tenant('north'), compartment: 'unrestricted' }
  repository = one.store.as(access)
})

afterEach(async () => {
  await db.drop()
})

const index: Indexer = (resource) => indexResource(resource)

function rebuild(options: RebuildOptions = {}, database: Database = db.database) {
  return rebuildIndex({ db: database, store: one.store, index }, options)
}

async function put(resources: readonly Parameters<typeof putOf>[0][], into = repository): Promise<void> {
  await into.write(
    resources.map((resource) => ({ kind: 'put', resource: preparedResource(resource) })),
    NOTE,
  )
}

const pulseOf = (id: string, code: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ code }] },
  subject: { reference: 'Patient/a' },
})

async function found(type: string, query: string): Promise<string[]> {
  const page = await repository.search(parsed(type, `${query}&_count=1000`))
  return page.matches.map(({ id }) => id)
}

async function isCurrent(): Promise<boolean> {
  const opened = await openSearchIndex(db.database, silentLog)
  opened.close()
  return opened.outdated === undefined
}

const ALL = [
  'Appointment Binary Bundle Condition Device Encounter Observation Organization',
  'Patient Practitioner PractitionerRole Provenance Task',
].flatMap((types) => types.split(' '))

describe('a rebuild', () => {
  test('makes the whole index as writes make it, for every practice', async () => {
    const south = one.store.as({ tenant: await one.tenant('south'), compartment: 'unrestricted' })
    for (const [into, name] of [[repository, 'North'] as const, [south, 'South'] as const]) {
      await put(practice(name), into)
      await put(pulses(250), into)
    }
    const written = await indexIn(db.database)
    expect(written.length).toBeGreaterThan(1000)
    await loseIndex(db.database, ALL)
    expect(await indexIn(db.database)).not.toEqual(written)
    const { types, rows, resumed } = await rebuild({ also: 'all' })
    expect(await indexIn(db.database)).toEqual(written)
    expect(types).toEqual(expect.arrayContaining(ALL))
    expect(types).not.toContain('AuditEvent')
    expect(rows).toBeGreaterThan(500)
    expect(resumed).toBe(false)
  })

  test('changes neither versions nor times, makes no entry in the trail, and looks at no deleted row', async () => {
    await put([...practice('North'), ...pulses(3)])
    await repository.write([{ kind: 'delete', type: 'Observation', id: 'pulse1' }], NOTE)
    const rows = async () => {
      const { owner } = db.database
      const resources = await owner.query(
        'select type, id, version, updated, xid, content from ccm.resource order by 1, 2',
      )
      const trail = await owner.query('select count(*) from ccm.audit')
      const history = await owner.query('select count(*) from ccm.history')
      return [resources.rows, trail.rows, history.rows]
    }
    const before = await rows()
    await loseIndex(db.database, ['Observation'])
    const lost = await rows()
    await rebuild({ also: ['Observation'] })
    expect(await rows()).toEqual(lost)
    expect(lost[1]).toEqual(before[1])
    expect(await found('Observation', 'patient=a')).toEqual(['lab', 'vital', 'pulse0', 'pulse2'])
  })

  test('does what is outdated and nothing else', async () => {
    await put([...practice('North'), ...pulses(5)])
    await loseIndex(db.database, ['Observation', 'Condition'])
    await sayOld(db.database, 'Observation', 'code')
    expect((await rebuild()).types).toEqual(['Observation'])
    expect(await found('Observation', 'code=code3')).toEqual(['pulse3'])
    expect(await found('Condition', 'patient=a')).toEqual([])
    expect(await rebuild()).toEqual({ types: [], rows: 0, resumed: false })
    expect((await rebuild({ also: ['Condition'] })).types).toEqual(['Condition'])
    expect(await found('Condition', 'patient=a')).toEqual(['ca', 'cx'])
  })

  test('finds everything afterwards that is written meanwhile: changed, new, deleted, before and behind its place', async () => {
    await put([...practice('North'), ...pulses(700)])
    await loseIndex(db.database, ['Observation'])
    await sayOld(db.database, 'Observation', 'code', '*')
    const another = await openStore(await db.another())
    const writer = another.store.as(access)
    let [ended, writes] = [false, 0]
    const writing = (async () => {
      for (let at = 0; !ended; at = (at + 37) % 700) {
        await put([pulseOf(`pulse${at}`, `changed${at}`)], writer)
        await put(pulses(1, 'a', 1000 + writes), writer)
        if (at % 5 === 0) await writer.write([{ kind: 'delete', type: 'Observation', id: `pulse${at}` }], NOTE)
        writes++
      }
    })()
    const afterNextWrite = () => {
      const before = writes
      return until(() => writes > before)
    }
    await rebuild({ progress: afterNextWrite })
    ended = true
    await writing
    expect(writes).toBeGreaterThan(3)
    const rebuilt = await indexIn(db.database)
    // What writers would make of what lies there now, under the same ids.
    const { rows } = await db.database.owner.query<{ content: string }>(
      'select content from ccm.resource where type = $1 and not deleted and tenant = $2',
      [typeNumber('Observation'), access.tenant.key],
    )
    for (const { content } of rows) {
      const { id, code } = JSON.parse(content) as Observation
      const coded = code.coding?.[0]?.code
      if (coded !== undefined) expect(await found('Observation', `code=${coded}`), id).toEqual([id])
    }
    await loseIndex(db.database, ['Observation'])
    await rebuild({ also: ['Observation'] })
    expect(await indexIn(db.database)).toEqual(rebuilt)
    expect(await isCurrent()).toBe(true)
  })

  test('leaves a row to the writer who holds it', async () => {
    await put([...practice('North'), ...pulses(3)])
    await loseIndex(db.database, ['Observation'])
    const another = (await openStore(await db.another())).store.as(access)
    let rebuilding: Promise<unknown> = Promise.resolve()
    await another.transaction(async (tx) => {
      await tx.write([putOf(pulseOf('pulse1', 'mine'))], NOTE)
      rebuilding = rebuild({ also: ['Observation'] })
      await until(async () => (await waiting()) > 0)
      // Readers do not wait.
      expect((await repository.read('Observation', 'pulse1'))?.version).toBe(1)
      expect(await found('Observation', '_id=pulse0')).toEqual(['pulse0'])
    })
    await rebuilding
    expect(await found('Observation', 'code=mine')).toEqual(['pulse1'])
    expect(await found('Observation', 'code=code1')).toEqual([])
    expect(await found('Observation', 'code=code2')).toEqual(['pulse2'])
    expect((await repository.read('Observation', 'pulse1'))?.version).toBe(2)
  })

  async function waiting(): Promise<number> {
    const { rows } = await db.database.owner.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows[0]?.count ?? 0
  }

  test('that was cut off goes on from there, once', async () => {
    await put([...practice('North'), ...pulses(700)])
    const written = await indexIn(db.database)
    await loseIndex(db.database, ALL)
    await sayOld(db.database, 'Condition', 'code')
    let steps = 0
    const cut = ({ type }: { readonly type: string }) => {
      if (type === 'Observation' && ++steps === 2) throw new Error('cut off')
    }
    await expect(rebuild({ also: 'all', progress: cut })).rejects.toThrow('cut off')
    expect(await found('Condition', 'code=secret')).toEqual(['cb'])
    expect(await found('Observation', 'code=code1')).toEqual(['pulse1'])
    expect(await found('Observation', 'code=code699')).toEqual([])
    const seen: number[] = []
    const again = await rebuild({
      progress: ({ type, done }) => {
        if (type === 'Observation') seen.push(done)
      },
    })
    expect(again.resumed).toBe(true)
    expect(again.types).not.toContain('Condition')
    expect(seen[0]).toBe(600)
    expect(await indexIn(db.database)).toEqual(written)
    expect(await rebuild()).toEqual({ types: [], rows: 0, resumed: false })
  })

  test('begins again where another version has been at work meanwhile', async () => {
    await put(pulses(700))
    await loseIndex(db.database, ['Observation'])
    const type = typeNumber('Observation')
    const target = (name: string) =>
      db.database.owner.query('update ccm.search_index set target = $2 where type = $1', [type, name])
    // It starts while the rebuild runs: its start sees that it is not its own, and sets it back.
    const meddling = async () => {
      await target('of this version, as that one sees it')
      await isCurrent()
      await target(partsVersion('Observation'))
    }
    await expect(rebuild({ also: ['Observation'], progress: meddling })).rejects.toThrow(OtherVersionRuns)
    const seen: number[] = []
    const again = await rebuild({
      progress: ({ done }) => {
        seen.push(done)
      },
    })
    expect([again.resumed, again.rows, seen[0]]).toEqual([true, 700, 200])
    expect(await found('Observation', 'code=code0,code699')).toEqual(['pulse0', 'pulse699'])
  })

  test('takes few resources at a time where they are large', async () => {
    const large = (id: string) => ({ ...pulseOf(id, 'large'), note: [{ text: 'x'.repeat(11_000_000) }] })
    await put([large('one'), large('two'), pulseOf('three', 'small')])
    const seen: number[] = []
    await rebuild({
      also: ['Observation'],
      progress: ({ done }) => {
        seen.push(done)
      },
    })
    expect(seen).toEqual([2, 3])
  })

  test('is done by one process at a time', async () => {
    await put(pulses(300))
    let second: unknown
    const both = async () => {
      second ??= await rebuild({ also: 'all' }, await db.another()).catch((error: unknown) => error)
    }
    await rebuild({ also: ['Observation'], progress: both })
    expect(second).toBeInstanceOf(RebuildRuns)
  })

  test('does not begin beside a process that indexes otherwise', async () => {
    await sayOld(db.database, 'Observation', 'code')
    const client = new pg.Client({ connectionString: db.url, application_name: 'ccm owner' })
    await client.connect()
    await expect(rebuild()).rejects.toThrow(OtherVersionRuns)
    await client.end()
    await until(async () => {
      const { rows } = await db.database.owner.query(
        `select from pg_stat_activity where application_name = 'ccm owner'`,
      )
      return rows.length === 0
    })
    expect((await rebuild()).types).toEqual(['Observation'])
  })
})
