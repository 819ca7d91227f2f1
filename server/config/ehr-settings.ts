import { present } from '#domain/present.ts'
import { z } from 'zod'
import type { RegisteredEhr } from '../ports/registered-ehr.ts'

/** Asymmetric only: with a shared secret whoever can check a token can make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512'] as const
const KINDS = ['epic', 'oracle', 'other'] as const
const STAFF_ROLES = ['billing-practitioner', 'clinical-staff', 'non-clinical'] as const

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

const line = (error: string) => z.string({ error }).trim().min(1, { error })

function parsedUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  if (`${url.username}${url.password}${url.hash}` !== '') return undefined
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))
  return secure ? url : undefined
}

const URL_ERROR = 'must be an https:// URL without user, password and fragment (http:// on this machine only)'

const url = () => z.string({ error: URL_ERROR }).refine((text) => parsedUrl(text) !== undefined, { error: URL_ERROR })

const baseUrl = () => url().transform((text) => text.replace(/\/+$/, ''))

const ORIGIN_ERROR = 'must be an origin: https://ehr.example, without a path'

const origin = () =>
  z.string({ error: ORIGIN_ERROR }).refine((text) => parsedUrl(text)?.origin === text, { error: ORIGIN_ERROR })

const oneOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

const listOf = <T extends z.ZodType>(item: T, what: string) => z.array(item, { error: `must be a list of ${what}` })

const atLeastOne = <T extends z.ZodType>(item: T, what: string) =>
  listOf(item, what).min(1, { error: `must name at least one of: ${what}` })

const environmentName = () =>
  z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'must be the name of an environment variable, not the secret itself' })
    .optional()

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

/** An environment variable holds the list as JSON. What is no JSON is left as it is, and refused as no list. */
function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

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
