import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { errorsOf } from './support/validate.ts'

const GUIDE = 'profiles/fsh-generated/resources'
const BY_TYPE = Map.groupBy(readdirSync(GUIDE), (name) => name.split('-')[0] ?? '')

describe('the guide’s own resources are valid FHIR', () => {
  test.each([...BY_TYPE.keys()])('%s', (type) => {
    const faults = (BY_TYPE.get(type) ?? []).flatMap((name) => {
      const resource = JSON.parse(readFileSync(join(GUIDE, name), 'utf8')) as Resource
      return errorsOf(resource).map((error) => `${name} ${error}`)
    })
    expect(faults).toEqual([])
  })
})
