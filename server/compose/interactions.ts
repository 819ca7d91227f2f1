import { ROUTES } from '../fhir/routes/route-table.ts'
import { OPERATION_ROLES } from '../auth/roles.ts'

const LEVELS = ['instance', 'type', 'system'].flatMap((level) => [`history-${level}`, `search-${level}`])

const known = new Set([
  ...ROUTES.map(({ interaction }) => interaction),
  ...LEVELS,
  ...Object.keys(OPERATION_ROLES).map((name) => `$${name}`),
  'capabilities',
  '$everything',
  '$expand',
  '$lookup',
  '$validate',
  '$validate-code',
])

/** Whether figures are kept under this name: a client can make up operations, but no lines of `/metrics`. */
export function isInteraction(name: string): boolean {
  return known.has(name)
}
