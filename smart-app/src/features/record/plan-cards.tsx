import type { DocumentReference } from '@medplum/fhirtypes'
import { useMutation } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { useApp } from '../../app/app-context.ts'
import { leaveErrand } from '../../app/errand.ts'
import { personOf, useStaff } from '../../data/chart.ts'
import { useCopies, type GivenCopy } from '../../data/copies.ts'
import { usePlan } from '../../data/plan.ts'
import { activityName, useRevisions } from '../../data/revisions.ts'
import type { Stored } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { recordTexts } from './record-texts.ts'

/** Every version of the plan: when, by whom, why. */
export function VersionsCard() {
  const say = useSay(recordTexts)
  const plan = usePlan()
  return (
    <Card title={say('versions')}>
      <Read query={plan} lines={3}>
        {(reading) =>
          reading ? (
            <Versions plan={reading.plan.id} version={reading.plan.meta?.versionId ?? ''} />
          ) : (
            <p className="quiet fact">{say('no-versions')}</p>
          )
        }
      </Read>
    </Card>
  )
}

function Versions({ plan, version }: { plan: string; version: string }) {
  const say = useSay(recordTexts)
  const format = useFormat()
  const staff = useStaff()
  const revisions = useRevisions(plan, version)
  const [, go] = useLocation()
  const compare = (from: string, to: string) => {
    leaveErrand({ to: 'compare-plan', from, until: to })
    go('/care-plan')
  }
  return (
    <Read query={revisions} lines={3}>
      {(list) => (
        <ol className="record-events">
          {list
            .map(({ version: number, at, by, activity, why, substantial }, index) => (
              <li key={number}>
                <Icon name="document" />
                <span>
                  <span className="row-title">
                    {[say('version', { number }), activityName(activity, format.language)].filter(Boolean).join(' · ')}
                  </span>
                  <span className="meta">
                    {[
                      at !== '' && `${format.day(at)} ${format.time(at)}`,
                      personOf(staff.data, by)?.name,
                      substantial && activity !== 'substantially-revised' && say('in-substance'),
                      why,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {index > 0 && (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={say('compare-versions', { from: list[index - 1]?.version ?? '', to: number })}
                    onClick={() => {
                      compare(list[index - 1]?.version ?? '', number)
                    }}
                  >
                    {say('compare')}
                  </button>
                )}
              </li>
            ))
            .toReversed()}
        </ol>
      )}
    </Read>
  )
}

/** Copies of the plan that the patient was given, each as it was given. */
export function CopiesCard() {
  const say = useSay(recordTexts)
  const copies = useCopies()
  return (
    <Card title={say('copies')}>
      <Read query={copies} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="quiet fact">{say('no-copies')}</p>
          ) : (
            <ol className="record-events">
              {list.map((copy) => (
                <Copy key={copy.communication.id} copy={copy} />
              ))}
            </ol>
          )
        }
      </Read>
    </Card>
  )
}

function Copy({ copy }: { copy: GivenCopy }) {
  const say = useSay(recordTexts)
  const format = useFormat()
  const { server } = useApp()
  const open = useMutation({
    mutationFn: async () => {
      const document = await server.get<Stored<DocumentReference>>(copy.document ?? '')
      const pdf = document.content.find(({ attachment }) => attachment.contentType === 'application/pdf')?.attachment
      saveFile(
        'care-plan-copy.pdf',
        'application/pdf',
        Uint8Array.from(atob(pdf?.data ?? ''), (character) => character.charCodeAt(0)),
      )
    },
  })
  const day = format.day(copy.sent)
  return (
    <li>
      <Icon name="note" />
      <span>
        <span className="row-title">{say('copy-of', { number: copy.version ?? '?' })}</span>
        <span className="meta">{day}</span>
      </span>
      {copy.document !== undefined && (
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            open.mutate()
          }}
        >
          <Icon name="download" size={14} /> {say('as-given')}
        </button>
      )}
    </li>
  )
}
