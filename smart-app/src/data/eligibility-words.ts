import { CATEGORIES } from '#domain/terminology/generated/chronic-conditions.ts'
import { CONDITIONS_NEEDED } from '#domain/eligibility/programs.ts'
import { PROGRAMS } from '#domain/enrollment/program.ts'
import { useFormat } from '../format/use-format.ts'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import type { ConditionFinding, EligibilityView, ProgramFinding } from './eligibility.ts'

const texts = defineTexts({
  count: {
    en: { one: 'One chronic condition counts.', other: '{count} chronic conditions count.' },
    es: { one: 'Cuenta una condición crónica.', other: 'Cuentan {count} condiciones crónicas.' },
  },
  'none-needed': { en: 'No chronic condition counts; none is needed.', es: 'No cuenta ninguna; no hace falta.' },
  'none-of-one': {
    en: 'No chronic condition of the chart counts; one is needed.',
    es: 'Ninguna condición crónica del expediente cuenta; hace falta una.',
  },
  'none-of-two': {
    en: 'No chronic condition of the chart counts; two are needed.',
    es: 'Ninguna condición crónica del expediente cuenta; hacen falta dos.',
  },
  'one-of-two': {
    en: 'Only one chronic condition counts; two are needed.',
    es: 'Solo cuenta una condición crónica; hacen falta dos.',
  },
})

/**
 * Why a patient qualifies for a programme or does not, in the reader's language: the server's own sentences in English,
 * which name the conditions; else by how many of the chart count, the one thing that decides it.
 */
export function useProgramReasons(): (program: ProgramFinding, view: EligibilityView) => readonly string[] {
  const say = useSay(texts)
  const { language } = useFormat()
  return ({ code, eligible, reasons }, { conditions }) => {
    if (language === 'en') return reasons
    const count = new Set(conditions.flatMap(({ standing, kind }) => (standing === 'counts' ? [kind] : []))).size
    if (eligible) return [count === 0 ? say('none-needed') : say('count', { count })]
    const program = PROGRAMS.find((known) => known === code)
    if (program === undefined || count >= CONDITIONS_NEEDED[program]) return reasons
    return [say(CONDITIONS_NEEDED[program] === 1 ? 'none-of-one' : count === 0 ? 'none-of-two' : 'one-of-two')]
  }
}

/** Names the category of a condition in the reader's language. */
export function useCategoryNames(): (condition: ConditionFinding) => string {
  const { language } = useFormat()
  return ({ kind, category }) => (language === 'es' ? CATEGORIES[kind]?.es : undefined) ?? category
}
