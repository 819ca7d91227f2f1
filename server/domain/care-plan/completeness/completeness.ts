import { CARE_PLAN_ELEMENTS } from '../../terminology/generated/care-plan-codes.ts'
import { inLanguage, type LocalText } from '../local-text.ts'
import { ELEMENTS, REQUIRED_ELEMENTS, type CarePlanElement } from '../element.ts'
import type { Assessment } from '../view/assessment-view.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import type { GoalView } from '../view/goal-view.ts'
import type { InterventionKind, InterventionView } from '../view/intervention-view.ts'

/** How a plan stands with one of its elements. */
export interface ElementState {
  readonly element: CarePlanElement
  /** `not-needed`: somebody decided that this patient does without it. */
  readonly state: 'present' | 'missing' | 'not-needed'
  /** Without it the plan is activated only by a recorded decision. */
  readonly required: boolean
  /** What is missing and what would help, or why it is not needed; '' for what is present. */
  readonly message: string
}

/**
 * What a plan has of the elements of a comprehensive care plan, in their order (ccm-rules §6). Suggestions that nobody has
 * decided about are not part of the plan yet.
 */
export function completenessOf(view: CarePlanView): readonly ElementState[] {
  return ELEMENTS.map((element) => stateOf(element, view))
}

/** The required elements that are missing. */
export function gapsIn(view: CarePlanView): readonly ElementState[] {
  return completenessOf(view).filter(({ element, state }) => state === 'missing' && REQUIRED_ELEMENTS.includes(element))
}

function stateOf(element: CarePlanElement, view: CarePlanView): ElementState {
  const required = CARE_PLAN_ELEMENTS[element].required
  if (CHECKS[element](view)) return { element, state: 'present', required, message: '' }
  const decision = view.notNeeded.find((one) => one.element === element)
  if (decision) return { element, state: 'not-needed', required, message: decision.reason }
  return { element, state: 'missing', required, message: missingWords(element, view).text }
}

/** What is missing of an element and what would help, for whoever writes the plan. */
export function missingWords(element: CarePlanElement, view: CarePlanView): LocalText {
  const help = HELP[element]
  const count = waiting(element, view)
  if (count === 0) return help
  const [text, es] =
    count === 1
      ? ['One suggestion waits for a decision.', 'Una sugerencia espera una decisión.']
      : [`${count} suggestions wait for a decision.`, `${count} sugerencias esperan una decisión.`]
  return { text: `${help.text} ${text}`, es: `${inLanguage(help, 'es')} ${es}` }
}

type Check = (view: CarePlanView) => boolean

const CHECKS: Readonly<Record<CarePlanElement, Check>> = {
  'problem-list': ({ problems }) => problems.length > 0,
  'expected-outcome': ({ outcomes }) => outcomes.some((one) => (one.outcome ?? one.prognosis) !== undefined),
  'measurable-goals': ({ goals }) => goals.some((goal) => isDecided(goal) && isMeasurable(goal)),
  'symptom-management': does('symptom-management'),
  interventions: ({ interventions }) =>
    interventions.some((one) => isDecided(one) && one.kind !== 'symptom-management' && hasSomebody(one)),
  'medication-management': (view) =>
    view.medications.reconciliation !== undefined || does('medication-management')(view),
  'patient-goal': ({ ownGoals }) => ownGoals.length > 0,
  'cognitive-assessment': assessed('cognitive'),
  'functional-assessment': assessed('functional'),
  'psychosocial-assessment': assessed('psychosocial'),
  'environmental-evaluation': assessed('environmental'),
  'caregiver-assessment': assessed('caregiver'),
  'preventive-care': does('preventive-care'),
  'community-services': does('community-service'),
  'outside-coordination': (view) => does('referral')(view) || view.team.members.some(({ isOutside }) => isOutside),
  'around-the-clock-contact': ({ team }) => team.anyHour !== undefined,
  'periodic-review': ({ reviewOn }) => reviewOn !== undefined,
}

