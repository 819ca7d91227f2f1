import { fault } from '../fault.ts'
import type { Interaction, Route } from '../interaction.ts'
import { readResponse } from '../respond.ts'
import type { Target } from '../target.ts'

/** `GET [type]/[id]`: the current version. https://hl7.org/fhir/R4/http.html#read */
export const readRoute: Route = async (interaction) => {
  const { type, id } = targetOfKind(interaction, 'instance')
  interaction.guard.require('r', type)
  const stored = await interaction.guard.repository('r').read(type, id)
  return readResponse(interaction, stored, `${type}/${id}`)
}

/** `GET [type]/[id]/_history/[version]`. https://hl7.org/fhir/R4/http.html#vread */
export const vreadRoute: Route = async (interaction) => {
  const { type, id, version } = targetOfKind(interaction, 'version')
  interaction.guard.require('r', type)
  const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined
  const stored =
    number === undefined ? undefined : await interaction.guard.repository('r').readVersion(type, id, number)
  return readResponse(interaction, stored, `${type}/${id}/_history/${version}`)
}

/** The target of a route that is only called with one kind of it. */
export function targetOfKind<K extends Target['kind']>({ target }: Interaction, kind: K): Extract<Target, { kind: K }> {
  if (isOfKind(target, kind)) return target
  throw fault(404, 'not-found', `There is no ${kind} at this path.`)
}

function isOfKind<K extends Target['kind']>(target: Target, kind: K): target is Extract<Target, { kind: K }> {
  return target.kind === kind
}
