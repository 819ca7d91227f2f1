import type { CarePlan, Patient, Resource } from '@medplum/fhirtypes'
import type { ReactNode } from 'react'
import { useId } from 'react'
import type { ServiceMonth } from '#domain/calendar.ts'
import { careRecordOf } from '#domain/care-plan/care-record.ts'
import { medicationsView } from '#domain/care-plan/view/medication-view.ts'
import type { Enrollment } from '#domain/enrollment/enrollment.ts'
import { useApp } from '../../../app/app-context.ts'
import { patientName } from '../../../app/banner.tsx'
import { useChangeWords } from '../../../data/change-words.ts'
import { useChanges, useSinceLastMonth } from '../../../data/changes.ts'
import { personOf, usePatient, useStaff } from '../../../data/chart.ts'
import { useMonth, type MonthView } from '../../../data/month.ts'
import { usePlan, useRecord, type PlanReading } from '../../../data/plan.ts'
import { spokenLanguage } from '../../../data/spoken-language.ts'
import { useTasks, type OpenTask } from '../../../data/tasks.ts'
import { ageOn } from '../../../format/format.ts'
import { useFormat } from '../../../format/use-format.ts'
import { useSay } from '../../../say/use-say.ts'
import { Failed, Skeleton } from '../../../ui/card.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { firstFailed } from '../first-failed.ts'
import { MonthLines } from './month-lines.tsx'
import { complexityIn, needsOf, type Need } from './needs.ts'
import { GoalTable, MedicineList } from './plan-parts.tsx'
import './visit-preparation.css'
import { visitTexts } from './visit-texts.ts'

interface VisitProps {
  readonly enrollment: Enrollment
  readonly month: ServiceMonth
}

/** One page for the billing practitioner before a visit: where the patient stands, and what waits for a decision. */
export function VisitPreparation({ close, ...visit }: VisitProps & { close: () => void }) {
  const say = useSay(visitTexts)
  return (
    <Sheet
      title={say('title')}
      close={close}
      closing={say('close')}
      size="paper"
      prints
      foot={
        <div className="form-foot">
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              window.print()
            }}
          >
            {say('print')}
          </button>
        </div>
      }
    >
      <Preparation {...visit} />
    </Sheet>
  )
}

function Preparation({ enrollment, month }: VisitProps) {
  const [patient, chart, plan, tasks] = [usePatient(), useRecord(), usePlan(), useTasks()]
  const reading = useMonth(month)
  const failed = firstFailed([patient, chart, plan, tasks, reading])
  if (failed) return <Failed error={failed.error} again={() => void failed.refetch()} />
  if (!patient.data || !chart.data || plan.data === undefined || !tasks.data || !reading.data)
    return <Skeleton lines={12} />
  return (
    <Page
      enrollment={enrollment}
      month={month}
      patient={patient.data}
      chart={chart.data}
      reading={plan.data}
      tasks={tasks.data}
      view={reading.data}
    />
  )
}

interface PageProps extends VisitProps {
  readonly patient: Patient
  readonly chart: readonly Resource[]
  readonly reading: PlanReading | null
  readonly tasks: readonly OpenTask[]
  readonly view: MonthView
}

/** Medicines are read for patients without a plan too. */
const NO_PLAN: CarePlan = { resourceType: 'CarePlan', status: 'draft', intent: 'plan', subject: {} }

function Page({ enrollment, month, patient, chart, reading, tasks, view }: PageProps) {
  const say = useSay(visitTexts)
  const format = useFormat()
  const { now } = useApp()
  const since = useSinceLastMonth()
  const record = careRecordOf(chart)
  const medications = medicationsView(reading?.plan ?? NO_PLAN, record, format.timeZone)
  const complexity = complexityIn(chart, month, format.timeZone)
  const needs = needsOf({ enrollment, reading, medications, complexity, today: format.dayOf(now()) })
  return (
    <div className="visit">
      <Who patient={patient} enrollment={enrollment} />
      <Part title={say('needs')}>
        <Needs needs={needs} />
      </Part>
      <Part title={say('month', { month: format.month(month) })}>
        <MonthLines view={view} complexity={complexity} />
      </Part>
      <Part wide title={say('changes', { month: format.monthName(since) })}>
        <Changes />
      </Part>
      <Part wide title={say('goals')}>
        <GoalTable view={reading?.view} />
      </Part>
      <Part title={say('medicines')}>
        <MedicineList medications={medications} />
      </Part>
      <Part title={say('tasks')}>
        <Tasks tasks={tasks} />
      </Part>
    </div>
  )
}

