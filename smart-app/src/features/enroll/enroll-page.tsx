import { useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { usePatient, useStaff, type StaffPerson } from '../../data/chart.ts'
import { useEligibility, type EligibilityView } from '../../data/eligibility.ts'
import { useEnrollment } from '../../data/enrollment.ts'
import { spokenLanguage } from '../../data/spoken-language.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { NothingToDo } from '../../ui/nothing-to-do.tsx'
import './enroll.css'
import { begunOf, useKeptForm, type KeptForm } from './begun-form.ts'
import { tickedFor, type BegunForm, type EnrollDraft } from './enroll-draft.ts'
import { EnrollFlow } from './enroll-flow.tsx'
import { enrollTexts } from './enroll-texts.ts'

/** Enrolls the chart's patient: six steps, of which most are filled in from the chart. */
export function EnrollPage() {
  const eligibility = useEligibility()
  const enrollment = useEnrollment()
  const staff = useStaff()
  const patient = usePatient()
  const kept = useKeptForm()
  const [program, setProgram] = useState('ccm')
  useErrand('enroll', (errand) => {
    setProgram(errand.program)
  })
  const ready = enrollment.data !== undefined && staff.data !== undefined && patient.data !== undefined
  return (
    <Read query={eligibility} lines={8}>
      {(view) =>
        ready && (
          <Read query={kept} lines={8}>
            {(form) => <Start key={program} view={view} program={program} staff={staff.data} kept={form} />}
          </Read>
        )
      }
    </Read>
  )
}

interface StartProps {
  readonly view: EligibilityView
  readonly program: string
  readonly staff: readonly StaffPerson[]
  readonly kept: KeptForm
}

/** A flow that was left is taken up again, whatever program it is for. */
function Start({ kept, ...props }: StartProps) {
  const say = useSay(enrollTexts)
  const { user, patient = '' } = useApp()
  const enrollment = useEnrollment()
  const chart = usePatient()
  const [{ first, begun, left }] = useState(() => {
    const empty = firstDraft(props, chart.data, user.reference)
    const opened: BegunForm = { draft: empty, step: empty.conditions.length === 0 ? 'conditions' : 'consent' }
    const found = begunOf(patient, kept, empty)
    return { first: opened, begun: found?.form, left: found?.saved }
  })
  const [already] = useState(enrollment.data?.current?.program === (begun ?? first).draft.program)
  if (already) return <NothingToDo why={say('already')} />
  return <EnrollFlow view={props.view} first={first} begun={begun} left={left} />
}

type Chart = ReturnType<typeof usePatient>['data']

/** Filled in from the chart: whoever is the patient's practitioner, whoever is at the screen, what counts. */
function firstDraft(
  { view, program, staff }: Omit<StartProps, 'kept'>,
  chart: Chart,
  me: string | undefined,
): EnrollDraft {
  const billers = staff.filter(({ billing }) => billing)
  const own = chart?.generalPractitioner?.find(({ reference }) => billers.some((one) => one.reference === reference))
  const mine = staff.find(({ reference }) => reference === me)
  const biller = (mine?.billing === true ? mine.reference : own?.reference) ?? billers[0]?.reference ?? ''
  return {
    program,
    conditions: tickedFor(program, view),
    visitDay: '',
    said: [],
    method: 'verbal',
    signedDay: '',
    language: spokenLanguage(chart).language ?? 'en',
    agreedAt: undefined,
    givenBy: 'patient',
    speaker: '',
    relation: '',
    recorder: me ?? '',
    biller,
    manager:
      mine?.role === 'clinical-staff'
        ? mine.reference
        : (staff.find(({ role }) => role === 'clinical-staff')?.reference ?? ''),
    attests: false,
    templates: true,
    startTimer: true,
    resumed: false,
  }
}
