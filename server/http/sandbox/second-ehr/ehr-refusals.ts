import type { EhrKind } from './ehr-kinds.ts'

/** A request to the second EHR's FHIR base. */
export interface EhrRequest {
  readonly method: string
  /** Type of the resource. */
  readonly type: string
  /** Whether one resource is meant, not a search or a create. */
  readonly instance: boolean
  readonly query: URLSearchParams
}

/** What an EHR says instead of an answer. */
export interface EhrRefusal {
  readonly status: number
  readonly message: string
}

const ABSENT: Readonly<Record<EhrKind, readonly string[]>> = {
  epic: ['ChargeItem'],
  oracle: ['Task', 'EpisodeOfCare'],
}

/** Epic's codes of care plans. */
const EPIC_CATEGORIES = '38717003, 734163000, 736271009, 736353004, 738906000, 736378000'

/** What such an EHR refuses that FHIR would allow; undefined: it answers. */
export function refusalOf(kind: EhrKind, request: EhrRequest): EhrRefusal | undefined {
  if (ABSENT[kind].includes(request.type)) return { status: 404, message: `There is no ${request.type} here.` }
  if (request.method !== 'GET') return refusedWrite(kind, request)
  return request.instance ? undefined : refusedSearch(kind, request)
}

function refusedWrite(kind: EhrKind, { type }: EhrRequest): EhrRefusal | undefined {
  if (type === 'CarePlan' || (kind === 'epic' && type === 'Encounter'))
    return { status: 405, message: `${type} cannot be written here.` }
  // The sandbox opens charts, not visits.
  if (kind === 'epic' && type === 'DocumentReference') return { status: 400, message: 'Valid encounter required' }
  return undefined
}

function refusedSearch(kind: EhrKind, { type, query }: EhrRequest): EhrRefusal | undefined {
  for (const name of ['_sort', '_include'])
    if (query.has(name)) return { status: 400, message: `Unknown query parameter ${name}.` }
  if (type === 'CarePlan' && !hasCategory(kind, query)) return { status: 400, message: CATEGORY_WANTED[kind] }
  if (kind === 'epic' && type === 'Observation' && !query.has('category') && !query.has('code'))
    return { status: 400, message: 'Must have either code or category' }
  return undefined
}

const CATEGORY_WANTED: Readonly<Record<EhrKind, string>> = {
  epic: `CarePlan wants a category, one of ${EPIC_CATEGORIES}.`,
  oracle: 'CarePlan wants patient and category=assess-plan.',
}

function hasCategory(kind: EhrKind, query: URLSearchParams): boolean {
  const category = query.get('category') ?? ''
  if (kind === 'epic') return category !== ''
  return query.has('patient') && /(^|\|)assess-plan$/.test(category)
}