function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section className={wide ? 'visit-part wide' : 'visit-part'} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

function Who({ patient, enrollment }: { patient: Patient; enrollment: Enrollment }) {
  const say = useSay(visitTexts)
  const format = useFormat()
  const staff = useStaff()
  const { now } = useApp()
  const today = format.dayOf(now())
  const { birthDate } = patient
  const { start, program, billingPractitioner } = enrollment
  const biller = personOf(staff.data, billingPractitioner)
  const facts = [
    birthDate !== undefined && say('born', { day: format.day(birthDate), age: ageOn(birthDate, today) }),
    spokenLanguage(patient, format.language).name,
    start !== undefined && say('enrolled', { program: program.toUpperCase(), day: format.day(format.dayOf(start)) }),
    biller && say('biller', { name: [biller.name, biller.credential].filter(Boolean).join(', ') }),
    say('made', { day: format.day(today), time: format.time(now()) }),
  ]
  return (
    <p className="visit-part wide fact">
      <strong>{patientName(patient)}</strong> <span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
    </p>
  )
}

function Needs({ needs }: { needs: readonly Need[] }) {
  const words = useNeedWords()
  const say = useSay(visitTexts)
  if (needs.length === 0) return <p className="fact quiet">{say('no-needs')}</p>
  return (
    <ul className="facts tight">
      {needs.map((need) => (
        <li key={need.what}>
          <span className={need.what === 'complexity' ? 'quiet' : 'tone-warn'}>
            <Icon name={need.what === 'complexity' ? 'info' : 'warn'} />
          </span>
          <span>{words(need)}</span>
        </li>
      ))}
    </ul>
  )
}

function useNeedWords(): (need: Need) => string {
  const say = useSay(visitTexts)
  const format = useFormat()
  return (need) => {
    if (need.what === 'review') return say('review', { day: format.day(need.day) })
    if (need.what === 'suggestions' || need.what === 'reconcile') return say(need.what, { count: need.count })
    return say(need.what)
  }
}

/** The same changes as the overview's, each on a line. */
function Changes() {
  const say = useSay(visitTexts)
  const changes = useChanges()
  const words = useChangeWords()
  if (changes.isError && changes.data === undefined)
    return <Failed error={changes.error} again={() => void changes.refetch()} />
  if (!changes.data) return <Skeleton lines={3} />
  if (changes.data.length === 0) return <p className="fact quiet">{say('no-changes')}</p>
  return (
    <ul className="visit-lines">
      {changes.data.map(words).map(({ key, alert, title, detail, when }) => (
        <li key={key}>
          <span className="quiet">{when}</span>{' '}
          <span>
            <strong className={alert ? 'tone-warn' : undefined}>{title}</strong> {detail}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Tasks({ tasks }: { tasks: readonly OpenTask[] }) {
  const say = useSay(visitTexts)
  const format = useFormat()
  const staff = useStaff()
  if (tasks.length === 0) return <p className="fact quiet">{say('no-tasks')}</p>
  return (
    <ul className="visit-lines">
      {tasks.map(({ task, title, due, owner, role }) => (
        <li key={task.id}>
          <span className="quiet">{due === undefined ? '' : format.day(due)}</span>{' '}
          <span>
            {title(format.language)}{' '}
            <span className="quiet">{personOf(staff.data, owner)?.name ?? (role ?? '').replaceAll('-', ' ')}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
