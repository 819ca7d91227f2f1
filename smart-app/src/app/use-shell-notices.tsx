import { usePatient } from '../data/chart.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import type { Notice } from '../ui/notice-strip.tsx'
import { useApp } from './app-context.ts'
import { patientName } from './banner.tsx'
import { shellTexts } from './shell-texts.ts'
import { useConfirmation } from './confirmation.ts'
import { useLostSince, useSessionState, useSignedInAsOther, useSignInAgain } from './use-session.ts'

/** What concerns the whole page, beside what a page or the timer has to say. */
export function useShellNotices(others: readonly Notice[]): readonly Notice[] {
  const say = useSay(shellTexts)
  const format = useFormat()
  const asOther = useSignedInAsOther()
  const lost = useLostSince()
  const ended = useSessionState() === 'ended'
  const signIn = useSignInAgain()
  const confirmation = useConfirmNotice()
  const reading = useReadOnlyNotice()
  const own: readonly (Notice | undefined)[] = [
    ended
      ? {
          id: 'ended',
          urgency: 90,
          tone: 'warn',
          icon: 'lock',
          text: say(asOther ? 'ended-other' : 'ended'),
          action: { label: say('sign-in'), run: signIn },
        }
      : undefined,
    lost === undefined
      ? undefined
      : { id: 'offline', urgency: 80, tone: 'warn', icon: 'cloud', text: say('offline', { time: format.time(lost) }) },
    confirmation,
    reading,
  ]
  return [...own.filter((notice) => notice !== undefined), ...others]
}

/** Nothing proved that this browser began the launch: names are read and confirmed before the first write. */
function useConfirmNotice(): Notice | undefined {
  const say = useSay(shellTexts)
  const { user } = useApp()
  const { needed, confirm } = useConfirmation()
  if (!needed) return undefined
  return {
    id: 'confirm',
    urgency: 85,
    tone: 'warn',
    icon: 'person',
    text: <ConfirmText person={user.name} />,
    action: { label: say('confirm-yes'), run: confirm },
  }
}

function ConfirmText({ person }: { person: string }) {
  const say = useSay(shellTexts)
  const { patient } = useApp()
  return patient === undefined ? <>{person}</> : <PatientText person={person} say={say} />
}

function PatientText({ person, say }: { person: string; say: ReturnType<typeof useSay<typeof shellTexts>> }) {
  const patient = usePatient()
  return <>{say('confirm', { person, patient: patient.data ? patientName(patient.data) : '…' })}</>
}

function useReadOnlyNotice(): Notice | undefined {
  const say = useSay(shellTexts)
  const { user, rights, patient } = useApp()
  const { needed } = useConfirmation()
  if (needed || patient === undefined || rights.care) return undefined
  const text = user.role === undefined ? say('no-role') : say('read-only')
  return { id: 'read-only', urgency: 10, tone: 'quiet', icon: 'lock', text }
}
