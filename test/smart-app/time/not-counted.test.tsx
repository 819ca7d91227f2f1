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

const not = (code: string, minutes: number, of = 'Task/t'): NotCounted => ({
  code,
  minutes,
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
    show([not('hospice', 20), not('after-end', 3, 'Task/other')])
    expect(screen.getByRole('button').textContent).toBe('No: hospice, show evidence')
  })

  test('for two reasons says both, each with its minutes, and opens to both rules', async () => {
    const both = [not('before-consent', 5), not('hospice', 15)]
    expect(isWhole(missedOf(anEntry, month(both)), anEntry)).toBe(true)
    show(both)
    const words = 'No: before the consent (5 min); hospice (15 min)'
    expect(screen.getByRole('button').textContent).toBe(`${words}, show evidence`)
    await userEvent.click(screen.getByRole('button'))
    const sheet = screen.getByRole('dialog', { name: words })
    expect(sheet.textContent).toContain('The rule before-consent.')
    expect(sheet.textContent).toContain('The rule hospice.')
  })

  test('in part, for two reasons, adds them up: the rest counts', () => {
    const some = [not('before-consent', 5), not('overlap', 4)]
    expect(isWhole(missedOf(anEntry, month(some)), anEntry)).toBe(false)
    show(some, 'es')
    expect(screen.getByRole('button').textContent).toContain(
      '9 min no: antes del consentimiento (5 min); dos personas a la vez cuentan una vez (4 min)',
    )
  })
})
