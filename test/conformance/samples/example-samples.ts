import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resource } from '@medplum/fhirtypes'
import { isDefinition } from '../../../profiles/build/guide/definition.ts'
import type { Collection } from './collection.ts'

const COMPILED = 'profiles/fsh-generated/resources'

/** The guide's examples: they are published with it and served by nobody. */
export function collectExamples(collection: Collection): void {
  for (const name of readdirSync(COMPILED)) {
    const resource = JSON.parse(readFileSync(join(COMPILED, name), 'utf8')) as Resource
    if (!isDefinition(resource)) collection.keepResource('example', name.replace(/\.json$/, ''), resource)
  }
}
