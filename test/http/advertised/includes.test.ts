import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalParameter } from '../../../server/definitions/canonical-parameter.ts'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import type { SearchParameter } from '../../../server/definitions/search-parameter.ts'
import { searchParametersOf } from '../../../server/definitions/search-parameters.ts'
import type { TestAnswer } from '../../support/test-app.ts'
import { inParallel, startAdvertisedServer, STRICT, type AdvertisedServer } from './advertised-server.ts'
import { placed, rootOf } from './place-value.ts'
import { targetsOf } from './sample-values.ts'

/** AuditEvents come by themselves: neither do they bring others, nor are they brought. */
const TYPES: readonly string[] = resourceTypes.filter((type) => type !== 'AuditEvent')

/** The id of the one resource of each type that others refer to. */
const TARGET = 'target'
const urlOf = (type: string) => `http://canonicals.example.org/${type}`

/** A resource that refers by one parameter to the target of one type, and by nothing else. */
interface Link {
  readonly parameter: SearchParameter
  readonly target: string
  readonly resource: Resource
}

const links: readonly Link[] = TYPES.flatMap((type) =>
  [...searchParametersOf(type).values()].filter(({ kind }) => kind === 'reference').flatMap(linksOf),
)

function linksOf(parameter: SearchParameter): readonly Link[] {
  const { type, number, targets } = parameter
  const found = parameter.paths.flatMap((path) => {
    const byUrl = path.datatype !== 'Reference'
    const anywhere = targets === undefined && path.target === undefined
    const leads = (anywhere ? TYPES : targetsOf({ path, ...(targets ? { targets } : {}) })).filter(
      (target) => TYPES.includes(target) && (!byUrl || canonicalParameter(target)),
    )
    return leads.map((target) => ({
      path,
      target,
      value: byUrl ? urlOf(target) : { reference: `${target}/${TARGET}` },
    }))
  })
  return found.map(({ path, target, value }, at) => ({
    parameter,
    target,
    resource: {
      resourceType: type,
      id: `l-${number}-${at}`,
      ...(type === 'Provenance' ? { target: [] } : {}),
      ...placed(rootOf(type), path, value),
    } as unknown as Resource,
  }))
}

const targets = TYPES.map(
  (type) =>
    ({
      resourceType: type,
      id: TARGET,
      ...(type === 'Provenance' ? { target: [] } : {}),
      ...(canonicalParameter(type) ? { url: urlOf(type) } : {}),
    }) as unknown as Resource,
)

/** Where a parameter's element is another's too, its resources are brought by both. */
const bySpot = Map.groupBy(links, ({ resource }) => spotOf(resource))

/** What a link looks like, whatever it was made for: the same text is the same reference. */
function spotOf(resource: Resource): string {
  return JSON.stringify({ ...resource, id: '' })
}

let server: AdvertisedServer

beforeAll(async () => {
  server = await startAdvertisedServer([...targets, ...links.map(({ resource }) => resource)])
}, 240_000)

afterAll(() => server.app.stop())

const referenceOf = ({ resourceType, id }: { readonly resourceType: string; readonly id?: string }) =>
  `${resourceType}/${id ?? ''}`

function includedIn({ status, body, text }: TestAnswer): readonly string[] {
  if (status !== 200) throw new Error(text)
  return (body.entry ?? []).flatMap(({ search, resource }) => (search?.mode === 'include' ? referenceOf(resource) : []))
}

/** Resources that other tests or the guide put there are not asked about. */
async function included(query: string): Promise<readonly string[]> {
  const answer = await server.ask(`${query}&_count=1000`, STRICT)
  return includedIn(answer).toSorted()
}

test('there is a resource for every reference parameter that is advertised', () => {
  for (const [type, { searchInclude = [], searchRevInclude = [] }] of server.types) {
    if (type === 'AuditEvent') {
      expect([...searchInclude, ...searchRevInclude]).toEqual([])
      continue
    }
    const of = (all: readonly Link[]) => new Set(all.map(({ parameter }) => `${parameter.type}:${parameter.code}`))
    const own = of(links.filter(({ parameter }) => parameter.type === type))
    expect(['*', ...own].toSorted(), type).toEqual(searchInclude.toSorted())
    const leading = of(links.filter(({ target }) => target === type))
    expect(['*', ...leading].toSorted(), type).toEqual(searchRevInclude.toSorted())
  }
})

describe('_include', () => {
  test.each(TYPES)(
    'of every parameter of %s brings what it leads to, and nothing else',
    { timeout: 120_000 },
    async (type) => {
      const own = links.filter(({ parameter }) => parameter.type === type)
      const byCode = Map.groupBy(own, ({ parameter }) => parameter.code)
      const wrong: string[] = []
      await inParallel([...byCode], async ([code, made]) => {
        for (const some of chunks(made, 400)) {
          const ids = some.map(({ resource }) => resource.id).join(',')
          const all = [...new Set(some.map(({ target }) => `${target}/${TARGET}`))].toSorted()
          for (const [include, expected] of [
            [`${type}:${code}`, all],
            [`${type}:*`, all],
            ['*', all],
            [`${type}:${code}:${some[0]?.target ?? ''}`, [`${some[0]?.target ?? ''}/${TARGET}`]],
          ] as const) {
            const found = await included(`/${type}?_id=${ids}&_include=${include}`)
            if (found.join() !== expected.join())
              wrong.push(`${include}: ${found.join()} instead of ${expected.join()}`)
          }
        }
      })
      expect(wrong).toEqual([])
    },
  )
})

describe('_revinclude', () => {
  test.each(TYPES)('to %s brings what refers to it, and nothing else', { timeout: 120_000 }, async (type) => {
    const leading = links.filter(({ target }) => target === type)
    const byParameter = Map.groupBy(leading, ({ parameter }) => `${parameter.type}:${parameter.code}`)
    const wrong: string[] = []
    await inParallel(chunks([...byParameter], 20), async (some) => {
      const made = some.flatMap(([, each]) => each)
      const alike = made.flatMap(({ resource }) => bySpot.get(spotOf(resource)) ?? [])
      const expected = [...new Set(alike.map(({ resource }) => referenceOf(resource)))].toSorted()
      const asked = some.map(([name]) => `_revinclude=${name}`).join('&')
      const found = await included(`/${type}?_id=${TARGET}&${asked}`)
      const missed = expected.filter((one) => !found.includes(one))
      const extra = found.filter((one) => !expected.includes(one))
      if (missed.length + extra.length > 0) wrong.push(`${asked}: missed ${missed.join()}, beside ${extra.join()}`)
    })
    expect(wrong).toEqual([])

    const references = leading.filter(({ resource }) => JSON.stringify(resource).includes(`"${type}/${TARGET}"`))
    expect(await included(`/${type}?_id=${TARGET}&_revinclude=*`)).toEqual(
      references.map(({ resource }) => referenceOf(resource)).toSorted(),
    )
  })
})

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
