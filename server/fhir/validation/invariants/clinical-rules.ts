import { isObject, objects, type JsonObject } from '../json.ts'
import { count, has, hasChoice, hasCode, notAfter, rule, type CodedRules } from './coded-rule.ts'

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem'
const ENTERED_IN_ERROR = ['entered-in-error']

function allergyInError(allergy: JsonObject): boolean {
  return hasCode(allergy['verificationStatus'], `${TERMINOLOGY}/allergyintolerance-verification`, ENTERED_IN_ERROR)
}

function conditionInError(condition: JsonObject): boolean {
  return hasCode(condition['verificationStatus'], `${TERMINOLOGY}/condition-ver-status`, ENTERED_IN_ERROR)
}

/** Whether two CodeableConcepts share a coding, as FHIRPath's `intersect` sees it: all fields alike. */
function shareCoding(a: unknown, b: unknown): boolean {
  const others = new Set(objects(isObject(b) ? b['coding'] : undefined).map((coding) => JSON.stringify(coding)))
  return objects(isObject(a) ? a['coding'] : undefined).some((coding) => others.has(JSON.stringify(coding)))
}

/** `ctm-1` asks whose member it is: a literal reference tells the type, any other is given the benefit of the doubt. */
function isPractitioner(member: unknown): boolean {
  const reference = isObject(member) ? member['reference'] : undefined
  const type = typeof reference === 'string' ? /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference)?.[1] : undefined
  return type === undefined || type === 'Practitioner'
}

/** Invariants of clinical, administrative and financial resources. */
export const clinicalRules: CodedRules = {
  'ait-1': rule(
    "verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' and code = 'entered-in-error').exists() or clinicalStatus.exists()",
    (allergy) => allergyInError(allergy) || has(allergy, 'clinicalStatus'),
  ),
  'ait-2': rule(
    "verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' and code = 'entered-in-error').empty() or clinicalStatus.empty()",
    (allergy) => !allergyInError(allergy) || !has(allergy, 'clinicalStatus'),
  ),
  'app-1': rule(
    'type.exists() or actor.exists()',
    (participant) => has(participant, 'type') || has(participant, 'actor'),
  ),
  'app-2': rule(
    'start.exists() = end.exists()',
    (appointment) => has(appointment, 'start') === has(appointment, 'end'),
  ),
  'sev-1': rule('name.empty() or query.empty()', (entity) => !has(entity, 'name') || !has(entity, 'query')),
  'cpl-3': rule('detail.empty() or reference.empty()', (act) => !has(act, 'detail') || !has(act, 'reference')),
  'ctm-1': rule(
    'onBehalfOf.exists() implies (member.resolve().iif(empty(), true, ofType(Practitioner).exists()))',
    (participant) => !has(participant, 'onBehalfOf') || isPractitioner(participant['member']),
  ),
  'con-1': rule(
    'summary.exists() or assessment.exists()',
    (stage) => has(stage, 'summary') || count(stage, 'assessment') > 0,
  ),
  'con-2': rule(
    'code.exists() or detail.exists()',
    (evidence) => count(evidence, 'code') > 0 || count(evidence, 'detail') > 0,
  ),
  'con-4': rule(
    "abatement.empty() or clinicalStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-clinical' and (code='resolved' or code='remission' or code='inactive')).exists()",
    (condition) =>
      !hasChoice(condition, 'abatement') ||
      hasCode(condition['clinicalStatus'], `${TERMINOLOGY}/condition-clinical`, ['resolved', 'remission', 'inactive']),
  ),
  'con-5': rule(
    "verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code='entered-in-error').empty() or clinicalStatus.empty()",
    (condition) => !conditionInError(condition) || !has(condition, 'clinicalStatus'),
  ),
  'ppc-1': rule(
    'policy.exists() or policyRule.exists()',
    (consent) => count(consent, 'policy') > 0 || has(consent, 'policyRule'),
  ),
  'gol-1': rule(
    '(detail.exists() and measure.exists()) or detail.exists().not()',
    (target) => !hasChoice(target, 'detail') || has(target, 'measure'),
  ),
  'imm-1': rule(
    'documentType.exists() or reference.exists()',
    (education) => has(education, 'documentType') || has(education, 'reference'),
  ),
  'mad-1': rule('dose.exists() or rate.exists()', (dosage) => has(dosage, 'dose') || hasChoice(dosage, 'rate')),
  'obs-3': rule(
    'low.exists() or high.exists() or text.exists()',
    (range) => has(range, 'low') || has(range, 'high') || has(range, 'text'),
  ),
  'obs-6': rule(
    'dataAbsentReason.empty() or value.empty()',
    (observation) => !has(observation, 'dataAbsentReason') || !hasChoice(observation, 'value'),
  ),
  'obs-7': rule(
    'value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()',
    (observation, { resource }) =>
      observation['component'] === undefined ||
      !hasChoice(observation, 'value') ||
      !objects(observation['component']).some(({ code }) => shareCoding(code, resource['code'])),
  ),
  'org-1': rule(
    '(identifier.count() + name.count()) > 0',
    (organization) => count(organization, 'identifier') + count(organization, 'name') > 0,
  ),
  'org-2': rule("where(use = 'home').empty()", (address) => address['use'] !== 'home'),
  'org-3': rule("where(use = 'home').empty()", (telecom) => telecom['use'] !== 'home'),
  'pat-1': rule('name.exists() or telecom.exists() or address.exists() or organization.exists()', (contact) =>
    ['name', 'telecom', 'address', 'organization'].some((name) => count(contact, name) > 0),
  ),
  'prr-1': rule(
    'orderDetail.empty() or code.exists()',
    (request) => count(request, 'orderDetail') === 0 || has(request, 'code'),
  ),
  'inv-1': [
    ...rule('lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn', (task) =>
      notAfter(task['authoredOn'], task['lastModified']),
    ),
    ...rule(
      '(part.exists() and value.empty() and resource.empty()) or (part.empty() and (value.exists() xor resource.exists()))',
      (parameter) => {
        const given = Number(hasChoice(parameter, 'value')) + Number(has(parameter, 'resource'))
        return count(parameter, 'part') > 0 ? given === 0 : given === 1
      },
    ),
  ],
}
