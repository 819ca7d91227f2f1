import type { Resource } from '@medplum/fhirtypes'
import type { ElementPath, SearchParameter } from '../../../server/definitions/search-parameter.ts'
import type { Json, JsonObject } from '../../definitions/random-resource.ts'
import { follow, placed, rootOf } from './place-value.ts'
import { sampleValues, type Asked, type SampleValue } from './sample-values.ts'

/** A resource that has one value, made for one parameter. */
export interface Sample {
  readonly parameter: SearchParameter
  readonly resource: Resource
  readonly value: SampleValue
}

/**
 * A resource for each place that a parameter looks at, and each kind of value that may stand there.
 * @param next tells values of a resource type apart
 */
export function samplesOf(type: string, parameter: SearchParameter, next: () => number): readonly Sample[] {
  if (parameter.code === 'deceased') return deceased(parameter)
  const made = parameter.kind === 'composite' ? composites(type, parameter, next) : plain(type, parameter, next)
  return made.map(({ value, content }, at) => ({
    parameter,
    value,
    resource: {
      resourceType: type,
      id: `s-${parameter.number}-${at}`,
      ...NEEDED[type],
      ...content,
    } as unknown as Resource,
  }))
}

/** A Provenance is indexed by what it is about, which every one has. */
const NEEDED: Readonly<Record<string, object>> = { Provenance: { target: [] } }

interface Made {
  readonly value: SampleValue
  readonly content: JsonObject
}

function plain(type: string, parameter: SearchParameter, next: () => number): readonly Made[] {
  const { kind, code, targets } = parameter
  return parameter.paths.flatMap((path) =>
    sampleValues(next(), { kind, code, ...(targets ? { targets } : {}), path }).map((value) => ({
      value,
      content: placed(rootOf(type), path, value.value),
    })),
  )
}

/** Each way in which the two parts of a composite may stand in an element. */
function composites(type: string, parameter: SearchParameter, next: () => number): readonly Made[] {
  const [first, second] = parameter.components ?? []
  if (!first || !second) return []
  return parameter.paths.flatMap((path) =>
    within(type, path, first.paths).flatMap((one) =>
      within(type, path, second.paths).map((other) => {
        const [left] = sampleValues(next(), { kind: first.kind, code: first.code, path: one })
        const [right] = sampleValues(next(), { kind: second.kind, code: second.code, path: other })
        const element = left && right && pairOf(type, path, [one, left.value], [other, right.value])
        if (!element) throw new Error(`Nobody has made a sample of ${type}.${parameter.code}.`)
        return {
          value: { value: element, finds: joined(left.finds, right.finds), misses: joined(left.misses, right.finds) },
          content: path.steps.length === 0 ? element : placed(rootOf(type), path, element),
        }
      }),
    ),
  )
}

/** Of a component's paths those that the element has: a composite may look at elements of several kinds. */
function within(type: string, { steps }: ElementPath, paths: readonly ElementPath[]): readonly ElementPath[] {
  const element = follow(rootOf(type), steps)
  return paths.filter((path) => {
    try {
      follow(element, path.steps)
      return true
    } catch {
      return false
    }
  })
}

function pairOf(
  type: string,
  { steps }: ElementPath,
  [one, left]: readonly [ElementPath, Json],
  [other, right]: readonly [ElementPath, Json],
): JsonObject {
  const element = follow(rootOf(type), steps)
  return { ...placed(element, one, left), ...placed(element, other, right) }
}

/** Parts of a composite take neither modifiers, nor several values, nor a system or a bare id alone. */
function joined(left: readonly Asked[], right: readonly Asked[]): readonly Asked[] {
  const single = (all: readonly Asked[]) =>
    all.flatMap(({ modifier, texts }) => {
      const [text = ''] = texts
      return modifier === undefined && texts.length === 1 && !/^ref-|\/|\|$/.test(text) ? [text] : []
    })
  const texts = (all: readonly Asked[]) => [...single(all), ...withSystems(all)]
  return texts(left).flatMap((one) => texts(right).map((other) => ({ texts: [`${one}$${other}`] })))
}

/** Texts with slashes are those with a system, and references; of these a composite takes the short ones. */
function withSystems(all: readonly Asked[]): readonly string[] {
  return all.flatMap(({ modifier, texts: [text = ''] }) =>
    modifier === undefined && /^(http\S+\|\S+|\d+\|\S+|[A-Z][A-Za-z]+\/\S+)$/.test(text) ? [text] : [],
  )
}

/** The one parameter that is computed: true for a date or `true`, false for everybody else. */
function deceased(parameter: SearchParameter): readonly Sample[] {
  const isDead = (value: Json) => value === true || typeof value === 'string'
  return [{ deceasedBoolean: true }, { deceasedDateTime: '2026-01-01' }].map((content, at) => ({
    parameter,
    resource: { resourceType: 'Patient', id: `s-${parameter.number}-${at}`, ...content },
    value: { value: true, finds: [{ texts: ['true'] }], misses: [], alike: isDead },
  }))
}
