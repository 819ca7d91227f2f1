import { createContext, Fragment, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'
import { copyText } from './copy-text.ts'
import './evidence.css'
import { Sheet } from './sheet.tsx'

/** A rule in a sentence, its code and since when it holds. */
interface EvidenceRule {
  readonly text: string
  /** The server's own words, in English. */
  readonly said?: string
  readonly code?: string
  readonly since?: string
}

/** What a number, date or verdict rests on. The order of the sheet is always this one. */
export interface Evidence {
  /** 1 "34 minutes count in November" */
  readonly statement: string
  /** 2 The arithmetic, seconds included. The last row may be the result. */
  readonly arithmetic?: readonly { readonly label: ReactNode; readonly value: string; readonly strong?: boolean }[]
  /** 3 Who, when, what; each says where it was read. */
  readonly sources?: readonly { readonly what: string; readonly detail?: string; readonly reference?: string }[]
  /** 4 The rule; the rules, where there is more than one. */
  readonly rule?: EvidenceRule | readonly EvidenceRule[]
  /** 5 What would change it. */
  readonly change?: readonly string[]
  /** More of the sheet, such as a simulator. */
  readonly more?: ReactNode
}

interface Sheet {
  open(evidence: Evidence, from: HTMLElement): void
}

const SheetContext = createContext<Sheet>({ open: () => undefined })

const texts = defineTexts({
  close: { en: 'Close evidence', es: 'Cerrar la evidencia' },
  show: { en: 'show evidence', es: 'ver evidencia' },
  sources: { en: 'Sources', es: 'Fuentes' },
  rule: { en: 'Rule', es: 'Regla' },
  change: { en: 'What would change it', es: 'Qué lo cambiaría' },
  copy: { en: 'Copy as text', es: 'Copiar como texto' },
  copied: { en: 'Copied', es: 'Copiado' },
})

/** Holds the one evidence sheet of the page: non-modal, beside it; the page stays usable. */
export function EvidenceSheets({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Evidence>()
  const opener = useRef<HTMLElement>(null)
  const sheet = useMemo<Sheet>(
    () => ({
      open: (evidence, from) => {
        opener.current = from
        setShown(evidence)
      },
    }),
    [],
  )
  const close = useCallback(() => {
    setShown(undefined)
    opener.current?.focus()
  }, [])
  return (
    <SheetContext value={sheet}>
      {children}
      {shown && <EvidenceSheet evidence={shown} close={close} />}
    </SheetContext>
  )
}

/** A number, date or verdict with a dotted underline that opens what it rests on. */
export function EvidenceLink({ evidence, children }: { evidence: () => Evidence; children: ReactNode }) {
  const sheet = use(SheetContext)
  const say = useSay(texts)
  return (
    <button
      type="button"
      className="evidence-link"
      onClick={(event) => {
        sheet.open(evidence(), event.currentTarget)
      }}
    >
      {children}
      <span className="sr-only">, {say('show')}</span>
    </button>
  )
}

function EvidenceSheet({ evidence, close }: { evidence: Evidence; close: () => void }) {
  const say = useSay(texts)
  const [copied, setCopied] = useState<Evidence>()
  return (
    <Sheet
      title={evidence.statement}
      close={close}
      closing={say('close')}
      about={evidence}
      foot={
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            void copyText(evidenceText(evidence)).then((done) => {
              setCopied(done ? evidence : undefined)
            })
          }}
        >
          {copied === evidence ? say('copied') : say('copy')}
        </button>
      }
    >
      <EvidenceParts evidence={evidence} />
    </Sheet>
  )
}

/** The parts of the sheet, also for a panel that stands beside a list. */
export function EvidenceParts({ evidence }: { evidence: Evidence }) {
  const say = useSay(texts)
  return (
    <>
      {evidence.arithmetic && (
        <dl className="arithmetic">
          {evidence.arithmetic.map((row, index) => (
            <div key={index} className={row.strong === true ? 'arithmetic-result' : undefined}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {evidence.sources && evidence.sources.length > 0 && (
        <>
          <h3>{say('sources')}</h3>
          <ul className="sources">
            {evidence.sources.map((source, index) => (
              <li key={index}>
                <strong>{source.what}</strong> {source.detail}
                {source.reference !== undefined && <code className="meta">{source.reference}</code>}
              </li>
            ))}
          </ul>
        </>
      )}
      {rulesOf(evidence).map((rule, index) => (
        <Fragment key={index}>
          {index === 0 && <h3>{say('rule')}</h3>}
          <p className="fact quiet">{rule.text}</p>
          {rule.said !== undefined && rule.said !== rule.text && (
            <p className="meta" lang="en">
              {rule.said}
            </p>
          )}
          <p className="meta">{[rule.code, rule.since].filter(Boolean).join(' · ')}</p>
        </Fragment>
      ))}
      {evidence.change && evidence.change.length > 0 && (
        <>
          <h3>{say('change')}</h3>
          <ul className="sources">
            {evidence.change.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {evidence.more}
    </>
  )
}

function rulesOf({ rule = [] }: Evidence): readonly EvidenceRule[] {
  return 'text' in rule ? [rule] : rule
}

/** The sheet as plain text, for notes and appeals. */
export function evidenceText(evidence: Evidence): string {
  const lines = [
    evidence.statement,
    ...(evidence.arithmetic ?? []).map((row) => `${typeof row.label === 'string' ? row.label : ''}\t${row.value}`),
    ...(evidence.sources ?? []).map((source) =>
      [source.what, source.detail, source.reference].filter(Boolean).join(' · '),
    ),
    ...rulesOf(evidence).map(({ text, code, since }) => [text, code, since].filter(Boolean).join(' · ')),
    ...(evidence.change ?? []),
  ]
  return lines.join('\n')
}
