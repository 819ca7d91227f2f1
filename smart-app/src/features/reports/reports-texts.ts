import { defineTexts } from '../../say/say.ts'

/** What the reports say. */
export const reportsTexts = defineTexts({
  title: { en: 'Reports', es: 'Informes' },
  intro: {
    en: 'Twelve months to {month}. What is not closed yet is hatched: it is what would count if the month were closed now.',
    es: 'Doce meses hasta {month}. Lo que no está cerrado va rayado: es lo que contaría si el mes se cerrara ahora.',
  },
  'enrolled-title': { en: 'Enrolled and eligible', es: 'Inscritos y elegibles' },
  'enrolled-now': {
    en: { one: '1 enrolled in {month}', other: '{count} enrolled in {month}' },
    es: { one: '1 inscrito en {month}', other: '{count} inscritos en {month}' },
  },
  'eligible-now': {
    en: { one: '1 more qualifies today', other: '{count} more qualify today' },
    es: { one: '1 más califica hoy', other: '{count} más califican hoy' },
  },
  'minutes-title': { en: 'Minutes by role', es: 'Minutos por función' },
  'minutes-now': {
    en: { one: '{count} minute in {month}', other: '{count} minutes in {month}' },
    es: { one: '{count} minuto en {month}', other: '{count} minutos en {month}' },
  },
  'revenue-title': { en: 'Revenue by month', es: 'Ingresos por mes' },
  'revenue-now': { en: '{amount} charged in {month}', es: '{amount} cobrados en {month}' },
  'not-closed-now': { en: '{amount} in months that are not closed', es: '{amount} en meses sin cerrar' },
  enrolled: { en: 'Enrolled', es: 'Inscritos' },
  eligible: { en: 'Eligible, not enrolled', es: 'Elegibles sin inscribir' },
  staff: { en: 'Clinical staff', es: 'Personal clínico' },
  practitioner: { en: 'Billing practitioner', es: 'Médico que cobra' },
  open: { en: 'Not closed yet', es: 'Sin cerrar' },
  charged: { en: 'Charged', es: 'Cobrado' },
  month: { en: 'Month', es: 'Mes' },
  table: { en: 'Table', es: 'Tabla' },
  chart: { en: 'Chart', es: 'Gráfica' },
  'as-table': { en: '{title} as a table', es: '{title} como tabla' },
  'as-chart': { en: '{title} as a chart', es: '{title} como gráfica' },
  csv: { en: 'CSV', es: 'CSV' },
  'csv-of': { en: '{title} as CSV', es: '{title} en CSV' },
  total: { en: 'Total', es: 'Total' },
})
