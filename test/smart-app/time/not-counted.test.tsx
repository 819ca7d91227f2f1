import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import type { MonthView, NotCounted } from '../../../smart-app/src/data/month.ts'
import { Counts, isWhole, missedOf } from '../../../smart-app/src/features/time/entry-cells.tsx'
import { LanguageContext } from '../../../smart-app/src/say/use-say.ts'
import { EvidenceSheets } from '../../../smart-app/src/ui/evidence.tsx'
import { anEntry } from '../support/an-entry.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer } from '../support/versioned-server.ts'

/** @param seconds that do not count */
const not = (code: string, seconds: number, of = 'Task/t'): NotCounted => ({
  code,
  seconds,
  task: of,
  message: `The rule ${code}.`,
})

const month = (notCounted: readonly NotCounted[]): MonthView => ({
  program: 'ccm',
  state: 'open',
  staffMinutes: 0,
  practitionerMinutes: 0,
  totalMinutes: 0,
  charges: [],
  alternative: undefined,
  notCounted,
  next: undefined,
  blockers: [],
  warnings: [],
})

function show(notCounted: readonly NotCounted[], language: 'en' | 'es' = 'en'): void {
  render(
    <AppAround server={versionedServer([anEntry.task]).server}>
      <LanguageContext value={language}>
        <EvidenceSheets>
          <Counts entry={anEntry} view={month(notCounted)} />
        </EvidenceSheets>
      </LanguageContext>
    </AppAround>,
  )
}

describe('time that does not count', () => {
  afterEach(cleanup)

  test('for one reason says that one', () => {
    show([not('hospice', 1200), not('after-end', 180, 'Task/other')])
    expect(screen.getByRole('button').textContent).toBe('No: hospice, show evidence')
  })

  test('for two reasons says both, each with its minutes, and opens to both rules', async () => {
    const both = [not('before-consent', 275), not('hospice', 925)]
    expect(isWhole(missedOf(anEntry, month(both)), anEntry)).toBe(true)
    show(both)
    const words = 'No: before the consent (4:35); hospice (15:25)'
    expect(screen.getByRole('button').textContent).toBe(`${words}, show evidence`)
    await userEvent.click(screen.getByRole('button'))
    const sheet = screen.getByRole('dialog', { name: words })
    expect(sheet.textContent).toContain('The rule before-consent.')
    expect(sheet.textContent).toContain('The rule hospice.')
  })

  test('in part, for two reasons, adds them up: the rest counts', () => {
    const some = [not('before-consent', 275), not('overlap', 300)]
    expect(isWhole(missedOf(anEntry, month(some)), anEntry)).toBe(false)
    show(some, 'es')
    expect(screen.getByRole('button').textContent).toContain(
      '9:35 no: antes del consentimiento (4:35); dos personas a la vez cuentan una vez (5:00)',
    )
  })

  test('all but a few seconds of it, it is not said that nothing counts', () => {
    show([not('overlap', 1180)])
    expect(screen.getByRole('button').textContent).toContain('19:40 not: two people at once count once')
  })
})
