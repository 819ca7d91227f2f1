import type { RegisteredEhr } from '#ports/registered-ehr.ts'
import { publicUrl, type Config } from '../config.ts'
import { DEMO_TENANT, DEMO_TIME_ZONE } from '../demo/practice.ts'
import { GUEST, GUEST_RESOURCE, SECOND_EHR_ISSUER } from '../demo/second-ehr.ts'
import { DEMO_SIGN_INS } from '../demo/sign-in.ts'
import { storyOf, TOUR } from '../demo/stories.ts'
import { EHR_KINDS, ehrBase, KIND } from '../http/sandbox/second-ehr/ehr-kinds.ts'
import type { DemoSite } from '../http/site/pages-deps.ts'
import type { RunningDemo } from './demo.ts'

/** How far the process is. */
interface DemoState {
  readonly running: { readonly demo?: RunningDemo } | undefined
}

/** What the pages show of the demo. @param port where the process listens, once it does */
export function demoSite(config: Config, state: DemoState, port: () => number): DemoSite {
  const running = () => state.running?.demo
  return {
    reader: () => running()?.reader,
    timeZone: DEMO_TIME_ZONE,
    months: () => running()?.months() ?? [],
    shows: storyOf,
    tour: TOUR,
    people: DEMO_SIGN_INS,
    tokenFor: (person) => running()?.tokenFor(person) ?? Promise.resolve(undefined),
    endTokens: (patient) => {
      running()?.ended.end(patient)
    },
    url: () => publicUrl(config, port()),
    secondEhr: {
      origin: () => secondOrigin(config, port()),
      issuer: SECOND_EHR_ISSUER,
      guest: GUEST,
      guestResource: GUEST_RESOURCE,
    },
  }
}

/** This machine under another of its names: another origin, and to browsers another site. */
function secondOrigin(config: Config, port: number): string {
  const { hostname } = new URL(publicUrl(config, port))
  const host = config.HOST === '::1' ? '[::1]' : '127.0.0.1'
  return `http://${hostname === host ? 'localhost' : host}:${port}`
}

/** The second EHR, registered as an operator would register one. */
export function secondEhrs(config: Config, port: number): readonly RegisteredEhr[] {
  const origin = secondOrigin(config, port)
  return EHR_KINDS.map((kind) => ({
    name: `Sandbox EHR (${KIND[kind].words})`,
    kind,
    tenant: DEMO_TENANT,
    issuers: [SECOND_EHR_ISSUER],
    fhirBase: ehrBase(origin, kind),
    clientId: KIND[kind].clientId,
    jwksUrl: ehrBase(origin, kind).replace(/r4$/, 'keys'),
    algorithms: ['RS256'],
    maxTokenAge: 600,
    frameOrigins: [origin],
    patientSystems: ['https://riverbend.example/mrn', 'https://github.com/synthetichealth/synthea'],
    readsUsers: true,
    roles: [{ propose: 'clinical-staff', npi: false, credentials: ['RN'] }],
  }))
}
