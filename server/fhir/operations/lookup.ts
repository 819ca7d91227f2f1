import type { CodeSystemConceptProperty, ParametersParameter } from '@medplum/fhirtypes'
import { fault } from '../fault.ts'
import { CodeTable, type Concept } from '../terminology/code-table.ts'
import { versioned } from '../terminology/members.ts'
import type { Operation, OperationInput } from './operation.ts'
import { codesOf, parametersNamed, refuseParameters, systemNamed } from './terminology-input.ts'

const NOT_HEEDED = ['date', 'codeableConcept']

/** Those of the specification. */
const PARAMETERS = parametersNamed(
  ...['code', 'system', 'version', 'coding', 'displayLanguage', 'property'],
  ...NOT_HEEDED,
)

/** `CodeSystem/$lookup`: what is known of a code. https://hl7.org/fhir/R4/codesystem-operation-lookup.html */
export function lookup(): Operation {
  return {
    name: 'lookup',
    definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup',
    at: [{ level: 'type', type: 'CodeSystem' }],
    affectsState: false,
    parameters: PARAMETERS,
    needs: [{ permission: 'r', type: 'CodeSystem' }],
    async handle(call) {
      refuseParameters(call.input, NOT_HEEDED)
      const [asked] = codesOf(call.input, { version: 'version' })
      if (!asked) throw fault(400, 'invalid', 'Name a code.')
      const system = await systemNamed(call, versioned(asked.system, asked.version))
      const table = new CodeTable(system)
      const concept = table.find(asked.code)
      if (!concept) throw fault(404, 'not-found', `${asked.code} is no code of ${asked.system} that this server has.`)
      const parameter: ParametersParameter[] = [
        { name: 'name', valueString: system.title ?? system.name ?? asked.system },
        ...(system.version === undefined ? [] : [{ name: 'version', valueString: system.version }]),
        { name: 'display', valueString: concept.display ?? concept.code },
        ...described(concept, table, wanted(call.input)),
      ]
      return { kind: 'resource', resource: { resourceType: 'Parameters', parameter } }
    },
  }
}

/** The properties asked for; none named: all. */
function wanted(input: OperationInput): (name: string) => boolean {
  const names = input.all('property').map(({ valueCode, valueString }) => valueCode ?? valueString)
  return (name) => names.length === 0 || names.includes(name)
}

function described(
  concept: Concept,
  table: CodeTable,
  isWanted: (name: string) => boolean,
): readonly ParametersParameter[] {
  const property = (code: string, value: Omit<ParametersParameter, 'name'>): ParametersParameter[] =>
    isWanted(code)
      ? [
          {
            name: 'property',
            part: [
              { name: 'code', valueCode: code },
              { name: 'value', ...value },
            ],
          },
        ]
      : []
  const { definition, designations, parents, properties } = concept
  return [
    ...(isWanted('designation') ? designations : []).map(({ language, use, value }) => ({
      name: 'designation',
      part: [
        ...(language === undefined ? [] : [{ name: 'language', valueCode: language }]),
        ...(use === undefined ? [] : [{ name: 'use', valueCoding: use }]),
        { name: 'value', valueString: value },
      ],
    })),
    ...(definition === undefined ? [] : property('definition', { valueString: definition })),
    ...[...parents].flatMap((code) => property('parent', { valueCode: code })),
    ...table.children(concept.code).flatMap((code) => property('child', { valueCode: code })),
    ...(concept.inactive ? property('inactive', { valueBoolean: true }) : []),
    ...properties.flatMap((one) => (HIERARCHY.has(one.code) ? [] : property(one.code, valueOf(one)))),
  ]
}

/** Shown as `parent` and `child`, wherever the code system says it. */
const HIERARCHY: ReadonlySet<string> = new Set(['parent', 'child', 'subsumedBy', 'inactive'])

function valueOf(property: CodeSystemConceptProperty): Omit<ParametersParameter, 'name'> {
  return Object.fromEntries(Object.entries(property).filter(([name]) => name.startsWith('value')))
}
