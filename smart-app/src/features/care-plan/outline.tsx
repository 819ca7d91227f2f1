import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { CarePlanView } from '#domain/care-plan/view/care-plan-view.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useElementHelp, useElementName } from './element-names.ts'
import { planTexts } from './plan-texts.ts'
import type { ElementState } from './use-completeness.ts'

const ICONS: Readonly<Record<ElementState['state'], IconName>> = {
  present: 'check',
  missing: 'warn',
  'not-needed': 'minus',
}

interface OutlineProps {
  readonly elements: readonly ElementState[]
  readonly view: CarePlanView
  readonly goTo: (element: string) => void
}

/** What a whole plan has, and what is missing, by name, never a percentage; each leads to its place. */
export function Outline({ elements, view, goTo }: OutlineProps) {
  const say = useSay(planTexts)
  const { language } = useFormat()
  const missing = elements.filter(({ state, required }) => required && state === 'missing')
  return (
    <nav className="card plan-outline" aria-label={say('outline')} tabIndex={0}>
      <p className="plan-missing">
        <span className={missing.length === 0 ? 'tone-ok' : 'tone-warn'}>
          <Icon name={missing.length === 0 ? 'check' : 'warn'} />
        </span>{' '}
        <strong>{missing.length === 0 ? say('all-there') : say('some-missing', { count: missing.length })}</strong>
      </p>
      {view.problems.length > 0 && <h3>{say('problems')}</h3>}
      <ul className="outline-list">
        {view.problems.map(({ reference, name }) => (
          <li key={reference}>
            <button
              type="button"
              onClick={() => {
                goTo(`problem:${reference}`)
              }}
            >
              <Icon name="heart" size={14} />
              <span>{inLanguage(name, language)}</span>
            </button>
          </li>
        ))}
      </ul>
      <h3>{say('required')}</h3>
      <Elements elements={elements.filter(({ required }) => required)} view={view} goTo={goTo} />
      <h3>{say('further')}</h3>
      <Elements elements={elements.filter(({ required }) => !required)} view={view} goTo={goTo} />
    </nav>
  )
}

function Elements({ elements, view, goTo }: OutlineProps) {
  const say = useSay(planTexts)
  const nameOf = useElementName()
  const helpOf = useElementHelp(view)
  return (
    <ul className="outline-list">
      {elements.map((element) => (
        <li key={element.code}>
          <button
            type="button"
            title={helpOf(element) || undefined}
            onClick={() => {
              goTo(element.code)
            }}
          >
            <span className={toneOf(element)}>
              <Icon name={ICONS[element.state]} size={14} />
            </span>
            <span className={element.state === 'present' ? undefined : 'quiet'}>
              {nameOf(element.code)}
              <span className="sr-only">, {say(`state-${element.state}`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function toneOf({ state, required }: ElementState): string {
  if (state === 'present') return 'tone-ok'
  return required ? 'tone-warn' : 'quiet'
}
