import { useEffect, useState } from 'react'
import { usePatient } from '../data/chart.ts'
import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import type { Notice } from '../ui/notice-strip.tsx'
import { useFailedWork, useUnsentCount } from '../ui/unsaved.ts'
import { useApp } from './app-context.ts'
import { patientName } from './banner.tsx'
import { shellTexts } from './shell-texts.ts'
import { useConfirmation } from './confirmation.ts'
import { useLostSince, useSessionState, useSignedInAsOther, useSignInAgain } from './use-session.ts'

/** What concerns the whole page, beside what a page or the timer has to say. */
export function useShellNotices(others: readonly Notice[]): readonly Notice[] {
  const say = useSay(shellTexts)
  const asOther = useSignedInAsOther()
  const ended = useSessionState() === 'ended'
  const signIn = useSignInAgain()
  const confirmation = useConfirmNotice()
  const reading = useReadOnlyNotice()
  const connection = useConnectionNotice()
  const failed = useFailedNotice()
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
    connection,
    failed,
    confirmation,
    reading,
  ]
  return [...own.filter((notice) => notice !== undefined), ...others]
}

/** How long it is said that all is saved again. */
const SAVED_SHOWN = 8_000

/** That there is no connection and how much will be sent; then, for some seconds, that it was. */
function useConnectionNotice(): Notice | undefined {
  const say = useSay(shellTexts)
  const format = useFormat()
  const lost = useLostSince()
  const unsent = useUnsentCount()
  const [most, setMost] = useState(0)
  const [saved, setSaved] = useState(0)
  if (lost !== undefined && unsent > most) setMost(unsent)
  if (lost === undefined && unsent === 0 && most > 0) {
    setMost(0)
    setSaved(most)
  }
  if (lost !== undefined && saved > 0) setSaved(0)
  const text =
    lost !== undefined
      ? unsent === 0
        ? say('offline', { time: format.time(lost) })
        : say('offline-unsent', { time: format.time(lost), count: unsent })
      : saved > 0
        ? say('connected', { count: saved })
        : undefined
  useEffect(() => {
    if (saved === 0) return undefined
    const timer = setTimeout(() => {
      setSaved(0)
    }, SAVED_SHOWN)
    return () => {
      clearTimeout(timer)
    }
  }, [saved])
  if (text === undefined) return undefined
  return lost !== undefined
    ? { id: 'offline', urgency: 80, tone: 'warn', icon: 'cloud', text }
    : { id: 'connected', urgency: 20, tone: 'info', icon: 'check', text }
}

/** What was typed on a page that was left, and that the server did not take: its words, so that they are not lost. */
function useFailedNotice(): Notice | undefined {
  const say = useSay(shellTexts)
  const [first] = useFailedWork()
  if (!first) return undefined
  return {
    id: 'not-saved',
    urgency: 76,
    tone: 'stop',
    icon: 'refused',
    text: say('not-saved', { words: first.words, why: first.why }),
    action: { label: say('close_'), run: first.dismiss },
  }
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
  // Without a patient whoever cannot write has pages of their own; an administrator has none.
  if (needed || rights.care || (patient === undefined && user.role !== 'administrator')) return undefined
  const text = say(user.role === undefined ? 'no-role' : user.role === 'administrator' ? 'sets-up' : 'read-only')
  return { id: 'read-only', urgency: 10, tone: 'quiet', icon: 'lock', text }
}
