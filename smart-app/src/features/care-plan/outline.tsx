import { CARE_PLAN_ELEMENTS } from '#domain/terminology/generated/care-plan-codes.ts'
import { useSay } from '../../say/use-say.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { planTexts } from './plan-texts.ts'
import type { ElementState } from './use-completeness.ts'

const ICONS: Readonly<Record<ElementState['state'], IconName>> = {
  present: 'check',
  missing: 'warn',
  'not-needed': 'minus',
}

/** What a whole plan has, and what is missing, by name: never a percentage. */
export function Outline({ elements }: { elements: readonly ElementState[] }) {
  const say = useSay(planTexts)
  const missing = elements.filter(({ state, required }) => required && state === 'missing')
  return (
    <nav className="card plan-outline" aria-label={say('outline')} tabIndex={0}>
      <p className="plan-missing">
        <span className={missing.length === 0 ? 'tone-ok' : 'tone-warn'}>
          <Icon name={missing.length === 0 ? 'check' : 'warn'} />
        </span>{' '}
        <strong>{missing.length === 0 ? say('all-there') : say('some-missing', { count: missing.length })}</strong>
      </p>
      <h3>{say('required')}</h3>
      <Elements elements={elements.filter(({ required }) => required)} />
      <h3>{say('further')}</h3>
      <Elements elements={elements.filter(({ required }) => !required)} />
    </nav>
  )
}

function Elements({ elements }: { elements: readonly ElementState[] }) {
  const say = useSay(planTexts)
  return (
    <ul className="facts tight">
      {elements.map(({ code, state, required, message }) => (
        <li key={code} title={message}>
          <span className={state === 'present' ? 'tone-ok' : required ? 'tone-warn' : 'quiet'}>
            <Icon name={ICONS[state]} size={14} />
          </span>
          <span className={state === 'present' ? undefined : 'quiet'}>
            {elementName(code)}
            <span className="sr-only">, {say(`state-${state}`)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function elementName(code: string): string {
  return code in CARE_PLAN_ELEMENTS ? CARE_PLAN_ELEMENTS[code as keyof typeof CARE_PLAN_ELEMENTS].display : code
}
