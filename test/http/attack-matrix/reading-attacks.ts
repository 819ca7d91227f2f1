import { keyOf, OWN } from './planted-practices.ts'

/** A request that tries to learn something of whoever `tag` stands for. */
export interface Attack {
  readonly name: string
  readonly path: (tag: string) => string
  readonly method?: string
  readonly body?: (tag: string) => unknown
  readonly headers?: Readonly<Record<string, string>>
  /** `If-None-Exist`. */
  readonly conditional?: (tag: string) => string
  /** Somebody who may see the record is answered with its secret: the attack is a real one. */
  readonly shows?: true
}

const ofInstances: readonly (readonly [type: string, suffix: string])[] = [
  ['Patient', ''],
  ['Condition', '-c'],
  ['Observation', '-o'],
  ['CarePlan', '-plan'],
  ['Encounter', '-e'],
  ['EpisodeOfCare', '-ep'],
  ['Task', '-t'],
  ['Goal', '-g'],
  ['DocumentReference', '-d'],
  ['Coverage', '-cov'],
  ['Provenance', '-prov'],
  ['Group', '-group'],
]

function get(path: (tag: string) => string, shows?: true): Attack {
  return { name: `GET ${path('{tag}')}`, path, ...(shows ? { shows } : {}) }
}

const reads: readonly Attack[] = ofInstances.flatMap(([type, suffix]) => [
  get((tag) => `/${type}/${tag}${suffix}`, true),
  get((tag) => `/${type}/${tag}${suffix}/_history/1`, true),
  get((tag) => `/${type}/${tag}${suffix}/_history`, true),
])

const shaped: readonly Attack[] = [
  get((tag) => `/Observation/${tag}-o?_elements=note`, true),
  get((tag) => `/Observation/${tag}-o?_summary=text`, true),
  get((tag) => `/Observation/${tag}-o/_history/2`),
  get((tag) => `/Observation/${tag}-gone`),
  get((tag) => `/Observation/${tag}-gone/_history/1`),
  get((tag) => `/Observation/${tag}-gone/_history`),
  get((tag) => `/Observation/${tag}-gone/$validate`),
  get((tag) => `/Observation/${tag}-o/_history?_since=2020-01-01`, true),
  { name: 'HEAD Observation', method: 'HEAD', path: (tag) => `/Observation/${tag}-o` },
  {
    name: 'GET Observation unless it is version 1',
    path: (tag) => `/Observation/${tag}-o`,
    headers: { 'if-none-match': 'W/"1"' },
  },
]

/** What was somebody else's before it was put right: its old versions still are. */
const corrected: readonly Attack[] = [
  get((tag) => `/Observation/${OWN}-from-${tag}/_history/1`),
  get((tag) => `/Observation/${OWN}-from-${tag}/_history`),
  get((tag) => `/Task?_id=${OWN}-t-${tag}&_include=Task:focus`),
]

const lists: readonly Attack[] = [
  '/Patient',
  '/Condition',
  '/Observation?_count=100',
  '/Group',
  '/?_lastUpdated=gt2020-01-01&_type=Patient,Condition,Observation,Task&_count=200',
  '/?_type=Patient,Condition,Task,Group',
  '/_history?_count=200',
  '/Condition/_history?_count=200',
  '/Observation/_history?_count=200',
  '/Group/_history',
  '/Practitioner?_revinclude=*',
  '/Practitioner?_id=alvarez&_revinclude=Encounter:practitioner&_revinclude:iterate=Observation:encounter',
  '/Practitioner?_id=alvarez&_revinclude=Provenance:agent&_include:iterate=Provenance:target',
  '/Organization?_revinclude=*',
  '/CarePlan?_include=*&_include:iterate=*',
  '/CarePlan?_include=CarePlan:condition&_revinclude:iterate=Provenance:target',
  '/Patient?_revinclude=*&_revinclude:iterate=Provenance:target',
  '/AuditEvent?_count=200',
].map((path) => ({
  ...get(() => path),
  ...(path.startsWith('/AuditEvent') || path.startsWith('/Pract') || path.startsWith('/Org')
    ? {}
    : { shows: true as const }),
}))

