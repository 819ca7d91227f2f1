import type { Binary, Parameters } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApp } from '../../app/app-context.ts'
import { newKey } from '../../fhir/create-by-key.ts'
import type { PlanReading } from '../../data/plan.ts'
import type { Language } from '../../say/say.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useAnnounce } from '../../ui/live-region.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ServerSaid } from '../../ui/server-said.tsx'
import { planTexts } from './plan-texts.ts'

const MEDIA = ['WRITTEN', 'MAILWRIT', 'ELECTRONIC'] as const

type Medium = (typeof MEDIA)[number]

/** The patient's copy: looked at as a PDF, then recorded as given. */
export function CopyPanel({ reading, first, close }: { reading: PlanReading; first: Language; close: () => void }) {
  const say = useSay(planTexts)
  const why = useWhy()
  const announce = useAnnounce()
  const { rights } = useApp()
  const [language, setLanguage] = useState<Language>(first)
  const [medium, setMedium] = useState<Medium>('WRITTEN')
  const caregivers = reading.view.team.members.filter(({ isCaregiver }) => isCaregiver)
  const [recipient, setRecipient] = useState('')
  const { pdf, give } = useCopy(reading.plan.id, language)
  // Pressed again after an answer that was lost, it is the same handing over.
  const [key] = useState(() => unanswered.get(reading.plan.id) ?? newKey())
  return (
    <section className="card copy-panel" aria-labelledby="copy-title">
      <header className="card-head">
        <h2 id="copy-title">{say('copy-title')}</h2>
        <span className="card-action">
          <button type="button" className="icon-button" aria-label={say('close')} onClick={close}>
            <Icon name="cross" />
          </button>
        </span>
      </header>
      <div className="field-row">
        <Choice<Language>
          label={say('copy-language')}
          value={language}
          options={[
            { value: 'en', text: 'English' },
            { value: 'es', text: 'Español' },
          ]}
          onChange={setLanguage}
        />
        <Choice<Medium>
          label={say('copy-medium')}
          value={medium}
          options={MEDIA.map((value) => ({ value, text: say(`medium-${value}`) }))}
          onChange={setMedium}
        />
        {caregivers.length > 0 && (
          <Choice<string>
            label={say('copy-recipient')}
            value={recipient}
            options={[
              { value: '', text: say('copy-patient') },
              ...caregivers.map(({ reference, name }) => ({ value: reference, text: name })),
            ]}
            onChange={setRecipient}
          />
        )}
        <button
          type="button"
          className="plain-button big"
          onClick={() => {
            if (!pdf.isPending) pdf.mutate()
          }}
        >
          <Icon name="download" size={14} /> {say('copy-look')}
        </button>
        {rights.care && (
          <button
            type="button"
            className="plain-button primary big"
            onClick={() => {
              if (give.isPending) return
              give.mutate(
                { medium, recipient, key },
                {
                  onSuccess: () => {
                    announce(say('copy-given'))
                    close()
                  },
                },
              )
            }}
          >
            {say('copy-give')}
          </button>
        )}
      </div>
      {pdf.error && <Fault error={pdf.error} text={say('copy-pdf-failed', { why: why(pdf.error) })} />}
      {give.error && <Fault error={give.error} text={say('copy-failed', { why: why(give.error) })} />}
    </section>
  )
}

/** By `CarePlan.id`, the key of a handing over of which no answer came: it is the same also after the panel was closed. */
const unanswered = new Map<string, string>()

interface Giving {
  readonly medium: Medium
  readonly recipient: string
  readonly key: string
}

function useCopy(plan: string, language: Language) {
  const { server } = useApp()
  const queries = useQueryClient()
  const pdf = useMutation({
    mutationFn: async () => {
      const binary = await server.get<Binary>(`CarePlan/${plan}/$ccm-copy?language=${language}`)
      saveFile(
        `care-plan-${language}.pdf`,
        'application/pdf',
        Uint8Array.from(atob(binary.data ?? ''), (character) => character.charCodeAt(0)),
      )
    },
  })
  const give = useMutation({
    mutationFn: async ({ medium, recipient, key }: Giving) => {
      unanswered.set(plan, key)
      const input: Parameters = {
        resourceType: 'Parameters',
        parameter: [
          { name: 'language', valueCode: language },
          { name: 'medium', valueCode: medium },
          { name: 'key', valueId: key },
          ...(recipient === '' ? [] : [{ name: 'recipient', valueReference: { reference: recipient } }]),
        ],
      }
      await server.post(`CarePlan/${plan}/$ccm-hand-over`, input)
      unanswered.delete(plan)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['copies'] }),
  })
  return { pdf, give }
}

function Fault({ error, text }: { readonly error: Error; readonly text: string }) {
  return (
    <p className="form-fault">
      {text} <ServerSaid error={error} />
    </p>
  )
}
