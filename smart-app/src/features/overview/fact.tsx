import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'

/** One fact with its mark. */
export function Fact({ icon, tone, children }: { icon: IconName; tone: 'ok' | 'warn' | 'quiet'; children: ReactNode }) {
  return (
    <li>
      <span className={tone === 'quiet' ? 'quiet' : `tone-${tone}`}>
        <Icon name={icon} />
      </span>
      <span>{children}</span>
    </li>
  )
}
