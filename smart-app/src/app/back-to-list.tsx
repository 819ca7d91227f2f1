import { useLocation } from 'wouter'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { useApp } from './app-context.ts'
import { shellTexts } from './shell-texts.ts'

let list = '/worklist'

/** Opens a patient from a list: on the page that a fix needs, else on the first. *Back to list* leads to where one was. */
export function useOpenFromList(): (patient: string, page?: string) => void {
  const { openPatient } = useApp()
  const [location, go] = useLocation()
  return (patient, page = '/overview') => {
    list = location
    openPatient(patient)
    go(page)
  }
}

/** Leads from a patient back to the list that the patient was opened from. */
export function BackToList() {
  const say = useSay(shellTexts)
  const { openPatient } = useApp()
  const [, go] = useLocation()
  const back = () => {
    openPatient(undefined)
    go(list)
  }
  return (
    <button type="button" className="link-button bar-back" title={say('back-to-list')} onClick={back}>
      <Icon name="back" /> <span className="bar-back-word">{say('back-to-list')}</span>
    </button>
  )
}
