import { present } from '#domain/present.ts'
import { z } from 'zod'
import type { ClientCredential } from '../auth/app-session/client-credential.ts'
import type { RegisteredEhr } from '../ports/registered-ehr.ts'
import { atLeastOne, baseUrl, environmentName, fromText, line, listOf, oneOf, origin, url } from './setting-types.ts'

/** Asymmetric only: with a shared secret whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512'] as const
const KINDS = ['epic', 'oracle', 'other'] as const
const STAFF_ROLES = ['billing-practitioner', 'clinical-staff', 'non-clinical'] as const

const role = z.strictObject({
  propose: oneOf(STAFF_ROLES),
  npi: z.boolean({ error: 'must be true or false' }).optional(),
  credentials: atLeastOne(line('must be a degree or licence, such as RN'), 'degrees or licences').optional(),
})

const ehr = z
  .strictObject(
    {
      name: line('must be the name that people know it by'),
      kind: oneOf(KINDS).default('other'),
      tenant: line('must be the name of a practice (its slug)'),
      issuers: atLeastOne(url(), 'issuers (iss of its id_tokens)'),
      fhirBase: baseUrl(),
      clientId: line('must be the id of our client there'),
      clientSecretFrom: environmentName(),
      privateKeyFrom: environmentName(),
      jwksUrl: url().optional(),
      algorithms: atLeastOne(oneOf(ALGORITHMS), 'algorithms').default(['RS256', 'RS384', 'ES256', 'ES384']),
      maxTokenAge: z
        .number({ error: 'must be a number of seconds from 60 to 3600' })
        .int({ error: 'must be a whole number of seconds' })
        .min(60, { error: 'must be 60 seconds or more' })
        .max(3600, { error: 'must be 3600 seconds or less' })
        .default(600),
      frameOrigins: listOf(origin(), 'origins').default([]),
      patientSystems: listOf(line('must be the system of an identifier'), 'identifier systems').default([]),
      readsUsers: z.boolean({ error: 'must be true or false' }).default(true),
      roles: listOf(role, 'rules').default([]),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object that describes an EHR' : undefined) },
  )
  .refine((found) => !(found.clientSecretFrom !== undefined && found.privateKeyFrom !== undefined), {
    path: ['privateKeyFrom'],
    error: 'cannot stand beside clientSecretFrom: a client proves itself in one way',
  })

/** An EHR as it stands in the settings: our secret there is only named, and lies in the environment. */
export type EhrSetting = Readonly<z.output<typeof ehr>>

/** The EHRs of the settings, for those who ask them and let people in from them. */
export function registeredEhrs(ehrs: readonly EhrSetting[]): readonly RegisteredEhr[] {
  return ehrs.map((ehr) => ({
    name: ehr.name,
    kind: ehr.kind,
    tenant: ehr.tenant,
    issuers: ehr.issuers,
    fhirBase: ehr.fhirBase,
    clientId: ehr.clientId,
    algorithms: ehr.algorithms,
    maxTokenAge: ehr.maxTokenAge,
    frameOrigins: ehr.frameOrigins,
    patientSystems: ehr.patientSystems,
    readsUsers: ehr.readsUsers,
    roles: ehr.roles.map((role) => present(role)),
    ...present({ jwksUrl: ehr.jwksUrl }),
  }))
}

/** How we prove ourselves to an EHR's token endpoint, by its FHIR base. Secrets and keys are taken from the environment. */
export function ehrCredentials(
  ehrs: readonly EhrSetting[],
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, ClientCredential> {
  return new Map(
    ehrs.map(({ fhirBase, clientSecretFrom, privateKeyFrom }): [string, ClientCredential] => {
      const secret = clientSecretFrom === undefined ? undefined : environment[clientSecretFrom]
      const key = privateKeyFrom === undefined ? undefined : environment[privateKeyFrom]
      if (key !== undefined) return [fhirBase, { kind: 'key', key }]
      return [fhirBase, secret === undefined ? { kind: 'none' } : { kind: 'secret', secret }]
    }),
  )
}

/** The setting `EHRS`: the EHRs that clinicians may come from. */
export const ehrSettings = {
  EHRS: z.preprocess(fromText, listOf(ehr, 'EHRs: [{"name": …}]')).default([]),
} as const

/**
 * What is wrong with EHRs that are right one by one: two that cannot be told apart, a secret that is not there. Each names
 * the field.
 */
export function ehrContradictions(
  ehrs: readonly EhrSetting[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const bases = new Map<string, number>()
  const issuers = new Map<string, number>()
  return ehrs.flatMap((each, index) => [
    ...takenBy(bases, each.fhirBase, index).map((other) => `EHRS[${index}].fhirBase: is EHRS[${other}]'s`),
    ...each.issuers.flatMap((issuer, at) =>
      takenBy(issuers, issuerKey(issuer, each.clientId), index).map(
        (other) =>
          `EHRS[${index}].issuers[${at}]: is EHRS[${other}]'s with the same clientId, so their id_tokens could not be told apart`,
      ),
    ),
    ...(['clientSecretFrom', 'privateKeyFrom'] as const).flatMap((field) => {
      const name = each[field]
      return name !== undefined && !environment[name] ? [`EHRS[${index}].${field}: the environment has no ${name}`] : []
    }),
  ])
}

function issuerKey(issuer: string, clientId: string): string {
  return `${issuer}\n${clientId}`
}

function takenBy(seen: Map<string, number>, key: string, index: number): readonly number[] {
  const other = seen.get(key)
  seen.set(key, other ?? index)
  return other === undefined ? [] : [other]
}

/** EHRs that are not reached by https: production refuses them. */
export function insecureEhrs(ehrs: readonly EhrSetting[]): readonly string[] {
  return ehrs.flatMap(({ fhirBase, jwksUrl, issuers, frameOrigins }, index) =>
    [fhirBase, ...(jwksUrl === undefined ? [] : [jwksUrl]), ...issuers, ...frameOrigins]
      .filter((each) => !each.startsWith('https:'))
      .map((each) => `EHRS[${index}]: ${each} is not https`),
  )
}
