import { missingWords } from '#domain/care-plan/completeness/completeness.ts'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { CARE_PLAN_ELEMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useFormat } from '../../format/use-format.ts'
import type { ElementState } from './use-completeness.ts'

/** What an element of the plan is called in the language of the page. */
export function useElementName(): (code: string) => string {
  const { language } = useFormat()
  return (code) => {
    const element = isElement(code) ? CARE_PLAN_ELEMENTS[code] : undefined
    return (language === 'es' ? element?.es : element?.display) ?? code
  }
}

/**
 * What is missing of an element and what would help, in the language of the page; of one that is not needed the reason, as
 * somebody wrote it. '' for what is there.
 */
export function useElementHelp(view: CarePlanView): (element: ElementState) => string {
  const { language } = useFormat()
  return ({ code, state, message }) =>
    state === 'missing' && isElement(code) ? inLanguage(missingWords(code, view), language) : message
}

const isElement = (code: string): code is keyof typeof CARE_PLAN_ELEMENTS => code in CARE_PLAN_ELEMENTS
