import type {
  ActivityDefinition,
  CodeableConcept,
  Coding,
  PlanDefinition,
  PlanDefinitionAction,
} from '@medplum/fhirtypes'
import type { RecognizedCondition } from '../../eligibility/chronic-conditions.ts'
import { codeSystem, SYSTEM } from '../../fhir/canonicals.ts'
import { codingsOf } from '../../fhir/codings.ts'
import { CATEGORIES } from '../../terminology/generated/chronic-conditions.ts'
import { withoutDot } from '../../terminology/look-up.ts'
import { localText, type LocalText } from '../local-text.ts'

/** A care-plan template: a PlanDefinition, and the ActivityDefinitions that its actions name. */
export interface Template {
  readonly plan: PlanDefinition
  /** By canonical, as the actions write it. */
  readonly activities: ReadonlyMap<string, ActivityDefinition>
}

const CATEGORY_SYSTEM = codeSystem('ccm-chronic-condition')
const FHIRPATH = 'text/fhirpath'

/** What an activity of a template becomes. */
const KINDS: ReadonlySet<string> = new Set(['Task', 'ServiceRequest', 'CommunicationRequest'])

/** `url|version` of a definition; '' for one without a URL. */
export function canonicalOf({ url, version }: { readonly url?: string; readonly version?: string }): string {
  return version === undefined ? (url ?? '') : `${url ?? ''}|${version}`
}

/** A canonical without its version. */
export function withoutVersion(canonical: string): string {
  return canonical.split('|', 1)[0] ?? ''
}

/** What a template calls itself. */
export function titleOf(plan: PlanDefinition): LocalText {
  return localText(plan, 'title') ?? { text: plan.name ?? plan.url ?? '' }
}

/** An action that is done, with the conditions of the actions that it stands in. */
export interface LeafAction {
  readonly action: PlanDefinitionAction
  /** From the outermost action to this one. */
  readonly path: readonly PlanDefinitionAction[]
}

/** The actions of a template that have no actions of their own. */
export function leafActions(plan: PlanDefinition): readonly LeafAction[] {
  const walk = (actions: readonly PlanDefinitionAction[], above: readonly PlanDefinitionAction[]): LeafAction[] =>
    actions.flatMap((action) => {
      const path = [...above, action]
      return action.action && action.action.length > 0 ? walk(action.action, path) : [{ action, path }]
    })
  return walk(plan.action ?? [], [])
}

/** The kinds of chronic condition that a template is for; none where it is for everybody. */
export function focusOf(plan: PlanDefinition): readonly CodeableConcept[] {
  return (plan.useContext ?? []).flatMap(({ code, valueCodeableConcept }) =>
    code.code === 'focus' && valueCodeableConcept ? [valueCodeableConcept] : [],
  )
}

/** The category among the codes of a focus, with the name that the category has here. */
export function categoryOf(concept: CodeableConcept): Coding | undefined {
  const coding = codingsOf(concept).find(({ system }) => system === CATEGORY_SYSTEM)
  return coding && { display: CATEGORIES[coding.code ?? '']?.display ?? coding.code ?? '', ...coding }
}

/**
 * The patient's conditions that a template is for: of one of its categories (or a more special one), and, where it names
 * ICD-10-CM codes beside the category, under one of these. Conditions that are never chronic are none of them.
 */
export function conditionsFor(
  plan: PlanDefinition,
  recognized: readonly RecognizedCondition[],
): readonly RecognizedCondition[] {
  const focus = focusOf(plan)
  return recognized.filter(
    (condition) => condition.standing !== 'never' && focus.some((concept) => isOf(condition, concept)),
  )
}

function isOf(condition: RecognizedCondition, concept: CodeableConcept): boolean {
  const category = categoryOf(concept)?.code
  const lineage = condition.categories.flatMap(({ code = '' }) => [code, CATEGORIES[code]?.parent])
  if (category !== undefined && !lineage.includes(category)) return false
  const prefixes = codingsOf(concept)
    .filter(({ system }) => system === SYSTEM.icd10cm)
    .map(({ code = '' }) => withoutDot(code))
  const code = withoutDot(condition.icd10?.code ?? '')
  return prefixes.length === 0 || prefixes.some((prefix) => code.startsWith(prefix))
}

/** What a template asks for that is not done here, in words for its author; empty where it can be applied. */
export function templateFaults({ plan, activities }: Template): readonly string[] {
  const retired = plan.status === 'retired' ? [`${canonicalOf(plan)} is retired.`] : []
  const actions = leafActions(plan).flatMap(({ action, path }) => {
    const name = `The action ${action.id ?? action.title ?? '?'} of ${canonicalOf(plan)}`
    const conditions = path.flatMap(({ condition }) => condition ?? [])
    const foreign = conditions.some(({ expression }) => expression !== undefined && expression.language !== FHIRPATH)
    return [
      ...definitionFaults(action, activities).map((fault) => `${name} ${fault}`),
      ...(foreign ? [`${name} has a condition in another language than ${FHIRPATH}.`] : []),
      ...(path.some(({ dynamicValue }) => dynamicValue)
        ? [`${name} uses dynamicValue, which is not applied here.`]
        : []),
    ]
  })
  return [...retired, ...actions]
}

function definitionFaults(
  { definitionCanonical: canonical }: PlanDefinitionAction,
  activities: ReadonlyMap<string, ActivityDefinition>,
): readonly string[] {
  if (canonical === undefined) return ['names no ActivityDefinition in definitionCanonical.']
  const activity = activities.get(canonical)
  if (!activity) return [`names ${canonical}, which is not on file.`]
  const { kind = '' } = activity
  return KINDS.has(kind) ? [] : [`makes a ${kind || 'resource of no kind'}; it can make ${[...KINDS].join(', ')}.`]
}
