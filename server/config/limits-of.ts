import { DEFAULT_LIMITS, type Limits } from '../fhir/limits.ts'
import type { HttpLimits } from '../http/http-limits.ts'
import type { DatabaseLimits } from '../store/open-database.ts'
import type { SearchLimits } from '../store/search/search-run.ts'
import type { LimitSettings } from './limit-settings.ts'

/** What the FHIR surface takes. */
export function fhirLimits(settings: LimitSettings): Limits {
  return {
    ...DEFAULT_LIMITS,
    bodyBytes: Math.round(settings.MAX_BODY_MB * 1024 * 1024),
    jsonDepth: settings.MAX_JSON_DEPTH,
    jsonValues: settings.MAX_JSON_VALUES,
    bundleEntries: settings.MAX_BUNDLE_ENTRIES,
    patchOperations: settings.MAX_PATCH_OPERATIONS,
    pageSize: settings.MAX_PAGE_SIZE,
    defaultPageSize: settings.DEFAULT_PAGE_SIZE,
    recordPageSize: settings.MAX_RECORD_RESOURCES,
    searchParameters: settings.MAX_SEARCH_PARAMETERS,
    searchValues: settings.MAX_SEARCH_VALUES,
    chainDepth: settings.MAX_CHAIN_DEPTH,
    includes: settings.MAX_INCLUDES,
  }
}

/** What is taken before anybody looks at it. */
export function httpLimits(settings: LimitSettings): HttpLimits {
  return {
    urlBytes: Math.round(settings.MAX_URL_KB * 1024),
    headerBytes: Math.round(settings.MAX_HEADER_KB * 1024),
    requestSeconds: settings.MAX_REQUEST_SECONDS,
  }
}

/** A transaction in which nothing happens holds what it locked for so long, in seconds, or as long as its request may last. */
const IDLE_SECONDS = 60

/** How long the database works or waits. */
export function databaseLimits(settings: LimitSettings): DatabaseLimits {
  return {
    search: Math.round(settings.MAX_SEARCH_SECONDS * 1000),
    lock: Math.round(settings.MAX_LOCK_SECONDS * 1000),
    idle: Math.round(Math.max(settings.MAX_REQUEST_SECONDS, IDLE_SECONDS) * 1000),
  }
}

/** How much a search brings along. */
export function searchLimits(settings: LimitSettings): SearchLimits {
  return { included: settings.MAX_INCLUDED, iterations: settings.MAX_ITERATIONS }
}