/** In the words of whoever writes the plan; translated for whoever reads Spanish. */
const HELP: Readonly<Record<CarePlanElement, LocalText>> = {
  'problem-list': {
    text: 'No problem is addressed: name the conditions that the plan is about.',
    es: 'No se trata ningún problema: nombre las condiciones de las que se ocupa el plan.',
  },
  'expected-outcome': {
    text: 'Nothing says what is expected: add an expected outcome or a prognosis.',
    es: 'Nada dice qué se espera: agregue un resultado esperado o un pronóstico.',
  },
  'measurable-goals': {
    text: 'No goal has a coded measure, a target and a day by which it should be reached.',
    es: 'Ninguna meta tiene una medida codificada, un valor y un día en que debe alcanzarse.',
  },
  'symptom-management': {
    text: 'Nothing says which warning signs to watch for and what to do.',
    es: 'Nada dice a qué señales de alarma prestar atención ni qué hacer.',
  },
  interventions: {
    text: 'No intervention is planned that names who is responsible for it.',
    es: 'No hay ninguna intervención que diga quién es responsable.',
  },
  'medication-management': {
    text: 'Medicines have not been reconciled, and no review of them is planned.',
    es: 'Los medicamentos no se han conciliado, ni está prevista su revisión.',
  },
  'patient-goal': {
    text: 'The patient’s own goal, in their words, is not recorded.',
    es: 'No está registrada la meta del paciente, en sus palabras.',
  },
  'cognitive-assessment': {
    text: 'No assessment of memory and thinking is on file.',
    es: 'No hay ninguna evaluación de la memoria y el pensamiento.',
  },
  'functional-assessment': {
    text: 'No assessment of daily life is on file.',
    es: 'No hay ninguna evaluación de la vida diaria.',
  },
  'psychosocial-assessment': {
    text: 'No assessment of mood and social needs is on file.',
    es: 'No hay ninguna evaluación del ánimo y las necesidades sociales.',
  },
  'environmental-evaluation': {
    text: 'Home and surroundings have not been evaluated.',
    es: 'No se han evaluado el hogar y su entorno.',
  },
  'caregiver-assessment': {
    text: 'The caregiver’s situation has not been assessed.',
    es: 'No se ha evaluado la situación de quien lo cuida.',
  },
  'preventive-care': {
    text: 'No preventive care is planned.',
    es: 'No está previsto ningún cuidado preventivo.',
  },
  'community-services': {
    text: 'No community or social service is planned.',
    es: 'No está previsto ningún servicio comunitario o social.',
  },
  'outside-coordination': {
    text: 'No specialist or agency outside the practice is named, and no work with them is planned.',
    es: 'No se nombra a ningún especialista o agencia de fuera, ni está previsto trabajar con ellos.',
  },
  'around-the-clock-contact': {
    text: 'No telephone number is named that is answered at any hour.',
    es: 'No se nombra ningún teléfono que atiendan a cualquier hora.',
  },
  'periodic-review': {
    text: 'No day is set for the next review.',
    es: 'No está fijado el día de la próxima revisión.',
  },
}

/** Kinds of intervention that would fill an element. */
const KINDS: Partial<Readonly<Record<CarePlanElement, InterventionKind>>> = {
  'symptom-management': 'symptom-management',
  'medication-management': 'medication-management',
  'preventive-care': 'preventive-care',
  'community-services': 'community-service',
  'outside-coordination': 'referral',
}

/** How many suggestions would fill the gap, once somebody takes them over. */
function waiting(element: CarePlanElement, { goals, interventions }: CarePlanView): number {
  const kind = KINDS[element]
  const found =
    element === 'measurable-goals'
      ? goals.filter((goal) => goal.standing === 'suggested' && isMeasurable(goal))
      : interventions.filter(
          (one) => one.standing === 'suggested' && (element === 'interventions' ? hasSomebody(one) : one.kind === kind),
        )
  const asked = element === 'measurable-goals' || element === 'interventions' || kind !== undefined
  return asked ? found.length : 0
}

function does(kind: InterventionKind): Check {
  return ({ interventions }) => interventions.some((one) => one.kind === kind && isDecided(one))
}

function assessed(assessment: Assessment): Check {
  return ({ assessments }) => assessments.some((one) => one.assessment === assessment)
}

function isDecided({ standing }: GoalView | InterventionView): boolean {
  return standing === 'current' || standing === 'done'
}

/** It says what is measured, where it should be, and by when. */
function isMeasurable({ targets }: GoalView): boolean {
  return targets.some(({ code, target, due }) => code !== undefined && target !== undefined && due !== undefined)
}

function hasSomebody({ who, role, byPatient }: InterventionView): boolean {
  return byPatient || (who ?? role) !== undefined
}
