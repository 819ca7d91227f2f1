import type { Resource } from '@medplum/fhirtypes'

/** Whose codes a code system's are. HL7's own, ICD-10-CM, HCPCS and UCUM need no notice. */
const NOTICES: Readonly<Record<string, string>> = {
  'http://www.ama-assn.org/go/cpt':
    'CPT codes are copyright of the American Medical Association, which holds their official texts. CPT is a registered trademark of the American Medical Association.',
  'http://snomed.info/sct':
    'Holds codes of SNOMED Clinical Terms (SNOMED CT), copyright of SNOMED International. Their use may need a licence.',
  'http://loinc.org':
    'Holds codes of LOINC, copyright of Regenstrief Institute, Inc. and the LOINC Committee, free of cost under the licence at http://loinc.org/license.',
  'https://nahdo.org/sopt':
    'Codes of the Source of Payment Typology are of the National Association of Health Data Organizations.',
}

/** Definitions that name codes of others. What each charge code says of itself, stands in its definition already. */
const NAMING = new Set(['ValueSet', 'ConceptMap', 'PlanDefinition', 'ActivityDefinition'])

/** Gives a definition that names codes of others the notices of their owners. */
export function withCopyright(resource: Resource): Resource {
  if (!NAMING.has(resource.resourceType) || 'copyright' in resource) return resource
  const text = JSON.stringify(resource)
  const notices = Object.entries(NOTICES).filter(([system]) => text.includes(`"${system}"`))
  if (notices.length === 0) return resource
  return { ...resource, copyright: notices.map(([, notice]) => notice).join(' ') } as Resource
}
