import { expect, test } from 'vitest'
import { resourceTypes } from '../../../server/definitions/resource-types.ts'
import { structures } from '../../../server/definitions/structures.ts'
import { indexResource } from '../../../server/store/index/indexer.ts'
import { mainPatientElement } from '../../../server/store/index/main-patient.ts'

test('the element by which a row lies with a patient holds one reference, in every type', () => {
  const found = resourceTypes.filter((type) => mainPatientElement(type) !== undefined)
  expect(found.length).toBeGreaterThan(40)
  for (const type of found) {
    const definition = structures().types.find(({ url }) => url === `http://hl7.org/fhir/StructureDefinition/${type}`)
    const element = definition?.elements.find(({ id }) => id === `${type}.${mainPatientElement(type)}`)
    expect(element, type).toBeDefined()
    expect(element?.list, type).toBeUndefined()
  }
})

test('a row lies with the patient of that element, whatever stands before it', () => {
  const index = indexResource({
    resourceType: 'Condition',
    id: 'c',
    asserter: { reference: 'Patient/who-said-so' },
    subject: { reference: 'Patient/whose-it-is' },
  })
  expect(index.patients).toEqual(['whose-it-is', 'who-said-so'])
})
