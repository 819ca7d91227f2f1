import { MantineProvider } from '@mantine/core'
import type { CarePlan } from '@medplum/fhirtypes'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ReviewField } from '../../../smart-app/src/features/care-plan/whole/review-field.tsx'
import type { Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer, type VersionedServer } from '../support/versioned-server.ts'

const reviewed = (day: string): Stored<CarePlan> => ({
  resourceType: 'CarePlan',
  id: 'p',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/ruiz' },
  extension: [{ url: 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-review-date', valueDate: day }],
})

describe('the day of the next review', () => {
  let there: VersionedServer
  beforeEach(() => {
    there = versionedServer([reviewed('2027-01-10')])
    const view = { reviewOn: '2027-01-10' } as Parameters<typeof ReviewField>[0]['reading']['view']
    render(
      <AppAround server={there.server}>
        <MantineProvider env="test">
          <ReviewField reading={{ plan: reviewed('2027-01-10'), view }} />
        </MantineProvider>
      </AppAround>,
    )
  })
  afterEach(cleanup)

  const field = () => screen.getByLabelText<HTMLInputElement>('Next review')
  const type = async (day: string) => {
    await userEvent.clear(field())
    await userEvent.type(field(), day)
    await userEvent.tab()
  }
  const now = () => there.now<CarePlan>('p').extension?.[0]?.valueDate

  test('is written over the plan as it is, whatever else somebody changed in it', async () => {
    there.put({ ...reviewed('2027-01-10'), title: 'Theirs' })
    await type('2/15/2027')
    await waitFor(() => {
      expect(now()).toBe('2027-02-15')
    })
    expect(there.now<CarePlan>('p').title).toBe('Theirs')
    await type('2/20/2027')
    await waitFor(() => {
      expect(now()).toBe('2027-02-20')
    })
  })

  test.each([
    ['mine', /^Keep mine/, '2027-02-15', '2/15/2027'],
    ['theirs', /^Keep theirs/, '2027-03-01', '01/10/2027'],
  ])('that somebody else set meanwhile is asked about, here %s', async (_, choice, day, shown) => {
    there.put(reviewed('2027-03-01'))
    await type('2/15/2027')
    expect((await screen.findByRole('alert')).textContent).toContain('03/01/2027')
    expect([now(), field().value]).toEqual(['2027-03-01', '2/15/2027'])
    await userEvent.click(screen.getByRole('button', { name: choice }))
    await waitFor(() => {
      expect([now(), screen.queryByRole('alert')]).toEqual([day, null])
    })
    expect(field().value).toBe(shown)
  })
})
