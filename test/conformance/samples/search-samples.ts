import type { Collection, SampleKind } from './collection.ts'

/** Searches by name. Those of one resource type that finds nothing, something, one page of several, and so on. */
const SEARCHES: Readonly<Record<string, string>> = {
  plain: '/CarePlan?patient=ruiz&category=assess-plan',
  empty: '/Condition?patient=nobody',
  'token-and-date': '/Observation?patient=ruiz&category=vital-signs&date=ge2020-01-01',
  include: '/CarePlan?patient=ruiz&_include=CarePlan:care-team&_include=CarePlan:condition&_include=CarePlan:subject',
  iterate: '/CarePlan?patient=ruiz&_include=CarePlan:care-team&_include:iterate=CareTeam:participant',
  revinclude: '/Patient?_id=ruiz&_revinclude=Condition:patient&_revinclude=Provenance:target',
  chain: '/Condition?patient.name=ruiz&clinical-status=active',
  has: '/Patient?_has:Condition:patient:code=E11.22',
  sorted: '/Observation?patient=ruiz&_sort=-date,code&_count=5',
  total: '/Patient?_total=accurate&_count=3',
  'count-only': '/Patient?_summary=count',
  'count-0': '/Patient?_count=0',
  unknown: '/Patient?frob=1&family=ruiz',
  system: '/?_type=Patient,Practitioner&_count=4',
  compartment: '/Patient/ruiz/Condition',
  everywhere: '/Patient/ruiz/*?_count=20',
  trail: '/AuditEvent?patient=ruiz&_count=10',
}

/** Parts of resources: what they are marked with (`SUBSETTED`) says that they are not whole. */
const PARTS: Readonly<Record<string, string>> = {
  summary: '/CarePlan?patient=ruiz&_summary=true',
  text: '/CarePlan?patient=ruiz&_summary=text',
  data: '/CarePlan?patient=ruiz&_summary=data',
  elements: '/Patient?_elements=birthDate,gender&_count=3',
  'elements-of-tasks': '/Task?_elements=status&_count=3',
  'summary-of-observations': '/Observation?patient=ruiz&_summary=true&_count=10',
  'summary-of-charges': '/ChargeItem?_summary=true',
  'summary-of-definitions': '/metadata?_summary=true',
  'read-elements': '/Patient/ruiz?_elements=name',
  'read-text': '/CarePlan?patient=ruiz&_summary=text&_include=CarePlan:subject',
}

const HISTORIES: Readonly<Record<string, string>> = {
  instance: '/Patient/gone/_history',
  type: '/Patient/_history?_count=10',
  system: '/_history?_count=20',
  since: '/Task/_history?_since=2020-01-01&_count=5',
  empty: '/Patient/_history?_since=2199-01-01',
}

/** Bundles of searches and histories, each with what follows its first page. */
export async function collectSearches(collection: Collection): Promise<void> {
  await collectPages(collection, 'search', SEARCHES)
  await collectPages(collection, 'part', PARTS)
  await collectPages(collection, 'history', HISTORIES)
  const posted = await collection.as('administrator')('/Patient/_search', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'family=ruiz',
  })
  collection.keep('search', 'posted', 200, posted)
}

async function collectPages(
  collection: Collection,
  kind: SampleKind,
  paths: Readonly<Record<string, string>>,
): Promise<void> {
  const ask = collection.as('administrator')
  for (const [name, path] of Object.entries(paths)) {
    const first = collection.keep(kind, name, 200, await ask(path))
    const next = 'link' in first.body ? first.body.link.find(({ relation }) => relation === 'next')?.url : undefined
    if (next !== undefined) collection.keep(kind, `${name}-next`, 200, await ask(below(next)))
  }
}

/** The path of a link below the FHIR base: the server may be called by another name than the one in its links. */
export function below(url: string): string {
  return url.replace(/^.*\/fhir\/r4/, '')
}
