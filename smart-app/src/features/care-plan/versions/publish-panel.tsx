import { Checkbox, Textarea, TextInput } from '@mantine/core'
import type { Bundle } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { useApp } from '../../../app/app-context.ts'
import type { PlanReading } from '../../../data/plan.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useAnnounce } from '../../../ui/live-region.tsx'
import { ServerSaid } from '../../../ui/server-said.tsx'
import { useElementHelp, useElementName } from '../element-names.ts'
import type { ElementState } from '../use-completeness.ts'
import { nextVersion, publicationOf, type Publication } from './publication.ts'
import { versionTexts } from './version-texts.ts'

interface PublishPanelProps {
  readonly reading: PlanReading
  /** Required elements that are missing; a plan that is in force already is not asked about them. */
  readonly gaps: readonly ElementState[]
  /** What changed, in a line that can be sent as it is. */
  readonly line: string
  readonly goTo: (element: string) => void
  /** It is published: the patient's copy is next. */
  readonly done: () => void
  readonly close: () => void
}

/** Publishes a version: one line of what changed, and with gaps the decision to follow the plan all the same. */
export function PublishPanel({ reading, gaps, line, goTo, done, close }: PublishPanelProps) {
  const { plan } = reading
  const say = useSay(versionTexts)
  const why = useWhy()
  const form = useRef<HTMLFormElement>(null)
  const draft = plan.status === 'draft'
  const number = nextVersion(plan)
  const [typed, setTyped] = useState<string>()
  const [reason, setReason] = useState('')
  const [substantial, setSubstantial] = useState(false)
  const [tried, setTried] = useState(false)
  const publish = usePublish(plan.id, done)
  const words = (typed ?? line).trim()
  const missing = { line: words === '', reason: gaps.length > 0 && reason.trim() === '' }
  useEffect(() => {
    form.current?.focus()
  }, [])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    const fault = missing.reason ? 'reason' : missing.line ? 'line' : undefined
    if (fault !== undefined) form.current?.querySelector<HTMLElement>(`[name="${fault}"]`)?.focus()
    else if (!publish.isPending)
      publish.mutate({
        line: words,
        substantial,
        ...(gaps.length > 0 && { gaps: { elements: gaps.map(({ code }) => code), reason: reason.trim() } }),
      })
  }
  return (
    <form
      ref={form}
      className="card plan-panel"
      aria-labelledby="publish-title"
      tabIndex={-1}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <h2 id="publish-title">{say(draft ? 'put-in-force' : 'publish', { number })}</h2>
      <p className="fact quiet">{say(draft ? 'force-what' : 'publish-what')}</p>
      {gaps.length > 0 && (
        <>
          <Gaps gaps={gaps} view={reading.view} goTo={goTo} />
          <Reason text={reason} missing={tried && missing.reason} change={setReason} />
        </>
      )}
      <TextInput
        name="line"
        label={say(draft ? 'what-begins' : 'what-changed')}
        autoComplete="off"
        value={typed ?? line}
        error={tried && missing.line ? say('needs-line') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      {!draft && (
        <Checkbox
          label={say('substantial')}
          checked={substantial}
          onChange={(event) => {
            setSubstantial(event.currentTarget.checked)
          }}
        />
      )}
      <div className="form-foot">
        <button type="submit" className="plain-button primary big" aria-disabled={publish.isPending}>
          {say(!draft ? 'publish' : gaps.length > 0 ? 'force-with-gaps' : 'put-in-force', { number })}
        </button>
        <button type="button" className="plain-button big" onClick={close}>
          {say('cancel')}
        </button>
      </div>
      {publish.error && (
        <p className="form-fault" role="alert">
          {say('not-published', { why: why(publish.error) })} <ServerSaid error={publish.error} />
        </p>
      )}
    </form>
  )
}

function Reason({ text, missing, change }: { text: string; missing: boolean; change: (text: string) => void }) {
  const say = useSay(versionTexts)
  return (
    <Textarea
      name="reason"
      label={say('gap-reason')}
      rows={2}
      autoComplete="off"
      value={text}
      error={missing ? say('needs-reason') : undefined}
      onChange={(event) => {
        change(event.currentTarget.value)
      }}
    />
  )
}

/** What is missing, by name, each with the way to it. */
function Gaps({ gaps, view, goTo }: Pick<PublishPanelProps, 'gaps' | 'goTo'> & { readonly view: PlanReading['view'] }) {
  const say = useSay(versionTexts)
  const nameOf = useElementName()
  const helpOf = useElementHelp(view)
  return (
    <div className="plan-gaps">
      <p>
        <span className="tone-warn">
          <Icon name="warn" />
        </span>{' '}
        <strong>{say('gaps', { count: gaps.length })}</strong>
      </p>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.code}>
            <span>
              <span className="row-title">{nameOf(gap.code)}</span> <span className="quiet fact">{helpOf(gap)}</span>
            </span>
            <button
              type="button"
              className="link-button"
              aria-label={say('go-there-of', { element: nameOf(gap.code) })}
              onClick={() => {
                goTo(gap.code)
              }}
            >
              {say('go-there')}
            </button>
          </li>
        ))}
      </ul>
      <p className="fact quiet">{say('gaps-what')}</p>
    </div>
  )
}

function usePublish(id: string, done: () => void) {
  const say = useSay(versionTexts)
  const { server, user, now } = useApp()
  const queries = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: async (said: Pick<Publication, 'line' | 'substantial' | 'gaps'>) => {
      const plan = await server.get<PlanReading['plan']>(`CarePlan/${id}`)
      const at = new Date(now()).toISOString()
      await server.post<Bundle>('', publicationOf(plan, { ...said, by: user.reference, name: user.name, at }))
      return { number: nextVersion(plan), wasDraft: plan.status === 'draft' }
    },
    onError: () => queries.invalidateQueries({ queryKey: ['plan'] }),
    onSuccess: async ({ number, wasDraft }) => {
      announce(wasDraft ? say('in-force-said') : say('published', { number }))
      await Promise.all(['plan', 'month', 'completeness'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      done()
    },
  })
}
