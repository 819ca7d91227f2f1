import { useCallback, useMemo, useState } from 'react'
import { inLanguage } from '#domain/care-plan/local-text.ts'
import { useApp } from '../../app/app-context.ts'
import { useErrand } from '../../app/errand.ts'
import { usePatient } from '../../data/chart.ts'
import { usePlan, type PlanReading } from '../../data/plan.ts'
import { spokenLanguage } from '../../data/spoken-language.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ChartColumn } from './chart-column.tsx'
import { CopyPanel } from './copy-panel.tsx'
import './care-plan.css'
import { ElsewhereLine } from './elsewhere-line.tsx'
import { Outline } from './outline.tsx'
import { groupsOf } from './plan-groups.ts'
import { PlanHead, type OpenPanel } from './plan-head.tsx'
import { planTexts } from './plan-texts.ts'
import { PresenceLine } from './presence-line.tsx'
import { useUnsentReading } from './rows/unsent-reading.ts'
import { useCompleteness } from './use-completeness.ts'
import { useGoTo, type WantedWork } from './use-go-to.ts'
import { changeLine, firstLine } from './versions/change-line.ts'
import { PublishPanel } from './versions/publish-panel.tsx'
import { useUnpublished } from './versions/use-unpublished.ts'
import { versionTexts } from './versions/version-texts.ts'
import { VersionsPanel, type Compared } from './versions/versions-panel.tsx'
import { AddProblem } from './whole/add-problem.tsx'
import { Findings } from './whole/findings.tsx'
import { Outlook } from './whole/outlook.tsx'
import { OwnGoals } from './whole/own-goal.tsx'
import { GroupSection } from './whole/problem-section.tsx'
import { Supports } from './whole/supports.tsx'
import { wholeTexts } from './whole/whole-texts.ts'

/** The plan as a document: what the patient wants, each problem with its goals and work, the whole patient, the chart. */
export function CarePlanPage() {
  const say = useSay(planTexts)
  const plan = usePlan()
  return (
    <Read query={plan} lines={8}>
      {(reading) =>
        reading ? (
          <PlanDocument key={reading.plan.id} reading={reading} readAt={plan.dataUpdatedAt} />
        ) : (
          <div className="page-alone">
            <h1 className="sr-only">{say('title')}</h1>
            <Icon name="document" size={24} />
            <p>{say('no-plan')}</p>
          </div>
        )
      }
    </Read>
  )
}

function PlanDocument({ reading, readAt }: { reading: PlanReading; readAt: number }) {
  const { rights } = useApp()
  const [panel, setPanel] = useState<OpenPanel>()
  const [wanted, setWanted] = useState<WantedWork>()
  const completeness = useCompleteness(reading.plan.id, readAt)
  const goTo = useGoTo(reading, setWanted)
  useErrand('give-copy', () => {
    setPanel('copy')
  })
  useErrand('compare-plan', ({ from, until }) => {
    setPanel({ from, until })
  })
  const elements = completeness.data ?? []
  return (
    <div className="plan-page">
      <div className="plan-top">
        <PlanHead reading={reading} readAt={readAt} panel={panel} open={setPanel} />
        <PresenceLine />
        <ElsewhereLine reading={reading} readAt={readAt} />
        <Panel
          reading={reading}
          readAt={readAt}
          panel={panel}
          open={setPanel}
          goTo={goTo}
          gaps={elements.filter(({ required, state }) => required && state === 'missing')}
        />
      </div>
      <Outline elements={elements} view={reading.view} goTo={goTo} />
      <div className="plan-middle">
        {rights.care ? <Editor reading={reading} wanted={wanted} /> : <Document reading={reading} />}
      </div>
      <ChartColumn reading={reading} editable={rights.care} />
    </div>
  )
}

interface PanelProps {
  readonly reading: PlanReading
  readonly readAt: number
  readonly panel: OpenPanel
  readonly open: (panel: OpenPanel) => void
  readonly goTo: (element: string) => void
  readonly gaps: Parameters<typeof PublishPanel>[0]['gaps']
}

/** What is open at the head of the plan: the copy, the versions, or the publishing of one. */
function Panel({ reading, readAt, panel, open, goTo, gaps }: PanelProps) {
  const say = useSay(versionTexts)
  const patient = usePatient()
  const { changes } = useUnpublished(reading, readAt)
  const close = useCallback(() => {
    open(undefined)
  }, [open])
  const compared = useMemo<Compared | undefined>(() => (typeof panel === 'object' ? panel : undefined), [panel])
  if (panel === undefined) return null
  if (compared) return <VersionsPanel reading={reading} readAt={readAt} first={compared} close={close} />
  if (panel === 'publish') {
    const draft = reading.plan.status === 'draft'
    return (
      <PublishPanel
        reading={reading}
        gaps={draft ? gaps : []}
        line={draft ? firstLine(say, reading.view) : changeLine(say, changes)}
        goTo={goTo}
        close={close}
        done={() => {
          open('copy')
        }}
      />
    )
  }
  return <CopyPanel reading={reading} first={spokenLanguage(patient.data).language ?? 'en'} close={close} />
}

/** The plan as it is edited: the patient's own goal first, each problem, then the whole patient. */
function Editor({ reading: read, wanted }: { reading: PlanReading; wanted: WantedWork | undefined }) {
  const { reading, ended } = useUnsentReading(read)
  const groups = groupsOf(reading)
  return (
    <>
      <section className="card plan-section">
        <OwnGoals reading={reading} ended={ended} />
      </section>
      {groups.map((group, index) => (
        <GroupSection
          key={group.problem?.reference ?? ''}
          group={group}
          index={index}
          reading={reading}
          editable
          ended={ended}
          wanted={group.problem ? undefined : wanted}
        />
      ))}
      <AddProblem reading={reading} />
      <Findings reading={reading} />
      <Supports reading={reading} />
      <Outlook reading={reading} />
    </>
  )
}

/** The plan as it is read by somebody who may not change it. */
function Document({ reading }: { reading: PlanReading }) {
  const { language, day } = useFormat()
  const say = useSay(wholeTexts)
  const { ownGoals, outcomes, reviewOn } = reading.view
  return (
    <>
      {(ownGoals.length > 0 || outcomes.length > 0) && (
        <section className="card plan-section">
          {ownGoals.map(({ reference, words }) => (
            <blockquote key={reference} className="quote">
              “{inLanguage(words, language)}”
            </blockquote>
          ))}
          {outcomes.map(({ reference, outcome, prognosis }) => (
            <p key={reference}>{[outcome && inLanguage(outcome, language), prognosis].filter(Boolean).join(' · ')}</p>
          ))}
        </section>
      )}
      {groupsOf(reading).map((group, index) => (
        <GroupSection
          key={group.problem?.reference ?? ''}
          group={group}
          index={index}
          reading={reading}
          editable={false}
        />
      ))}
      {reviewOn !== undefined && (
        <p className="fact quiet" id="plan-periodic-review" tabIndex={-1}>
          {say('review')}: {day(reviewOn)}
        </p>
      )}
    </>
  )
}
