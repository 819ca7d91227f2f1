import { defineTexts } from '../../say/say.ts'

/** What the page of the month's close says. */
export const closeTexts = defineTexts({
  title: { en: 'Month close', es: 'Cierre del mes' },
  before: { en: 'Month before', es: 'Mes anterior' },
  after: { en: 'Month after', es: 'Mes siguiente' },
  checking: { en: 'Checking', es: 'Revisando' },
  checked: { en: 'Checked, nothing written yet', es: 'Revisado, nada escrito aún' },
  closed: { en: 'Closed', es: 'Cerrado' },
  partly: { en: 'Closed in part', es: 'Cerrado en parte' },
  when: {
    en: { one: '{time}, 1 patient', other: '{time}, {count} patients' },
    es: { one: '{time}, 1 paciente', other: '{time}, {count} pacientes' },
  },
  again: { en: 'Check again', es: 'Revisar de nuevo' },
  enrolled: {
    en: { one: '1 patient enrolled in {month}', other: '{count} patients enrolled in {month}' },
    es: { one: '1 paciente inscrito en {month}', other: '{count} pacientes inscritos en {month}' },
  },
  'enrolled-twice': {
    en: '{count} enrollments of {patients} patients in {month}',
    es: '{count} inscripciones de {patients} pacientes en {month}',
  },
  done: { en: 'closed', es: 'cerrados' },
  billable: { en: 'billable', es: 'para cobrar' },
  nothing: { en: 'nothing to bill, minutes short', es: 'nada que cobrar, faltan minutos' },
  held: { en: 'held', es: 'retenidos' },
  'held-worth': { en: 'held, {amount}', es: 'retenidos, {amount}' },
  'bar-of': {
    en: '{closed} closed, {billable} billable, {nothing} with nothing to bill, {held} held',
    es: '{closed} cerrados, {billable} para cobrar, {nothing} sin nada que cobrar, {held} retenidos',
  },
  total: { en: 'Total to be written', es: 'Total por escribir' },
  'total-closed': { en: 'Total of the charges that stand', es: 'Total de los cargos vigentes' },
  specific: { en: 'most specific code', es: 'código más específico' },
  'max-payment': { en: 'highest payment', es: 'pago más alto' },
  other: {
    en: 'By the other policy ({policy}) it would be {amount}.',
    es: 'Con la otra regla ({policy}) sería {amount}.',
  },
  'held-title': {
    en: { one: 'Held: 1 patient', other: 'Held: {count} patients' },
    es: { one: 'Retenido: 1 paciente', other: 'Retenidos: {count} pacientes' },
  },
  'if-cleared': { en: '{amount} if all are cleared', es: '{amount} si se resuelven todos' },
  'none-held': { en: 'Nobody is held. Nothing is in the way.', es: 'No hay retenidos. Nada lo impide.' },
  reason: { en: 'What is in the way', es: 'Qué lo impide' },
  patients: { en: 'Patients', es: 'Pacientes' },
  amount: { en: 'Amount', es: 'Monto' },
  show: { en: 'Show', es: 'Ver' },
  'show-of': { en: 'Show the patients: {reason}', es: 'Ver los pacientes: {reason}' },
  codes: { en: 'Charges by code', es: 'Cargos por código' },
  units: { en: { one: '1 unit', other: '{count} units' }, es: { one: '1 unidad', other: '{count} unidades' } },
  code: { en: 'Code', es: 'Código' },
  unit: { en: 'Units', es: 'Unidades' },
  rate: { en: 'Rate', es: 'Tarifa' },
  sum: { en: 'Total', es: 'Total' },
  'no-charges': { en: 'No charge yet in this month.', es: 'Todavía sin cargos en este mes.' },
  rates: {
    en: 'National rates of {year}, before local adjustment.',
    es: 'Tarifas nacionales de {year}, sin ajuste local.',
  },
  list: { en: 'Patients', es: 'Pacientes' },
  all: { en: 'All', es: 'Todos' },
  'list-of': { en: 'Which patients', es: 'Cuáles pacientes' },
  patient: { en: 'Patient', es: 'Paciente' },
  minutes: { en: 'Minutes', es: 'Minutos' },
  state: { en: 'State', es: 'Estado' },
  charges: { en: 'Charges', es: 'Cargos' },
  packet: { en: 'Packet', es: 'Expediente' },
  'packet-of': { en: 'Audit packet of {name}', es: 'Expediente de auditoría de {name}' },
  making: { en: 'Making…', es: 'Creando…' },
  'packet-failed': { en: 'Not made: {why}', es: 'No se creó: {why}' },
  fix: { en: 'Fix', es: 'Resolver' },
  'fix-of': { en: 'Fix it for {name}', es: 'Resolver para {name}' },
  short: { en: '{count} min to {code}', es: 'faltan {count} min para {code}' },
  reopen: { en: 'Reopen', es: 'Reabrir' },
  'reopen-of': { en: 'Reopen the month of {name}', es: 'Reabrir el mes de {name}' },
  'reopen-all': { en: 'Reopen {month}…', es: 'Reabrir {month}…' },
  'reopen-ask': {
    en: {
      one: 'Reopening takes back the charges and the claim of {name}. Their history is kept; the next close decides anew.',
      other:
        'Reopening takes back the charges and claims of {count} patients. Their history is kept; the next close decides anew.',
    },
    es: {
      one: 'Al reabrir se anulan los cargos y la reclamación de {name}. Se guarda el historial; el próximo cierre decide de nuevo.',
      other:
        'Al reabrir se anulan los cargos y reclamaciones de {count} pacientes. Se guarda el historial; el próximo cierre decide de nuevo.',
    },
  },
  why: { en: 'Why is it reopened?', es: '¿Por qué se reabre?' },
  'why-missing': { en: 'Write why: it stays with the month.', es: 'Escriba por qué: queda con el mes.' },
  'name-in': { en: '{name}, {program}', es: '{name}, {program}' },
  reopened: {
    en: { one: '1 month was reopened.', other: '{count} months were reopened.' },
    es: { one: 'Se reabrió 1 mes.', other: 'Se reabrieron {count} meses.' },
  },
  close: { en: 'Close {month}…', es: 'Cerrar {month}…' },
  'close-now': { en: 'Close {month}', es: 'Cerrar {month}' },
  'close-says': {
    en: {
      one: 'Writes the charges of 1 patient (units: {units}, {amount}). Held, and can be closed later: {held}. Nothing is sent to a payer.',
      other:
        'Writes the charges of {count} patients (units: {units}, {amount}). Held, and can be closed later: {held}. Nothing is sent to a payer.',
    },
    es: {
      one: 'Escribe los cargos de 1 paciente (unidades: {units}, {amount}). Retenidos, se pueden cerrar después: {held}. Nada se envía al pagador.',
      other:
        'Escribe los cargos de {count} pacientes (unidades: {units}, {amount}). Retenidos, se pueden cerrar después: {held}. Nada se envía al pagador.',
    },
  },
  'not-now': { en: 'Not now', es: 'Ahora no' },
  closing: { en: 'Closing {month}: {done} of {total} patients', es: 'Cerrando {month}: {done} de {total} pacientes' },
  'safe-to-leave': { en: 'It goes on if you leave this page.', es: 'Sigue aunque deje esta página.' },
  stop: { en: 'Stop here', es: 'Detener' },
  stopped: {
    en: 'Stopped. What was closed until then stays closed; close again to go on.',
    es: 'Detenido. Lo ya cerrado queda cerrado; cierre de nuevo para seguir.',
  },
  result: {
    en: '{written} written, {unchanged} unchanged, {held} held.',
    es: '{written} escritos, {unchanged} sin cambio, {held} retenidos.',
  },
  'result-none': { en: 'Nothing changed: all of it was closed before.', es: 'Nada cambió: ya estaba todo cerrado.' },
  running: {
    en: '{month} ends on {day} at midnight, {zone}. You can check it now and close it after that.',
    es: 'El mes de {month} termina el {day} a medianoche, {zone}. Puede revisarlo ahora y cerrarlo después.',
  },
  'claims-csv': { en: 'Claims CSV (837P)', es: 'Reclamaciones CSV (837P)' },
  'claims-fhir': { en: 'Claims FHIR', es: 'Reclamaciones FHIR' },
  'no-tax-id': {
    en: 'The file has no tax ID of the practice: an administrator enters it in the settings.',
    es: 'Al archivo le falta el número de contribuyente del consultorio: un administrador lo escribe en los ajustes.',
  },
  preview: { en: 'Preview as CSV', es: 'Vista previa CSV' },
  failed: { en: 'It did not work: {why}', es: 'No funcionó: {why}' },
  'no-more': { en: 'Nothing is left to close in {month}.', es: 'No queda nada por cerrar en {month}.' },
  'state-closed': { en: 'closed', es: 'cerrado' },
  'state-billable': { en: 'billable', es: 'para cobrar' },
  'state-nothing': { en: 'nothing to bill', es: 'nada que cobrar' },
  'state-held': { en: 'held', es: 'retenido' },
  'no-rows': { en: 'Nobody is in this group.', es: 'Nadie en este grupo.' },
  near: {
    en: {
      one: 'Of those with nothing to bill, 1 ended within 5 minutes of a code. Only work really done in {month} may still be entered.',
      other:
        'Of those with nothing to bill, {count} ended within 5 minutes of a code. Only work really done in {month} may still be entered.',
    },
    es: {
      one: 'De los que no tienen nada que cobrar, 1 quedó a 5 minutos o menos de un código. Solo se puede anotar trabajo realmente hecho en {month}.',
      other:
        'De los que no tienen nada que cobrar, {count} quedaron a 5 minutos o menos de un código. Solo se puede anotar trabajo realmente hecho en {month}.',
    },
  },
})
