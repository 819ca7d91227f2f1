import { patientCompartment } from '#definitions/patient-compartment.ts'
import { resourceTypes } from '#definitions/resource-types.ts'
import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import { targetOfKind } from './read.ts'
import { runSearch, type SearchPlace } from './search.ts'

/** `GET Patient/[id]/[type]?…` and `GET Patient/[id]/*`: a search within a patient's record. */
export const compartmentRoute: Route = async (interaction) => {
  const { id, type } = targetOfKind(interaction, 'compartment')
  if (type !== '*' && !inCompartment(type))
    throw fault(404, 'not-supported', `${type} resources are in no patient's compartment.`)
  return runSearch(interaction, {
    ...typesOf(interaction, type),
    patient: id,
    path: `/Patient/${id}/${type}`,
    repository,
  })

  function repository() {
    return interaction.guard.compartment(id)
  }
}

function typesOf({ guard }: Interaction, type: string): Pick<SearchPlace, 'type' | 'types'> {
  if (type !== '*') return { type }
  return { type: 'Resource', types: resourceTypes.filter((known) => inCompartment(known) && guard.allows('s', known)) }
}

function inCompartment(type: string): boolean {
  return type === 'Patient' || patientCompartment(type).length > 0
}