const searches: readonly Attack[] = [
  ...[
    (tag: string) => `/Patient?_id=${tag}`,
    (tag: string) => `/Patient?family=${keyOf(tag)}`,
    (tag: string) => `/Patient?name:contains=${keyOf(tag)}`,
    (tag: string) => `/Patient?identifier=urn:keys|${keyOf(tag)}`,
    (tag: string) => `/Patient?identifier=urn:keys|${keyOf(tag)}&_sort=family,-birthdate`,
    (tag: string) => `/Patient?identifier=urn:keys|${keyOf(tag)}&_elements=name`,
    (tag: string) => `/Patient?identifier=urn:keys|${keyOf(tag)}&_total=accurate`,
    (tag: string) => `/Patient?_has:Condition:patient:identifier=${keyOf(tag)}`,
    (tag: string) => `/Patient?_has:Condition:patient:_has:Provenance:target:_id=${tag}-prov`,
    (tag: string) => `/Patient?_has:Group:member:identifier=${keyOf(tag)}`,
    (tag: string) => `/Condition?patient=${tag}`,
    (tag: string) => `/Condition?patient=Patient/${tag}&_include=Condition:subject`,
    (tag: string) => `/Condition?subject:Patient.family=${keyOf(tag)}`,
    (tag: string) => `/Condition?patient.identifier=${keyOf(tag)}`,
    (tag: string) => `/Condition?identifier=${keyOf(tag)}&code:in=http://codes.test/${tag}`,
    (tag: string) => `/Condition?identifier=${keyOf(tag)}&patient.general-practitioner.family=Alvarez`,
    (tag: string) => `/Condition?patient._has:Observation:patient:identifier=${keyOf(tag)}`,
    (tag: string) => `/Condition?identifier:not=none&patient=${tag}`,
    (tag: string) => `/Condition?patient:missing=false&identifier=${keyOf(tag)}`,
    (tag: string) => `/Observation?subject=Patient/${tag}&category=laboratory`,
    (tag: string) => `/Observation?identifier=${keyOf(tag)}&code-value-quantity=29463-7$gt1`,
    (tag: string) => `/CarePlan?condition.identifier=${keyOf(tag)}`,
    (tag: string) => `/Task?patient=${tag}`,
    (tag: string) => `/Provenance?target=Condition/${tag}-c`,
    (tag: string) => `/Coverage?beneficiary=Patient/${tag}`,
    (tag: string) => `/Group?member=Patient/${tag}`,
    (tag: string) => `/DocumentReference?identifier=${keyOf(tag)}`,
    (tag: string) => `/Patient/${tag}/Condition`,
    (tag: string) => `/Patient/${tag}/*`,
  ].map((path) => get(path)),
  ...[
    (tag: string) => `/Patient?identifier=urn:keys|${keyOf(tag)}&_summary=count`,
    (tag: string) => `/Condition?identifier=${keyOf(tag)}&_summary=count`,
    (tag: string) => `/Condition?identifier=${keyOf(tag)}&_count=0&_total=accurate`,
    (tag: string) => `/CarePlan?_id=${OWN}-plan-${tag}&condition.identifier=${keyOf(tag)}`,
    (tag: string) => `/CarePlan?_id=${OWN}-plan-${tag}&_include=CarePlan:condition`,
    (tag: string) => `/CarePlan?_id=${OWN}-plan-${tag}&_include=*&_include:iterate=*`,
    (tag: string) => `/Observation?_id=${OWN}-o-${tag}&encounter.identifier=${keyOf(tag)}`,
    (tag: string) => `/Observation?_id=${OWN}-o-${tag}&encounter:Encounter.status=finished`,
    (tag: string) => `/Observation?_id=${OWN}-o-${tag}&encounter:missing=false&_include=Observation:encounter`,
    (tag: string) => `/Practitioner?_has:Encounter:practitioner:identifier=${keyOf(tag)}`,
    (tag: string) => `/Practitioner?_has:Patient:general-practitioner:family=${keyOf(tag)}`,
    (tag: string) => `/Practitioner?_has:Provenance:agent:target=Condition/${tag}-c`,
    (tag: string) => `/Practitioner?_has:Condition:asserter:patient=${tag}&_summary=count`,
    (tag: string) => `/Organization?_has:Coverage:payor:identifier=${keyOf(tag)}`,
    (tag: string) => `/AuditEvent?patient=Patient/${tag}`,
    (tag: string) => `/AuditEvent?entity=Condition/${tag}-c`,
    (tag: string) => `/ValueSet?url=http://codes.test/${tag}`,
    (tag: string) => `/ValueSet/${tag}-vs`,
    (tag: string) => `/ValueSet/$expand?url=http://codes.test/${tag}`,
    (tag: string) => `/ValueSet/${tag}-vs/$expand`,
    (tag: string) =>
      `/ValueSet/$validate-code?url=http://codes.test/${tag}&system=http://hl7.org/fhir/sid/icd-10-cm&code=I10`,
    (tag: string) => `/Condition?code:in=http://codes.test/${tag}`,
    (tag: string) => `/Condition?code:in=ValueSet/${tag}-vs`,
  ].map((path) => get(path)),
  ...['Patient', 'Condition', 'Observation'].map((type) => ({
    name: `POST ${type}/_search`,
    method: 'POST',
    path: () => `/${type}/_search`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: (tag: string) => new URLSearchParams({ identifier: keyOf(tag), _revinclude: 'Provenance:target' }).toString(),
    shows: true as const,
  })),
]

