import { inLanguage } from '#domain/care-plan/local-text.ts'
import type { ProblemView } from '#domain/care-plan/view/problem-view.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useElementName } from './element-names.ts'
import { planTexts } from './plan-texts.ts'
import type { ElementState } from './use-completeness.ts'

const ICONS: Readonly<Record<ElementState['state'], IconName>> = {
  present: 'check',
  missing: 'warn',
  'not-needed': 'minus',
}

interface OutlineProps {
  readonly elements: readonly ElementState[]
  readonly problems: readonly ProblemView[]
  readonly goTo: (element: string) => void
}

/** What a whole plan has, and what is missing, by name, never a percentage; each leads to its place. */
export function Outline({ elements, problems, goTo }: OutlineProps) {
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
      {problems.length > 0 && <h3>{say('problems')}</h3>}
      <ul className="outline-list">
        {problems.map(({ reference, name }) => (
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
      <Elements elements={elements.filter(({ required }) => required)} goTo={goTo} />
      <h3>{say('further')}</h3>
      <Elements elements={elements.filter(({ required }) => !required)} goTo={goTo} />
    </nav>
  )
}

function Elements({ elements, goTo }: Pick<OutlineProps, 'elements' | 'goTo'>) {
  const say = useSay(planTexts)
  const nameOf = useElementName()
  return (
    <ul className="outline-list">
      {elements.map(({ code, state, required, message }) => (
        <li key={code}>
          <button
            type="button"
            title={message === '' ? undefined : message}
            onClick={() => {
              goTo(code)
            }}
          >
            <span className={state === 'present' ? 'tone-ok' : required ? 'tone-warn' : 'quiet'}>
              <Icon name={ICONS[state]} size={14} />
            </span>
            <span className={state === 'present' ? undefined : 'quiet'}>
              {nameOf(code)}
              <span className="sr-only">, {say(`state-${state}`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
