import { randomUUID } from 'node:crypto'
import type { Bundle, BundleEntry } from '@medplum/fhirtypes'
import { aCondition, aPatient } from '../../support/chart.ts'
import type { Collection } from './collection.ts'

/** Answers to transactions and batches: everything that an entry of a response can hold. */
export async function collectBundles(collection: Collection): Promise<void> {
  const ask = collection.as('administrator')
  const send = (bundle: Bundle, prefer?: string) =>
    ask('/', { method: 'POST', json: bundle, ...(prefer ? { headers: { prefer } } : {}) })
  collection.keep('bundle', 'transaction', 200, await send(transaction()))
  collection.keep('bundle', 'transaction-minimal', 200, await send(transaction(), 'return=minimal'))
  collection.keep('bundle', 'transaction-outcome', 200, await send(transaction(), 'return=OperationOutcome'))
  collection.keep('bundle', 'transaction-empty', 200, await send({ resourceType: 'Bundle', type: 'transaction' }))
  collection.keep('bundle', 'batch', 200, await send(batch()))
  collection.keep('bundle', 'batch-minimal', 200, await send(batch(), 'return=minimal'))
}

function transaction(): Bundle {
  const patient = `urn:uuid:${randomUUID()}`
  const unnamed = { ...aPatient('', 'Bundled'), id: undefined } as never
  const condition = { ...aCondition('', '', 'I10'), id: undefined, subject: { reference: patient } } as never
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: patient, resource: unnamed, request: { method: 'POST', url: 'Patient' } },
      { fullUrl: `urn:uuid:${randomUUID()}`, resource: condition, request: { method: 'POST', url: 'Condition' } },
      { resource: aPatient('bundled', 'Put'), request: { method: 'PUT', url: 'Patient/bundled' } },
      {
        resource: { ...aPatient('', 'Once'), id: undefined, identifier: [ONCE] } as never,
        request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=${ONCE.system}|${ONCE.value}` },
      },
      { request: { method: 'DELETE', url: 'Patient/was-never' } },
      { request: { method: 'GET', url: 'Patient/ruiz' } },
      { request: { method: 'GET', url: 'Condition?patient=ruiz&_count=2' } },
    ],
  }
}

const ONCE = { system: 'https://samples.test/id', value: 'once' }

function batch(): Bundle {
  const ask = (url: string): BundleEntry => ({ request: { method: 'GET', url } })
  return {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      ask('Patient/ruiz'),
      ask('Patient/nobody'),
      ask('Patient?birthdate=yesterday'),
      ask('Condition?patient=ruiz&_count=2'),
      ask('Patient/ruiz/$ccm-eligibility'),
      ask('metadata'),
      { resource: aPatient('batched', 'Batched'), request: { method: 'PUT', url: 'Patient/batched' } },
      { resource: { resourceType: 'Patient', gender: 'x' } as never, request: { method: 'POST', url: 'Patient' } },
      { request: { method: 'DELETE', url: 'Patient/batched' } },
      { request: { method: 'GET', url: 'Patient/ruiz', ifNoneMatch: 'W/"1"' } },
    ],
  }
}
