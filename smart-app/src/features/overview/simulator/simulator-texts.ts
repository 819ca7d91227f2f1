import { defineTexts } from '../../../say/say.ts'

/** What the simulator of a month says. */
export const simulatorTexts = defineTexts({
  title: { en: 'If the work is done and needed', es: 'Si el trabajo se hace y hace falta' },
  lead: {
    en: 'Only a question: nothing of it is written.',
    es: 'Solo es una pregunta: no se escribe nada.',
  },
  minutes: { en: 'More minutes of staff', es: 'Minutos más del personal' },
  'bad-minutes': { en: 'A whole number, at most {most}.', es: 'Un número entero, {most} como máximo.' },
  complex: {
    en: 'Complexity recorded by the practitioner, moderate or high',
    es: 'Complejidad registrada por el médico, moderada o alta',
  },
  instead: { en: '{program} instead of {now}', es: '{program} en lugar de {now}' },
  specific: { en: 'Most specific code', es: 'Código más específico' },
  'max-payment': { en: 'Highest payment', es: 'Pago más alto' },
  own: { en: 'the practice’s policy', es: 'la regla del consultorio' },
  nothing: { en: 'nothing to bill', es: 'nada que cobrar' },
  same: { en: 'no change', es: 'sin cambio' },
  more: { en: '+{amount}', es: '+{amount}' },
  less: { en: '−{amount}', es: '−{amount}' },
  'in-way': { en: 'Would still be in the way', es: 'Seguiría en contra' },
  'not-given': { en: 'Why {code} would not come', es: 'Por qué no se daría {code}' },
})
