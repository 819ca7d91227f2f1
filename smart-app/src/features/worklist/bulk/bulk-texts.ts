import { defineTexts } from '../../../say/say.ts'

/** What is said where something is done for many patients at once. */
export const bulkTexts = defineTexts({
  choose: { en: 'Choose', es: 'Elegir' },
  'choose-all': { en: 'Choose all that are shown', es: 'Elegir todos los que se muestran' },
  'choose-one': { en: 'Choose {name}', es: 'Elegir a {name}' },
  chosen: {
    en: { one: '1 patient chosen', other: '{count} patients chosen' },
    es: { one: '1 paciente elegido', other: '{count} pacientes elegidos' },
  },
  'not-shown': { en: '{count} of them not shown now', es: '{count} de ellos no se muestran ahora' },
  clear: { en: 'Choose none', es: 'No elegir ninguno' },
  'with-chosen': { en: 'With those who are chosen', es: 'Con los elegidos' },
  'keys-choose': { en: 'choose', es: 'elegir' },
  assign: { en: 'Assign to…', es: 'Asignar a…' },
  'add-task': { en: 'Add task…', es: 'Agregar tarea…' },
  'assign-title': {
    en: { one: 'Assign 1 patient', other: 'Assign {count} patients' },
    es: { one: 'Asignar 1 paciente', other: 'Asignar {count} pacientes' },
  },
  'task-title': {
    en: { one: 'Add a task for 1 patient', other: 'Add a task for {count} patients' },
    es: { one: 'Agregar una tarea a 1 paciente', other: 'Agregar una tarea a {count} pacientes' },
  },
  close: { en: 'Close', es: 'Cerrar' },
  manager: { en: 'Care manager', es: 'Coordinador de cuidados' },
  'manager-hint': {
    en: 'Stands in the enrollment and in the care team.',
    es: 'Queda en la inscripción y en el equipo de cuidados.',
  },
  'with-tasks': {
    en: 'Hand over the open tasks of the care manager before',
    es: 'Pasarle las tareas abiertas del coordinador anterior',
  },
  'with-tasks-hint': {
    en: 'Tasks that other people have stay with them.',
    es: 'Las tareas que tienen otras personas siguen con ellas.',
  },
  'tasks-moved': {
    en: { one: '1 open task went with them.', other: '{count} open tasks went with them.' },
    es: { one: '1 tarea abierta pasó con ellos.', other: '{count} tareas abiertas pasaron con ellos.' },
  },
  'choose-person': { en: 'Choose a person', es: 'Elija a una persona' },
  'need-person': { en: 'Choose whom to assign the patients to.', es: 'Elija a quién asignar los pacientes.' },
  'left-out': {
    en: { one: '1 is not enrolled and is left out.', other: '{count} are not enrolled and are left out.' },
    es: { one: '1 no está inscrito y queda fuera.', other: '{count} no están inscritos y quedan fuera.' },
  },
  'nobody-enrolled': {
    en: 'Nobody of those chosen is enrolled, so there is no care manager to assign.',
    es: 'Ninguno de los elegidos está inscrito: no hay coordinador que asignar.',
  },
  'assign-now': {
    en: { one: 'Assign 1 patient', other: 'Assign {count} patients' },
    es: { one: 'Asignar 1 paciente', other: 'Asignar {count} pacientes' },
  },
  what: { en: 'What is to be done', es: 'Qué hay que hacer' },
  due: { en: 'By', es: 'Para el' },
  owner: { en: 'Who does it', es: 'Quién lo hace' },
  'owner-manager': { en: 'Each patient’s care manager', es: 'El coordinador de cada paciente' },
  'owner-anyone': { en: 'Whoever takes it', es: 'Quien la tome' },
  'need-text': { en: 'Say what is to be done.', es: 'Diga qué hay que hacer.' },
  'bad-day': { en: 'Write a day such as 11/24/2026.', es: 'Escriba un día como 11/24/2026.' },
  past: { en: 'This day is over. Take today or a later one.', es: 'Ese día ya pasó. Tome hoy o uno posterior.' },
  'add-now': {
    en: { one: 'Add 1 task', other: 'Add {count} tasks' },
    es: { one: 'Agregar 1 tarea', other: 'Agregar {count} tareas' },
  },
  'not-now': { en: 'Not now', es: 'Ahora no' },
  progress: { en: '{done} of {total}', es: '{done} de {total}' },
  stop: { en: 'Stop', es: 'Detener' },
  assigned: {
    en: { one: '1 patient is assigned to {name}.', other: '{count} patients are assigned to {name}.' },
    es: { one: '1 paciente asignado a {name}.', other: '{count} pacientes asignados a {name}.' },
  },
  added: {
    en: { one: '1 task is added.', other: '{count} tasks are added.' },
    es: { one: 'Se agregó 1 tarea.', other: 'Se agregaron {count} tareas.' },
  },
  same: {
    en: { one: '1 was already.', other: '{count} were already.' },
    es: { one: '1 ya lo estaba.', other: '{count} ya lo estaban.' },
  },
  failed: {
    en: { one: 'Not done for 1 patient:', other: 'Not done for {count} patients:' },
    es: { one: 'No se hizo para 1 paciente:', other: 'No se hizo para {count} pacientes:' },
  },
  'not-begun': {
    en: { one: '1 was not begun.', other: '{count} were not begun.' },
    es: { one: '1 no se empezó.', other: '{count} no se empezaron.' },
  },
  changed: {
    en: 'Somebody changed the record at the same moment. Trying again takes the newest.',
    es: 'Alguien cambió el registro en el mismo momento. Al reintentar se toma lo más nuevo.',
  },
  'changed-since': {
    en: 'Changed since by somebody, so it stays as it is.',
    es: 'Alguien lo cambió después: queda como está.',
  },
  'no-answer': {
    en: 'No answer came. Trying again does nothing twice.',
    es: 'No llegó respuesta. Reintentar no hace nada dos veces.',
  },
  'not-enrolled': { en: 'Not enrolled any more.', es: 'Ya no está inscrito.' },
  again: {
    en: { one: 'Try again for 1 patient', other: 'Try again for {count} patients' },
    es: { one: 'Reintentar para 1 paciente', other: 'Reintentar para {count} pacientes' },
  },
  'take-back': { en: 'Undo', es: 'Deshacer' },
  'taken-back': {
    en: { one: 'Undone for 1 patient.', other: 'Undone for {count} patients.' },
    es: { one: 'Deshecho para 1 paciente.', other: 'Deshecho para {count} pacientes.' },
  },
  stopped: {
    en: 'The page was left: {done} of {total} are done, the rest was not begun.',
    es: 'Se dejó la página: {done} de {total} hechos, el resto no se empezó.',
  },
})
