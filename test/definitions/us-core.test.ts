import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CapabilityStatement, SearchParameter } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { searchParameter } from '../../server/definitions/search-parameters.ts'

const PACKAGES = '../shared/data/packages'
const packages = existsSync(PACKAGES) ? readdirSync(PACKAGES).filter((name) => name.includes('us.core')) : []
if (packages.length === 0) console.warn(`No ${PACKAGES}: the search parameters of US Core are not compared.`)

/** The definitions of a package of one resource type. */
function read<T>(file: string, type: string): T[] {
  const folder = mkdtempSync(join(tmpdir(), 'us-core-'))
  try {
    expect(spawnSync('tar', ['-xzf', join(PACKAGES, file), '-C', folder]).status).toBe(0)
    const inside = join(folder, 'package')
    return readdirSync(inside)
      .filter((name) => name.startsWith(`${type}-`))
      .map((name) => JSON.parse(readFileSync(join(inside, name), 'utf8')) as T)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.skipIf(packages.length === 0).each(packages.length > 0 ? packages : ['US Core (no packages here)'])(
  'every search parameter of %s is in the table, of its kind',
  (file) => {
    const defined = read<SearchParameter>(file, 'SearchParameter').flatMap(({ base, code, type }) =>
      base.map((resource) => ({ resource, code, type })),
    )
    expect(defined.length).toBeGreaterThan(60)
    const missing = defined.filter(({ resource, code, type }) => searchParameter(resource, code)?.kind !== type)
    expect(missing).toEqual([])
  },
)

test.skipIf(packages.length === 0).each(packages)('every search of the server of %s is in the table', (file) => {
  const statements = read<CapabilityStatement>(file, 'CapabilityStatement').filter(({ id }) => id === 'us-core-server')
  const resources = statements.flatMap(({ rest = [] }) => rest.flatMap(({ resource = [] }) => resource))
  expect(resources.length).toBeGreaterThan(15)
  const asked = resources.flatMap(({ type, searchParam = [] }) => searchParam.map(({ name }) => `${type}.${name}`))
  const missing = asked.filter((name) => {
    const [type = '', code = ''] = name.split('.')
    return !searchParameter(type, code)
  })
  expect(missing).toEqual([])
})
