import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { carePlanCodes } from './care-plan-codes.ts'
import { chargeDefinitions } from './charge-definitions.ts'
import { chronicConditions } from './chronic-conditions.ts'
import { codeSets } from './code-sets.ts'
import { finishResource } from './finish-resource.ts'
import { jsonFile, type GeneratedFile, type Generator } from './generated-file.ts'
import { conditionValueSets } from './guide/condition-value-sets.ts'
import { guideNames } from './guide-names.ts'
import { implementationGuide } from './guide/implementation-guide.ts'
import { instanceNames } from './guide/instance-names.ts'
import { serverDefinitions } from './server-definitions.ts'
import { r4Terminology } from './terminology/r4-terminology.ts'
import { validationDefinitions } from './validation-definitions.ts'
import { compileFsh, FshFault } from './sushi.ts'

/** Where the build writes. Whatever else lies there is stale and goes. */
const OUTPUTS = [
  'profiles/fsh-generated/resources',
  'server/definitions/generated',
  'server/domain/terminology/generated',
  'server/domain/billing/generated',
  'server/domain/time/generated',
]

/** Files of the server that are derived from the compiled guide. */
const GENERATORS: readonly Generator[] = [
  serverDefinitions,
  r4Terminology,
  validationDefinitions,
  chronicConditions,
  codeSets,
  carePlanCodes,
  guideNames,
  chargeDefinitions,
]

/** Compiles the guide and everything derived from it. Writes nothing. */
function build(): GeneratedFile[] {
  const compiled = compileFsh()
  const parts = [...compiled, ...conditionValueSets(compiled)]
  const guide = [...parts, implementationGuide(parts, instanceNames('profiles/input/fsh'))].map(finishResource)
  return [...guide.map(guideFile), ...GENERATORS.flatMap((generate) => generate(guide))]
}

function guideFile(resource: Resource): GeneratedFile {
  const { resourceType, id = '' } = resource
  return jsonFile(`profiles/fsh-generated/resources/${resourceType}-${id}.json`, resource)
}

/** Paths whose committed text differs from what the build makes, missing and left-over files included. */
function stale(files: readonly GeneratedFile[]): string[] {
  const made = new Set(files.map((file) => file.path))
  const different = files.filter((file) => !existsSync(file.path) || readFileSync(file.path, 'utf8') !== file.text)
  return [...different.map((file) => file.path), ...present().filter((path) => !made.has(path))]
}

function present(): string[] {
  return OUTPUTS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(process.cwd(), join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  )
}

function write(files: readonly GeneratedFile[], paths: readonly string[]): void {
  const texts = new Map(files.map((file) => [file.path, file.text]))
  for (const path of paths) {
    const text = texts.get(path)
    if (text === undefined) rmSync(path)
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
}

const USAGE = `npm run build:profiles [-- --check]
Compiles profiles/input/fsh and what the server derives from it. With --check it writes nothing and fails when the
committed output is not what it would write.`

function main(options: readonly string[]): number {
  if (options.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const files = build()
  const changed = stale(files)
  if (options.includes('--check')) {
    for (const path of changed) console.error(`stale: ${path}`)
    return changed.length === 0 ? 0 : 1
  }
  write(files, changed)
  console.log(`${files.length} files, ${changed.length} changed.`)
  return 0
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (fault) {
  if (!(fault instanceof FshFault)) throw fault
  console.error(fault.message)
  process.exitCode = 1
}
