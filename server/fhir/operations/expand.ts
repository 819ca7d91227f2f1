import { randomUUID } from 'node:crypto'
import type { ValueSet, ValueSetExpansionContains, ValueSetExpansionParameter } from '@medplum/fhirtypes'
import type { Clock } from '#ports/clock.ts'
import { fault } from '../fault.ts'
import { membersOf, type Member } from '../terminology/members.ts'
import { sourceFor } from '../terminology/practice-terminology.ts'
import type { Operation, OperationInput } from './operation.ts'
import {
  parametersNamed,
  refuseParameters,
  terminologyTime,
  valueSetOf,
  type TerminologyDeps,
} from './terminology-input.ts'

/** They would change which codes there are. */
const NOT_HEEDED = [
  'context',
  'contextDirection',
  'date',
  'designation',
  'exclude-system',
  'system-version',
  'check-system-version',
  'force-system-version',
]

/** Those of the specification. Codes are listed flat, in one language, without post-coordination, whatever is said of that. */
const PARAMETERS = parametersNamed(
  ...['url', 'valueSet', 'valueSetVersion', 'filter', 'offset', 'count', 'includeDesignations', 'includeDefinition'],
  ...['activeOnly', 'excludeNested', 'excludeNotForUI', 'excludePostCoordinated', 'displayLanguage'],
  ...NOT_HEEDED,
)

const UNCLOSED = 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed'

/** More codes than this are not shown in one answer; `offset` and `count` lead through them. */
const MOST_SHOWN = 5000

/** `ValueSet/$expand`: the codes of a value set. https://hl7.org/fhir/R4/valueset-operation-expand.html */
export function expand(deps: TerminologyDeps & { readonly clock: Clock }): Operation {
  return {
    name: 'expand',
    definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand',
    at: [
      { level: 'type', type: 'ValueSet' },
      { level: 'instance', type: 'ValueSet' },
    ],
    affectsState: false,
    parameters: PARAMETERS,
    needs: [{ permission: 'r', type: 'ValueSet' }],
    async handle(call) {
      refuseParameters(call.input, NOT_HEEDED)
      const asked = readAsked(call.input)
      const valueSet = await valueSetOf(call, deps)
      const time = terminologyTime()
      const source = await sourceFor(call.repository, valueSet, time)
      const members = time.run(() => membersOf(valueSet, source).filter((member) => isWanted(member, asked)))
      return { kind: 'resource', resource: expanded(valueSet, members, asked, deps.clock.now()) }
    },
  }
}

interface Asked {
  readonly words: readonly string[]
  readonly offset: number
  readonly count: number | undefined
  readonly activeOnly: boolean
  readonly excludeNotForUI: boolean
  readonly includeDesignations: boolean
  readonly includeDefinition: boolean
  /** What the expansion says of how it was asked for. */
  readonly parameters: readonly ValueSetExpansionParameter[]
}

function readAsked(input: OperationInput): Asked {
  const filter = input.text('filter')
  const [offset, count] = [whole(input, 'offset'), whole(input, 'count')]
  const flags = FLAGS.map((name) => [name, input.flag(name)] as const)
  const flag = (name: (typeof FLAGS)[number]) => flags.some(([known, value]) => known === name && value === true)
  return {
    words: folded(filter ?? '')
      .split(/\s+/)
      .filter((word) => word !== ''),
    offset: offset ?? 0,
    count,
    activeOnly: flag('activeOnly'),
    excludeNotForUI: flag('excludeNotForUI'),
    includeDesignations: flag('includeDesignations'),
    includeDefinition: flag('includeDefinition'),
    parameters: [
      ...(filter === undefined ? [] : [{ name: 'filter', valueString: filter }]),
      ...(offset === undefined ? [] : [{ name: 'offset', valueInteger: offset }]),
      ...(count === undefined ? [] : [{ name: 'count', valueInteger: count }]),
      ...flags.flatMap(([name, value]) => (value === undefined ? [] : [{ name, valueBoolean: value }])),
    ],
  }
}

const FLAGS = ['activeOnly', 'excludeNotForUI', 'includeDesignations', 'includeDefinition'] as const

function whole(input: OperationInput, name: string): number | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw fault(400, 'value', `${name} takes a whole number, zero or more.`, { expression: name })
}

/** Each word of the filter is in the code, or in what it is called; case and accents do not count. */
function isWanted(member: Member, { words, activeOnly, excludeNotForUI }: Asked): boolean {
  if ((activeOnly && member.inactive) || (excludeNotForUI && member.abstract)) return false
  if (words.length === 0) return true
  const called = [member.code, member.display ?? '', ...member.designations.map(({ value }) => value)].map(folded)
  return words.every((word) => called.some((text) => text.includes(word)))
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function expanded(valueSet: ValueSet, members: readonly Member[], asked: Asked, now: number): ValueSet {
  const { offset, count = members.length - offset } = asked
  const shown = members.slice(offset, offset + count)
  if (shown.length > MOST_SHOWN)
    throw fault(
      422,
      'too-costly',
      `These are ${shown.length} codes; ask for at most ${MOST_SHOWN} by offset and count.`,
    )
  const { compose, ...rest } = valueSet
  // The narrative tells the definition, not the codes.
  delete rest.text
  const contains = shown.map((member) => containsOf(member, asked))
  return {
    ...rest,
    ...(asked.includeDefinition && compose ? { compose } : {}),
    expansion: {
      // There are more codes than are listed: those below some of them, of a code system that is not here.
      ...(members.some(({ branch }) => branch) ? { extension: [{ url: UNCLOSED, valueBoolean: true }] } : {}),
      identifier: `urn:uuid:${randomUUID()}`,
      timestamp: new Date(now).toISOString(),
      total: members.length,
      offset,
      ...(asked.parameters.length > 0 ? { parameter: [...asked.parameters] } : {}),
      ...(contains.length > 0 ? { contains } : {}),
    },
  }
}

function containsOf(member: Member, { includeDesignations }: Asked): ValueSetExpansionContains {
  const { system, version, code, display, designations, inactive, abstract } = member
  return {
    system,
    ...(abstract ? { abstract } : {}),
    ...(inactive ? { inactive } : {}),
    ...(version === undefined ? {} : { version }),
    code,
    ...(display === undefined ? {} : { display }),
    ...(includeDesignations && designations.length > 0 ? { designation: [...designations] } : {}),
  }
}
