import { defineTexts } from '../say/say.ts'

/** What cards say while they have nothing, or something old, to show. */
export const stateTexts = defineTexts({
  reading: { en: 'Reading the chart', es: 'Leyendo el expediente' },
  again: { en: 'Try again', es: 'Intentar de nuevo' },
  slow: {
    en: 'The EHR is slow. Showing what we have from {time}.',
    es: 'El EHR está lento. Se muestra lo de las {time}.',
  },
  'slow-first': { en: 'The EHR is slow. Still reading.', es: 'El EHR está lento. Seguimos leyendo.' },
  updating: { en: 'Updating', es: 'Actualizando' },
  'not-read': { en: 'Not read: {why}', es: 'No se leyó: {why}' },
  refused: { en: 'the EHR refused permission.', es: 'el EHR negó el permiso.' },
  offline: { en: 'there is no connection.', es: 'no hay conexión.' },
  fault: { en: 'the server had a fault.', es: 'el servidor tuvo una falla.' },
  missing: { en: 'it was not found.', es: 'no se encontró.' },
})
