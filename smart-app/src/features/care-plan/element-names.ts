import { CARE_PLAN_ELEMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useFormat } from '../../format/use-format.ts'

/** What an element of the plan is called in the language of the page. */
export function useElementName(): (code: string) => string {
  const { language } = useFormat()
  return (code) => {
    const element = code in CARE_PLAN_ELEMENTS ? CARE_PLAN_ELEMENTS[code as keyof typeof CARE_PLAN_ELEMENTS] : undefined
    return (language === 'es' ? element?.es : element?.display) ?? code
  }
}
