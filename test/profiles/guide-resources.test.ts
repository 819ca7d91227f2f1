import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { GUIDE as RESOURCES } from './support/guide.ts'
import { errorsOf } from './support/validate.ts'

const GUIDE = 'profiles/fsh-generated/resources'
interface Published {
  readonly url?: string
  readonly version?: string
  readonly date?: string
  readonly publisher?: string
}

const BY_TYPE = Map.groupBy(readdirSync(GUIDE), (name) => name.split('-')[0] ?? '')

test('whatever the guide publishes says its version, its day and who answers for it', () => {
  const published = RESOURCES.filter((one) => 'url' in one && 'status' in one) as readonly Published[]
  expect(published.length).toBeGreaterThan(300)
  const without = published.filter(({ version, date, publisher }) => !version || !date || !publisher)
  expect(without.map(({ url }) => url)).toEqual([])
})

describe('the guide’s own resources are valid FHIR', () => {
  test.each([...BY_TYPE.keys()])('%s', (type) => {
    const faults = (BY_TYPE.get(type) ?? []).flatMap((name) => {
      const resource = JSON.parse(readFileSync(join(GUIDE, name), 'utf8')) as Resource
      return errorsOf(resource).map((error) => `${name} ${error}`)
    })
    expect(faults).toEqual([])
  })
})
