import type { Bundle, EpisodeOfCare, Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { assignManager } from '../../../smart-app/src/features/worklist/bulk/assign-manager.ts'
import type { Became } from '../../../smart-app/src/features/worklist/bulk/run-each.ts'
import type { OurServer, Stored } from '../../../smart-app/src/fhir/our-server.ts'

const manager = { reference: 'Practitioner/new', display: 'Nora New' }

const enrollment = (patient: string, careManager: string | undefined): Stored<EpisodeOfCare> => ({
  resourceType: 'EpisodeOfCare',
  id: `e-${patient}`,
  meta: { versionId: '3' },
  status: 'active',
  type: [{ coding: [{ system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-program', code: 'ccm' }] }],
  patient: { reference: `Patient/${patient}` },
  ...(careManager !== undefined && { careManager: { reference: careManager } }),
})

const task = (id: string, patient: string, owner: string | undefined): Stored<Task> => ({
  resourceType: 'Task',
  id,
  meta: { versionId: '7' },
  status: 'requested',
  intent: 'order',
  for: { reference: `Patient/${patient}` },
  ...(owner !== undefined && { owner: { reference: owner } }),
})

/** Runs the act; gives what was asked for, what each transaction wrote, and what became of each patient. */
async function assigned(episodes: readonly Stored<EpisodeOfCare>[], tasks: readonly Stored<Task>[], withTasks = true) {
  const asked: string[] = []
  const written: Bundle[] = []
  const became = new Map<string, Became>()
  const server = {
    search: (type: string, query: string) => {
      asked.push(`${type}?${query}`)
      return Promise.resolve(type === 'EpisodeOfCare' ? episodes : type === 'Task' ? tasks : [])
    },
    post: (_path: string, bundle: Bundle) => {
      written.push(bundle)
      return Promise.resolve({ entry: bundle.entry?.map(() => ({ response: { etag: 'W/"8"' } })) })
    },
  } as unknown as OurServer
  const people = episodes.map(({ patient }) => ({ id: patient.reference!.split('/')[1]!, name: '' }))
  await assignManager(server, { manager, withTasks })(people, {
    tell: ({ id }, one) => became.set(id, one),
    isStopped: () => false,
  })
  const puts = written.map(({ entry = [] }) =>
    entry.map(({ request }) => `${request?.url ?? ''} ${request?.ifMatch ?? ''}`),
  )
  return { asked, written, puts, became }
}

const TASKS = [
  task('hers', 'ruiz', 'Practitioner/old'),
  task('somebody-elses', 'ruiz', 'Practitioner/other'),
  task('nobodys', 'ruiz', undefined),
  task('of-another-patient', 'adams', 'Practitioner/old'),
]

test('open tasks of the care manager before go in the same transaction, each over the version that was read', async () => {
  const { asked, puts, written, became } = await assigned(
    [enrollment('ruiz', 'Practitioner/old'), enrollment('adams', 'Practitioner/second')],
    TASKS,
  )
  expect(puts).toEqual([['EpisodeOfCare/e-ruiz W/"3"', 'Task/hers W/"7"'], ['EpisodeOfCare/e-adams W/"3"']])
  expect(written.map(({ type }) => type)).toEqual(['transaction', 'transaction'])
  expect((written[0]!.entry![1]!.resource as Task).owner).toEqual(manager)
  // Time entries are tasks too: only work of the practice is asked for.
  expect(asked.find((one) => one.startsWith('Task?'))).toContain('ccm-outreach-task')
  expect(became.get('ruiz')).toMatchObject({ is: 'done', tasks: 1 })
  expect(became.get('adams')).toMatchObject({ is: 'done', tasks: 0 })
  const back = (became.get('ruiz') as Extract<Became, { is: 'done' }>).back
  expect(back.map(({ request, resource }) => [request?.ifMatch, resource!.id])).toEqual([
    ['W/"8"', 'e-ruiz'],
    ['W/"8"', 'hers'],
  ])
})

test('left where they are when that is what is wanted, and not even read', async () => {
  const { asked, puts } = await assigned([enrollment('ruiz', 'Practitioner/old')], TASKS, false)
  expect(puts).toEqual([['EpisodeOfCare/e-ruiz W/"3"']])
  expect(asked.some((one) => one.startsWith('Task?'))).toBe(false)
})

test('who had no care manager hands nothing over; who has this one already is left alone', async () => {
  expect((await assigned([enrollment('ruiz', undefined)], TASKS)).puts).toEqual([['EpisodeOfCare/e-ruiz W/"3"']])
  const same = await assigned([enrollment('ruiz', 'Practitioner/new')], [task('t', 'ruiz', 'Practitioner/new')])
  expect([same.puts, same.became.get('ruiz')]).toEqual([[], { is: 'same' }])
})
