import type { CodeSystem, Resource } from '@medplum/fhirtypes'
import { moduleFile, type GeneratedFile } from './generated-file.ts'

const FILE = 'server/domain/terminology/generated/guide-names.ts'

/** Code systems of which the rules speak by code and people by name: constant and code system id. */
const SYSTEMS = {
  PROGRAM_CODES: 'ccm-program',
  STAFF_ROLE_CODES: 'ccm-staff-role',
  ENROLLMENT_STATE_CODES: 'ccm-enrollment-state',
  MONTH_STATE_CODES: 'ccm-month-state',
  CONSENT_STATEMENT_CODES: 'ccm-consent-statement',
  CONSENT_METHOD_CODES: 'ccm-consent-method',
  OBSERVATION_CODES: 'ccm-observation',
  MDM_LEVEL_CODES: 'mdm-level',
} as const

/** Codes of the guide that the rules know, each with what it is called. */
export function guideNames(guide: readonly Resource[]): readonly GeneratedFile[] {
  return [
    moduleFile(
      FILE,
      Object.entries(SYSTEMS).flatMap(([constant, id]) => namesOf(constant, id, guide)),
    ),
  ]
}

function namesOf(constant: string, id: string, guide: readonly Resource[]): string[] {
  const system = guide.find((one): one is CodeSystem => one.resourceType === 'CodeSystem' && one.id === id)
  if (!system) throw new Error(`The guide has no CodeSystem/${id}.`)
  const rows = (system.concept ?? []).map(
    ({ code, display = code }) => `  ${JSON.stringify(code)}: ${JSON.stringify(display)},`,
  )
  return ['', `/** \`[ig]/CodeSystem/${id}\`, in its order. */`, `export const ${constant} = {`, ...rows, '} as const']
}
