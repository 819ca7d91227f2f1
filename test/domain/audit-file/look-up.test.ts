import type { Provenance, Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import type { AuditFacts, RecordedWrite } from '#domain/audit-file/audit-facts.ts'
import { deletionOf, provenancesOf, versionOf, writeOf } from '#domain/audit-file/look-up.ts'

const aVersion = (id: string, versionId: string): Task => ({
  resourceType: 'Task',
  id,
  meta: { versionId },
  status: 'completed',
  intent: 'order',
})
const aWrite = (id: string, version: string, action: RecordedWrite['action'], by: string): RecordedWrite => ({
  reference: `Task/${id}`,
  versioned: `Task/${id}/_history/${version}`,
  at: '2026-03-05T10:00:00Z',
  action,
  by,
})
const aProvenance = (id: string, ...targets: readonly string[]): Provenance => ({
  resourceType: 'Provenance',
  id,
  recorded: '2026-03-05T10:00:00Z',
  agent: [],
  target: targets.map((reference) => ({ reference })),
})

function factsOf(facts: Pick<AuditFacts, 'entries' | 'writes' | 'provenances'>): AuditFacts {
  return facts as AuditFacts
}

test('an entry’s versions, who wrote and deleted them, and what is said of them, are found by name', () => {
  const [first, second, other] = [aVersion('a', '1'), aVersion('a', '2'), aVersion('b', '1')]
  const ofBoth = aProvenance('both', 'Task/a', 'Task/b')
  const ofSecond = aProvenance('second', 'Task/a/_history/2', 'Task/a')
  const facts = factsOf({
    entries: [
      { reference: 'Task/a', versions: [first, second], deleted: true },
      { reference: 'Task/b', versions: [other], deleted: false },
    ],
    writes: [aWrite('a', '1', 'C', 'one'), aWrite('a', '2', 'U', 'two'), aWrite('a', '3', 'D', 'three')],
    provenances: [ofBoth, ofSecond],
  })
  expect(versionOf('Task/a/_history/2', facts)).toBe(second)
  expect(versionOf('Task/a/_history/3', facts)).toBeUndefined()
  expect([writeOf(first, facts)?.by, writeOf(second, facts)?.by, writeOf(other, facts)]).toEqual([
    'one',
    'two',
    undefined,
  ])
  expect([deletionOf('Task/a', facts)?.by, deletionOf('Task/b', facts)]).toEqual(['three', undefined])
  expect(provenancesOf(second, facts)).toEqual([ofBoth, ofSecond])
  expect(provenancesOf(other, facts)).toEqual([ofBoth])
})

test('a month of thousands of entries is looked at once, not for each of them', () => {
  let looked = 0
  const entries = Array.from({ length: 3000 }, (_none, at) => ({
    reference: `Task/t${at}`,
    get versions() {
      looked++
      return [aVersion(`t${at}`, '1')]
    },
    deleted: false,
  }))
  const facts = factsOf({ entries, writes: [], provenances: [] })
  for (const { reference } of entries) expect(versionOf(`${reference}/_history/1`, facts)?.id).toBe(reference.slice(5))
  expect(looked).toBe(3000)
})
