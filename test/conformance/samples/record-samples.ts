import { codeSystem, IG } from '#domain/fhir/canonicals.ts'
import { aPatient } from '../../support/chart.ts'
import type { Collection } from './collection.ts'

/** Operations of FHIR itself: whole records, terminology, validation, and what a patch leaves. */
export async function collectRecords(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  const keep = async (name: string, path: string, init?: Parameters<typeof ask>[1]) =>
    collection.keep('operation', name, 200, await ask(path, init))
  await keep('everything', '/Patient/ruiz/$everything?_count=100')
  await keep('everything-of-a-type', '/Patient/ruiz/$everything?_type=CarePlan,Task&_since=2020-01-01')
  const activity = encodeURIComponent(codeSystem('ccm-activity'))
  await keep('expand', `/ValueSet/$expand?url=${encodeURIComponent(`${IG}/ValueSet/ccm-activity`)}`)
  await keep('lookup', `/CodeSystem/$lookup?system=${activity}&code=documentation`)
  await keep('validate-code', `/CodeSystem/$validate-code?url=${activity}&code=documentation`)
  await keep('validate-code-that-is-none', `/CodeSystem/$validate-code?url=${activity}&code=none`)
  await keep('validate', '/Patient/$validate', { method: 'POST', json: aPatient('', 'X', { id: 'x' }) })
  await keep('validate-wrong', '/Patient/$validate', {
    method: 'POST',
    json: { resourceType: 'Patient', gender: 'x', meta: { profile: ['https://unknown.test/StructureDefinition/x'] } },
  })
  const patch = JSON.stringify([{ op: 'replace', path: '/gender', value: 'other' }])
  const headers = { 'content-type': 'application/json-patch+json', prefer: 'return=OperationOutcome' }
  const patched = await ask('/Patient/bundled', { method: 'PATCH', body: patch, headers })
  collection.keep('outcome', '200-patched', 200, patched)
  const wrong = JSON.stringify([{ op: 'replace', path: '/frob/1', value: 'x' }])
  collection.keep('outcome', '422-patch', 422, await ask('/Patient/bundled', { method: 'PATCH', body: wrong, headers }))
}
