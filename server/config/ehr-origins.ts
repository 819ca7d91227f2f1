import type { RegisteredEhr } from '../ports/registered-ehr.ts'

/** Origins for the Content-Security-Policy of the app's pages. Each list is sorted, and names each origin once. */
export interface EhrOrigins {
  /** Who may hold our pages in a frame: `frame-ancestors`. */
  readonly frameAncestors: readonly string[]
  /** Whom our pages may ask: `connect-src`. The EHRs' FHIR servers, read with the clinician's own token. */
  readonly connectSrc: readonly string[]
}

/** What the registered EHRs add to the policy of the app's pages, beside `'self'`. */
export function ehrOrigins(ehrs: readonly RegisteredEhr[]): EhrOrigins {
  return {
    frameAncestors: sorted(ehrs.flatMap(({ frameOrigins }) => frameOrigins)),
    connectSrc: sorted(ehrs.map(({ fhirBase }) => new URL(fhirBase).origin)),
  }
}

function sorted(origins: readonly string[]): readonly string[] {
  return [...new Set(origins)].sort()
}
