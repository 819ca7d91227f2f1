import { defineTexts } from '../../../say/say.ts'

/** What the sheet before a visit says. */
export const visitTexts = defineTexts({
  title: { en: 'Visit preparation', es: 'Preparación de la consulta' },
  close: { en: 'Close visit preparation', es: 'Cerrar la preparación de la consulta' },
  print: { en: 'Print', es: 'Imprimir' },
  made: { en: 'As of {day}, {time}', es: 'Al {day}, {time}' },
  born: { en: 'born {day}, {age} y', es: 'nacimiento {day}, {age} a' },
  enrolled: { en: '{program} since {day}', es: '{program} desde el {day}' },
  biller: { en: '{name} bills', es: 'cobra {name}' },
  month: { en: 'Program and {month}', es: 'Programa y {month}' },
  counted: {
    en: '{total} min counted: staff {staff}, practitioner {practitioner}.',
    es: '{total} min contados: personal {staff}, médico {practitioner}.',
  },
  next: { en: '{count} min to {code}.', es: '{count} min para {code}.' },
  earned: { en: 'Ended today: {codes}, {amount}.', es: 'Si terminara hoy: {codes}, {amount}.' },
  blocked: { en: 'In the way: {why}', es: 'Lo impide: {why}' },
  needs: { en: 'Needs the practitioner', es: 'Necesita al médico' },
  'no-needs': { en: 'Nothing waits for the practitioner.', es: 'Nada espera al médico.' },
  attest: {
    en: 'Confirm that the conditions last and put the patient at risk.',
    es: 'Confirmar que las condiciones duran y ponen en riesgo al paciente.',
  },
  'no-plan': { en: 'There is no care plan yet.', es: 'Aún no hay plan de cuidados.' },
  'approve-plan': { en: 'Approve the care plan: it is a draft.', es: 'Aprobar el plan de cuidados: es un borrador.' },
  suggestions: {
    en: { one: 'Decide about {count} suggestion of the plan.', other: 'Decide about {count} suggestions of the plan.' },
    es: { one: 'Decidir sobre {count} sugerencia del plan.', other: 'Decidir sobre {count} sugerencias del plan.' },
  },
  review: { en: 'Review the plan: due {day}.', es: 'Revisar el plan: para el {day}.' },
  reconcile: {
    en: { one: 'Reconcile the medicines: {count} question.', other: 'Reconcile the medicines: {count} questions.' },
    es: {
      one: 'Conciliar los medicamentos: {count} pregunta.',
      other: 'Conciliar los medicamentos: {count} preguntas.',
    },
  },
  'never-reconciled': {
    en: 'Reconcile the medicines: no reconciled list is on file.',
    es: 'Conciliar los medicamentos: no hay lista conciliada.',
  },
  complexity: {
    en: 'Complexity of this month’s decisions: not recorded. Complex care rests on it.',
    es: 'Complejidad de las decisiones de este mes: sin registrar. La atención compleja se basa en ella.',
  },
  'complexity-is': {
    en: 'Complexity recorded this month: {level}.',
    es: 'Complejidad registrada este mes: {level}.',
  },
  changes: { en: 'Changed since {month}', es: 'Cambios desde {month}' },
  'no-changes': { en: 'Nothing has changed.', es: 'Nada ha cambiado.' },
  problems: { en: 'Problems', es: 'Problemas' },
  goals: { en: 'Goals and latest values', es: 'Metas y últimos valores' },
  goal: { en: 'Goal', es: 'Meta' },
  target: { en: 'Target', es: 'Objetivo' },
  latest: { en: 'Latest', es: 'Último' },
  'no-value': { en: 'no value', es: 'sin valor' },
  'no-goals': { en: 'No goals yet.', es: 'Aún no hay metas.' },
  reached: { en: 'in target', es: 'en la meta' },
  missed: { en: 'out of target', es: 'fuera de la meta' },
  medicines: { en: 'Medicines to reconcile', es: 'Medicamentos por conciliar' },
  'no-medicines': { en: 'No medicines are on file.', es: 'No hay medicamentos registrados.' },
  reconciled: { en: 'Last reconciled {day}', es: 'Conciliados el {day}' },
  'not-on-list': {
    en: '{name}: in the chart, not on the reconciled list',
    es: '{name}: en el expediente, no en la lista conciliada',
  },
  'stopped-in-chart': {
    en: '{name}: on the reconciled list, stopped in the chart',
    es: '{name}: en la lista conciliada, suspendido en el expediente',
  },
  duplicate: { en: '{name}: ordered {count} times', es: '{name}: indicado {count} veces' },
  allergy: {
    en: '{name}: the chart has an allergy, {allergy}',
    es: '{name}: el expediente tiene una alergia, {allergy}',
  },
  allergies: { en: 'Allergies: {names}', es: 'Alergias: {names}' },
  'no-allergies': { en: 'No known allergies', es: 'Sin alergias conocidas' },
  'allergies-unknown': { en: 'No allergies are on file', es: 'No hay alergias registradas' },
  tasks: { en: 'Open tasks', es: 'Tareas abiertas' },
  'no-tasks': { en: 'No open tasks.', es: 'No hay tareas abiertas.' },
})
