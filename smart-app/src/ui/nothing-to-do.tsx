import { useLocation } from 'wouter'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'

const texts = defineTexts({ 'to-patient': { en: 'To the patient', es: 'Al paciente' } })

/** A flow that does not apply to the patient: why, and the way back. */
export function NothingToDo({ why }: { readonly why: string }) {
  const say = useSay(texts)
  const [, go] = useLocation()
  return (
    <div className="page-alone">
      <p>{why}</p>
      <button
        type="button"
        className="plain-button"
        onClick={() => {
          go('/overview')
        }}
      >
        {say('to-patient')}
      </button>
    </div>
  )
}
