import type { Access } from '#ports/access.ts'
import type { FhirReader, FhirRepository, FhirTransaction } from '#ports/fhir-store.ts'
import type { OutdatedIndex } from './outdated-index.ts'

/** A repository that refuses (`IndexOutdated`) what it could answer only by a part of the index that is outdated. */
export function guardedRepository(inner: FhirRepository, access: Access, outdated: OutdatedIndex): FhirRepository {
  return {
    ...guardedReader(inner, access, outdated),
    async write(changes, note) {
      outdated.requireAccess(access)
      return inner.write(changes, note)
    },
    transaction: (work) => inner.transaction((tx) => work(guardedTransaction(tx, access, outdated))),
  }
}

function guardedTransaction(inner: FhirTransaction, access: Access, outdated: OutdatedIndex): FhirTransaction {
  return {
    ...guardedReader(inner, access, outdated),
    session: inner.session,
    lock: (names) => inner.lock(names),
    async readForUpdate(references) {
      outdated.requireAccess(access)
      return inner.readForUpdate(references)
    },
    async write(changes, note, reach) {
      for (const each of new Set([access, ...(reach ?? [])])) if (each) outdated.requireAccess(each)
      return inner.write(changes, note, reach)
    },
    as: (other) => guardedTransaction(inner.as(other), other, outdated),
  }
}

/** By its id a row is found without the index, unless the access itself asks it. */
function guardedReader(inner: FhirReader, access: Access, outdated: OutdatedIndex): FhirReader {
  return {
    async read(type, id) {
      outdated.requireAccess(access, [type])
      return inner.read(type, id)
    },
    async readVersion(type, id, version) {
      outdated.requireAccess(access, [type])
      return inner.readVersion(type, id, version)
    },
    async readMany(references) {
      outdated.requireAccess(access, [...new Set(references.map((reference) => reference.split('/')[0] ?? ''))])
      return inner.readMany(references)
    },
    async history(query) {
      outdated.requireAccess(access, query.type === undefined ? undefined : [query.type])
      return inner.history(query)
    },
    async search(query) {
      outdated.requireAccess(access, query.type === 'Resource' ? query.types : undefined)
      outdated.requireQuery(query)
      return inner.search(query)
    },
    async records(patients, types, within) {
      outdated.requireRows(types)
      outdated.requireAccess(access, types)
      return inner.records(patients, types, within)
    },
    async everything(query) {
      outdated.requireRows(query.seen)
      outdated.requireAccess(access, query.seen)
      return inner.everything(query)
    },
  }
}
