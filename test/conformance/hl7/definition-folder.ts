import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../../server/commands/command-line.ts'

/**
 * A FHIR package (`.tgz`, or the folder that it unpacks to) as a folder of its definitions alone, below `folder`: with its
 * manifest the validator would look for the packages that it names.
 * @throws UsageError when it is none
 */
export function definitionFolder(path: string, folder: string): string {
  if (!existsSync(path)) throw new UsageError(`There is nothing at ${path}.`)
  mkdirSync(folder, { recursive: true })
  if (statSync(path).isDirectory()) cpSync(path, folder, { recursive: true })
  else unpack(path, folder)
  const packed = join(folder, 'package')
  const definitions = existsSync(packed) ? packed : folder
  if (!readdirSync(definitions).some((name) => name.startsWith('StructureDefinition-')))
    throw new UsageError(`${path} is no FHIR package: there is no StructureDefinition in it.`)
  for (const manifest of ['package.json', '.index.json']) rmSync(join(definitions, manifest), { force: true })
  return definitions
}

function unpack(path: string, folder: string): void {
  const { status, stderr, error } = spawnSync('tar', ['-xzf', path, '-C', folder], { encoding: 'utf8' })
  if (status !== 0) throw new UsageError(`${path} cannot be unpacked: ${error?.message ?? stderr}`)
}
