import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Resource, StructureDefinition } from '@medplum/fhirtypes'
import { readDefinitions } from '../../../profiles/build/r4-definitions.ts'
import { structureLibrary } from '../../../profiles/build/structures/structure-library.ts'
import { structures } from '../../../server/definitions/structures.ts'
import { createValidator, type Validator } from '../../../server/fhir/validation/validator.ts'
import { GUIDE } from './guide.ts'

const FOLDER = '../shared/data/packages'

/** Versions of US Core whose packages may lie beside the project, with the end of their file names. */
export const US_CORE_VERSIONS = { '3.1.1': '311', '6.1.0': '610', '7.0.0': '700', '8.0.0': '800' } as const

export type UsCoreVersion = keyof typeof US_CORE_VERSIONS

/** Whether the packages are there: they are no part of the project. */
export const hasPackages = existsSync(FOLDER)

/** The definitions of a version of US Core. @throws Error when its package cannot be unpacked */
export function usCore(version: UsCoreVersion): readonly Resource[] {
  if (!hasPackages) return []
  const folder = mkdtempSync(join(tmpdir(), 'us-core-'))
  try {
    const file = join(FOLDER, `hl7.fhir.us.core-${US_CORE_VERSIONS[version]}.tgz`)
    const { status, stderr } = spawnSync('tar', ['-xzf', file, '-C', folder], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    const names = readdirSync(join(folder, 'package')).filter((name) => /^[A-Z].*\.json$/.test(name))
    return names.map((name) => JSON.parse(readFileSync(join(folder, 'package', name), 'utf8')) as Resource)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The server's validator, with US Core beside the guide: what profiles of ours impose is checked too. */
export function validatorWith(definitions: readonly Resource[]): Validator {
  const r4 = [...readDefinitions('profiles-types'), ...readDefinitions('profiles-resources')]
  const all = [...r4, ...readDefinitions('extension-definitions'), ...GUIDE, ...definitions]
  const terminology = [...readDefinitions('valuesets'), ...readDefinitions('v3-codesystems'), ...GUIDE, ...definitions]
  const { codeSystems } = structures()
  return createValidator({ ...structureLibrary(all.filter(isStructure), terminology), codeSystems })
}

function isStructure(resource: Resource): resource is StructureDefinition {
  return resource.resourceType === 'StructureDefinition' && resource.fhirVersion === '4.0.1'
}

/** What a validator refuses a resource for: `path: words`. */
export function faultsOf(
  validator: Validator,
  resource: Resource,
  profiles: readonly string[] = [],
): readonly string[] {
  return validator
    .validate(structuredClone(resource), { profiles })
    .filter(({ severity }) => severity === 'error')
    .map(({ expression, details }) => `${expression?.[0] ?? ''}: ${details?.text ?? ''}`)
}
