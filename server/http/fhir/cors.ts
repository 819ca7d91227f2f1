/** CORS for any origin, without credentials: a token travels in a header that the script itself must know. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Content-Location, ETag, Last-Modified, Location, Retry-After, WWW-Authenticate, X-Progress, X-Request-Id',
} as const

/** The answer to a preflight. https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export const PREFLIGHT_HEADERS = {
  ...CORS_HEADERS,
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Exist, If-None-Match, Prefer, X-Request-Id',
  'access-control-max-age': '86400',
} as const
