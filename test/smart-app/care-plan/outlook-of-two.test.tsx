import { MantineProvider } from '@mantine/core'
import type { CarePlan, ClinicalImpression, Resource } from '@medplum/fhirtypes'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { careRecordOf } from '../../../server/domain/care-plan/care-record.ts'
import { carePlanView } from '../../../server/domain/care-plan/view/care-plan-view.ts'
import { Outlook } from '../../../smart-app/src/features/care-plan/whole/outlook.tsx'
import type { Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer } from '../support/versioned-server.ts'

const plan: Stored<CarePlan> = {
  resourceType: 'CarePlan',
  id: 'p',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/ruiz' },
}
const theirs: Stored<ClinicalImpression> = {
  resourceType: 'ClinicalImpression',
  id: 'theirs',
  status: 'completed',
  subject: { reference: 'Patient/ruiz' },
  summary: 'Walks without pain',
}

describe('a first outlook that two people write at once', () => {
  afterEach(cleanup)

  test('both stand in the plan and are shown, each with its words; one can be taken out', async () => {
    const there = versionedServer([plan])
    const shown = () => {
      const newest = there.now<CarePlan>('p')
      const resources: readonly Resource[] = there.all()
      const record = careRecordOf(resources)
      return (
        <AppAround server={there.server}>
          <MantineProvider env="test">
            <Outlook
              reading={{
                plan: newest,
                view: carePlanView(newest, record, 'UTC'),
                record,
                resources,
              }}
            />
          </MantineProvider>
        </AppAround>
      )
    }
    const words = () => screen.getAllByLabelText<HTMLTextAreaElement>('Expected outcome').map(({ value }) => value)
    const { rerender } = render(shown())
    there.put(theirs)
    there.put({ ...plan, supportingInfo: [{ reference: 'ClinicalImpression/theirs' }] })
    await userEvent.type(screen.getByLabelText('Expected outcome'), 'Sleeps through the night')
    await userEvent.tab()
    await waitFor(() => {
      expect(there.now<CarePlan>('p').supportingInfo).toHaveLength(2)
    })
    rerender(shown())
    expect(words()).toEqual(['Walks without pain', 'Sleeps through the night'])
    screen.getByText(/^Two people wrote an outlook/)
    await userEvent.click(screen.getByRole('button', { name: 'Take out “Walks without pain”' }))
    await waitFor(() => {
      expect(there.now('theirs')).toMatchObject({ status: 'entered-in-error', summary: 'Walks without pain' })
    })
    rerender(shown())
    expect(words()).toEqual(['Sleeps through the night'])
    expect(screen.queryByRole('button', { name: /^Take out/ })).toBeNull()
  })
})