const operations: readonly Attack[] = [
  get((tag) => `/Patient/${tag}/$everything`, true),
  get((tag) => `/Patient/${tag}/$everything?_type=Condition&_since=2020-01-01`, true),
  {
    name: 'POST $everything',
    method: 'POST',
    path: (tag) => `/Patient/${tag}/$everything`,
    body: () => ({ resourceType: 'Parameters' }),
    shows: true,
  },
  get((tag) => `/Patient/${tag}/$ccm-eligibility`),
  get((tag) => `/Patient/${tag}/$ccm-enroll-draft`),
  get((tag) => `/Patient/${tag}/$ccm-month?month=2026-03`),
  get((tag) => `/Patient/${tag}/$ccm-simulate?month=2026-03&minutes=20`),
  get((tag) => `/Patient/${tag}/$ccm-audit?month=2026-03`),
  ...['completeness', 'copy', 'document', 'revisions', 'difference?from=1'].map((name) =>
    get((tag) => `/CarePlan/${tag}-plan/$ccm-${name}`),
  ),
  get((tag) => `/Observation/${tag}-o/$validate`),
  get((tag) => `/Patient/${tag}/$validate`),
]

const single: readonly Attack[] = [...reads, ...shaped, ...corrected, ...lists, ...searches, ...operations]

/** Everything that is asked of somebody by GET once more, in one batch. */
const batch: Attack = {
  name: 'a batch of all of it',
  method: 'POST',
  path: () => '/',
  body: (tag) => ({
    resourceType: 'Bundle',
    type: 'batch',
    entry: [...reads, ...shaped, ...corrected, ...searches, ...operations]
      .filter(({ method, headers }) => method === undefined && headers === undefined)
      .map(({ path }) => ({ request: { method: 'GET', url: path(tag).slice(1) } })),
  }),
  shows: true,
}

/** The same within a transaction: one, as the first refusal ends it. */
const transactions: readonly Attack[] = [
  (tag: string) => `Observation/${tag}-o`,
  (tag: string) => `Observation/${tag}-o/_history/1`,
  (tag: string) => `Condition?identifier=${keyOf(tag)}&_revinclude=Provenance:target`,
].map((url) => ({
  name: `a transaction with GET ${url('{tag}')}`,
  method: 'POST',
  path: () => '/',
  body: (tag) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ request: { method: 'GET', url: url(tag) } }],
  }),
  shows: true,
}))

/** Every way to ask for something, of which none may tell of whom it is not for. */
export const READING_ATTACKS: readonly Attack[] = [...single, batch, ...transactions]
