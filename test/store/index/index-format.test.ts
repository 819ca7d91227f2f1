import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { FORMAT, indexParts, WHOLE_ROW } from '../../../server/store/index/index-parts.ts'
import { indexResource } from '../../../server/store/index/indexer.ts'
import { clinicRecord } from '../../bench/clinic/clinic.ts'
import { practiceResources } from '../../bench/clinic/practice.ts'
import { practice } from '../search/shared-practice.ts'
import { smallChart } from '../search/small-chart.ts'

const FILE = new URL('./index-format.json', import.meta.url)

/** How resources of a type are indexed: which ones and by which definitions, and to what. */
interface TypeFormat {
  readonly from: string
  readonly rows: string
}

interface Recorded {
  readonly format: number
  readonly types: Readonly<Record<string, TypeFormat>>
}

const RESOURCES: readonly Resource[] = [...practiceResources(), ...clinicRecord(1), ...practice('North'), ...smallChart]

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value)).slice(0, 16)
}

function formatOf(type: string): TypeFormat {
  const resources = RESOURCES.filter(({ resourceType }) => resourceType === type)
  const definitions = Object.entries(indexParts(type)).filter(([part]) => part !== WHOLE_ROW)
  return {
    from: digest([definitions, resources]),
    rows: digest(resources.map((resource) => indexResource(resource))),
  }
}

const types = [...new Set(RESOURCES.map(({ resourceType }) => resourceType))].toSorted()
const now: Recorded = { format: FORMAT, types: Object.fromEntries(types.map((type) => [type, formatOf(type)])) }

if (process.env['RECORD'] === 'index-format') writeFileSync(FILE, `${JSON.stringify(now, null, 2)}\n`)
const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Recorded

const RECORD = 'Then: RECORD=index-format npm test -- test/store/index/index-format.test.ts'

test('whoever changes how resources are indexed says so: databases have to be rebuilt', () => {
  // Where a definition has changed, the product notices by itself.
  const comparable = types.filter((type) => recorded.types[type]?.from === now.types[type]?.from)
  const changed = comparable.filter((type) => recorded.types[type]?.rows !== now.types[type]?.rows)
  const unsaid = FORMAT === recorded.format ? changed : []
  expect(unsaid, `Raise FORMAT in server/store/index/index-parts.ts. ${RECORD}`).toEqual([])
  expect(FORMAT, RECORD).toBe(recorded.format)
  expect(comparable.length, `Too much has changed to be compared. ${RECORD}`).toBeGreaterThan(types.length / 2)
})
