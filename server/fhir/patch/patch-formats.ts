/** RFC 6902. */
export const JSON_PATCH = 'application/json-patch+json'

/** Media types of patches, as the CapabilityStatement and `Accept-Patch` (RFC 5789) name them. */
export const PATCH_FORMATS = [JSON_PATCH, 'application/fhir+json'] as const
