import fc, { type Arbitrary } from 'fast-check'
import { anyText } from './values.ts'

/** Bytes that need be no HTTP. */
export interface RawAsk {
  readonly text: string
  readonly encoding: BufferEncoding
}

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Accept: [
    'application/fhir+json',
    'application/fhir+xml',
    '*/*',
    'text/html;q=0',
    ';',
    ',',
    'a/b;fhirVersion=9.9',
    '*',
  ],
  'Content-Type': [
    'application/fhir+json',
    'application/json;charset=latin1',
    'text/plain',
    '',
    ';',
    'application/fhir+xml',
  ],
  Prefer: [
    'return=minimal',
    'return=OperationOutcome',
    'handling=strict',
    'respond-async',
    'return=',
    '=',
    ';;,',
    'wait=1e9',
  ],
  'If-Match': ['W/"1"', '"1"', '1', '*', 'W/""', 'W/"99999999999999999999"', 'W/"-1"', ','],
  'If-None-Match': ['*', 'W/"1"', '""', 'W/"1", W/"2"'],
  'If-Modified-Since': ['Sat, 29 Oct 1994 19:43:31 GMT', 'x', '9999999999999', '1e400'],
  'If-None-Exist': ['identifier=a|b', 'Patient?_id=p1', '', '?', '_count=1', 'name=x&nothing=y', '%'],
  'X-Request-Id': ['req-12345678', '', '<script>', 'a b', 'x'.repeat(200)],
  Authorization: [
    '',
    'Bearer',
    'Bearer ',
    'bearer x',
    'Basic YTpi',
    'Bearer a.b.c',
    'Bearer ..',
    `Bearer ${'x'.repeat(9000)}`,
  ],
  'Content-Encoding': ['gzip', 'identity', 'br, gzip', ''],
  'Content-Length': ['0', '1', '5', '99999999999999999999', '-1', 'x', '1, 1'],
  'Transfer-Encoding': ['chunked', 'gzip', 'chunked, chunked', 'identity'],
  Connection: ['close', 'keep-alive', 'upgrade', 'x'],
  Upgrade: ['websocket', 'h2c'],
  Expect: ['100-continue', 'x'],
  Host: ['', 'evil.example', '[::1', 'a b', '127.0.0.1:99999'],
  Origin: ['null', 'https://app.example', 'x'],
  'X-Forwarded-For': ['1.2.3.4', ',', 'x'.repeat(3000)],
  'X-HTTP-Method-Override': ['DELETE'],
  Range: ['bytes=0-1'],
  'Access-Control-Request-Method': ['PUT', 'x'],
}

const PATHS = [
  '/Patient/p1',
  '/Patient/p1/',
  '//Patient//p1',
  '/Patient?name=x',
  '/Patient/p1/_history/1',
  '/Patient/p1/_history',
  '/metadata',
  '/metadata?_format=xml',
  '/',
  '',
  '?_summary=count',
  '/.well-known/smart-configuration',
  '/_jobs/x',
  '/Patient/p1/$ccm-month?month=2026-03',
  '/Patient/%2e%2e/p1',
  '/Patient/p%00',
  '/Patient/%E0%A4%A',
  '/../../etc/passwd',
  '/Patient/p1#fragment',
  '/Patient/p1?a=%',
  '/__proto__/constructor',
  `/Patient/${'x'.repeat(65)}`,
  `/Patient?name=${'x'.repeat(20_000)}`,
  `/Patient?name=${'x'.repeat(200_000)}`,
  '/Bogus',
]

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'BREW',
  '',
]

const BODIES = [
  '',
  '{}',
  '{"resourceType":"Patient","id":"p1"}',
  '[',
  'x'.repeat(100),
  '5\r\nhello\r\n0\r\n\r\n',
  'zz\r\n',
]

/** A header that means something, with a value that means something or hardly anything. */
const known: Arbitrary<string> = fc
  .constantFrom(...Object.keys(KNOWN))
  .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(KNOWN[name] ?? []))))
  .map(([name, value]) => `${name}: ${value}`)

const line: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: known },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(KNOWN)), anyText).map((pair) => pair.join(': ')) },
  { weight: 1, arbitrary: fc.tuple(anyText, anyText).map(([name, value]) => `${name}:${value}`) },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constantFrom(1, 100, 2000).map((times) => Array(times).fill('X-Many: x').join('\r\n')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' folded', '\tfolded', 'A\0B: c', 'Name : x', ': x', 'a: b\rc: d', 'a: b\nc: d'),
  },
)

/** Requests as text whose headers, methods and paths are more or less wrong; `TOKEN` in it stands for the caller's token. */
export function headerAsks(url: string): Arbitrary<RawAsk> {
  const { host, pathname } = new URL(url)
  return fc
    .record({
      base: fc.constantFrom(pathname, pathname, pathname, pathname, '', '/demo/fhir', '/healthz', 'http://x'),
      method: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT') },
        { weight: 2, arbitrary: fc.constantFrom(...METHODS) },
        { weight: 1, arbitrary: anyText },
      ),
      path: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PATHS) }, { weight: 1, arbitrary: anyText }),
      lines: fc.oneof(
        { weight: 3, arbitrary: fc.array(known, { minLength: 1, maxLength: 3 }) },
        fc.array(line, { maxLength: 6 }),
      ),
      authorized: fc.constantFrom(true, true, true, false),
      version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', ''),
      body: fc.constantFrom(...BODIES),
      sized: fc.boolean(),
      encoding: fc.constantFrom<BufferEncoding>('utf8', 'latin1'),
    })
    .map(({ base, method, path, lines, authorized, version, body, sized, encoding }) => {
      const head = [
        `${method} ${base}${path} ${version}`,
        `Host: ${host}`,
        'Connection: close',
        ...(authorized ? ['Authorization: Bearer TOKEN'] : []),
        ...(sized ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
        ...lines,
      ]
      return { text: `${head.join('\r\n')}\r\n\r\n${body}`, encoding }
    })
}
