import { Checkbox, TextInput } from '@mantine/core'
import { useId } from 'react'
import { usePatientId } from '../../../app/app-context.ts'
import type { Language } from '../../../say/say.ts'
import { useSay } from '../../../say/use-say.ts'
import { useNoteDraft, withLine } from '../../../timer/note-draft.ts'
import type { ScriptLine, ScriptPart } from './script.ts'
import { callTexts } from './script-texts.ts'

/** What stands in a part that has nothing to say. */
const NONE = { tasks: 'no-tasks', values: 'no-values', changes: 'no-changes' } as const

/** The parts of a call, one after the other. */
export function ScriptParts(props: {
  readonly parts: readonly ScriptPart[]
  readonly language: Language
  readonly month: string
}) {
  return props.parts.map((part) => <Part key={part.part} {...props} part={part} />)
}

function Part({ part: { part, lines }, language, month }: { part: ScriptPart; language: Language; month: string }) {
  const say = useSay(callTexts)
  const title = useId()
  return (
    <section className="call-part" aria-labelledby={title}>
      <h3 id={title}>{part === 'changes' ? say('changes', { month }) : say(part)}</h3>
      {lines.length === 0 && part in NONE && <p className="fact quiet">{say(NONE[part as keyof typeof NONE])}</p>}
      <ul className="call-lines">
        {lines.map((line) => (
          <li key={line.id}>
            {line.noted === undefined ? (
              <p className="call-spoken" lang={language}>
                “{line.spoken}”
              </p>
            ) : (
              <TickedLine line={line} noted={line.noted} language={language} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A line that is ticked when it has been said; where the patient answers, the answer is typed beneath. */
function TickedLine({ line, noted, language }: { line: ScriptLine; noted: string; language: Language }) {
  const say = useSay(callTexts)
  const [draft, keep] = useNoteDraft(usePatientId())
  const { ticked = false, words = '' } = draft.lines[line.id] ?? {}
  const change = (next: { readonly ticked: boolean; readonly words: string }) => {
    const told = next.words.trim() === '' ? noted : say('noted-answer', { line: noted, words: next.words.trim() })
    keep(withLine(draft, line.id, { ...next, said: next.ticked ? told : '' }))
  }
  return (
    <>
      <Checkbox
        checked={ticked}
        label={
          <span className="call-spoken" lang={language}>
            “{line.spoken}”
          </span>
        }
        onChange={(event) => {
          change({ ticked: event.currentTarget.checked, words })
        }}
      />
      {ticked && line.asks && (
        <TextInput
          className="call-answer not-printed"
          aria-label={`${say('answer')}: ${noted}`}
          placeholder={say('answer')}
          value={words}
          autoComplete="off"
          onChange={(event) => {
            change({ ticked, words: event.currentTarget.value })
          }}
        />
      )}
    </>
  )
}
