/** Stands in for the package `cross-fetch`, which fhirclient imports: browsers have their own. */
export const Response = globalThis.Response
export const Headers = globalThis.Headers
export const Request = globalThis.Request
export const fetch = globalThis.fetch
// eslint-disable-next-line no-restricted-exports -- the package that this file stands in for has a default export
export default globalThis.fetch
