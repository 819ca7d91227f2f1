import type { CarePlan, Goal } from '@medplum/fhirtypes'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyOf, putBackAsNew } from '../../../smart-app/src/features/care-plan/rows/put-back.ts'
import { RowForm } from '../../../smart-app/src/features/care-plan/rows/row-form.tsx'
import { useUnsentBases } from '../../../smart-app/src/features/care-plan/rows/unsent-rows.ts'
import { useRow } from '../../../smart-app/src/features/care-plan/rows/use-row.ts'
import type { Ended, RowKind } from '../../../smart-app/src/features/care-plan/rows/write-merged.ts'
import { FhirRefusal, type Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer, type VersionedServer } from '../support/versioned-server.ts'

const goal: Stored<Goal> = {
  resourceType: 'Goal',
  id: 'walk',
  lifecycleStatus: 'active',
  subject: { reference: 'Patient/ruiz' },
  description: { text: 'Walk' },
}
const plan: Stored<CarePlan> = {
  resourceType: 'CarePlan',
  id: 'p',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/ruiz' },
  goal: [{ reference: 'Goal/walk' }, { reference: 'Goal/other' }],
}
const AT = '2026-11-27T16:43:00Z'

describe('a row of which somebody ended the goal', () => {
  let there: VersionedServer
  let left = 0

  function Row({ ended }: { ended?: Ended | undefined }) {
    const kind: RowKind<Goal, { readonly text: string }> = {
      draftOf: ({ description }) => ({ text: description.text ?? '' }),
      apply: (stored, { text }) => ({ ...stored, description: { text } }),
      isWhole: ({ text }) => text !== '',
      words: ['text'],
      putBack: (base, { text }, key) => {
        const resource = { ...copyOf(base), description: { text } }
        return putBackAsNew<Goal>(there.server, { plan: 'p', from: 'Goal/walk', resource, key })
      },
    }
    const row = useRow({ stored: goalAsRead, ended }, kind)
    return (
      <RowForm row={row} kind={kind} leave={() => (left += 1)} naming={(name, value) => ({ name, value })}>
        <input
          aria-label="text"
          value={row.draft.text}
          onChange={(event) => {
            row.change({ text: event.currentTarget.value })
          }}
        />
        <output>{useUnsentBases().map(({ id }) => id)}</output>
      </RowForm>
    )
  }

  let goalAsRead: Stored<Goal>
  const show = (ended?: Ended) =>
    render(
      <AppAround server={there.server}>
        <Row ended={ended} />
      </AppAround>,
    )
  const type = async (text: string) => {
    await userEvent.clear(screen.getByLabelText('text'))
    await userEvent.type(screen.getByLabelText('text'), text)
  }
  const press = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }))
  const made = () => there.all().filter(({ id }) => id.startsWith('new-')) as Stored<Goal>[]
  const end = () => there.put({ ...goal, lifecycleStatus: 'cancelled', meta: { lastUpdated: AT } }) as Stored<Goal>

  beforeEach(() => {
    left = 0
    there = versionedServer([plan, goal])
    goalAsRead = there.now<Goal>('walk')
  })
  afterEach(async () => {
    const discard = screen.queryByRole('button', { name: /^Discard/ })
    if (discard) await userEvent.click(discard)
    cleanup()
  })

  test('nothing is written over it, and what happened is said where the words are', async () => {
    show()
    await type('Walk to the market')
    end()
    await press(/^Done/)
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody stopped this')
    expect(there.now<Goal>('walk')).toMatchObject({ lifecycleStatus: 'cancelled', description: { text: 'Walk' } })
    expect(screen.getByLabelText<HTMLInputElement>('text').value).toBe('Walk to the market')
    expect(screen.queryByRole('button', { name: /^Done/ })).toBeNull()
    expect([left, screen.getByRole('status', { hidden: true }).textContent]).toEqual([0, 'walk'])
  })

  test('put back as new it stands at the same place, once, also after an answer that was lost', async () => {
    show()
    await type('Walk to the market')
    end()
    await press(/^Done/)
    await screen.findByRole('alert')
    await type('Walk to the church')
    there.trouble('answer-lost')
    await press(/^Put it back/)
    await screen.findByText(/^Not written/)
    there.trouble(undefined)
    await press(/^Put it back/)
    await waitFor(() => {
      expect(screen.getByRole('status', { hidden: true }).textContent).toBe('')
    })
    expect(made()).toMatchObject([{ lifecycleStatus: 'active', description: { text: 'Walk to the church' } }])
    expect(there.now<CarePlan>('p').goal).toEqual([{ reference: `Goal/${made()[0]!.id}` }, { reference: 'Goal/other' }])
    expect(there.now<Goal>('walk').lifecycleStatus).toBe('cancelled')
  })

  test('what the plan says is ended is told at once; discarded words wait no more', async () => {
    show({ resource: end() })
    expect(screen.getByRole('alert').textContent).toContain('Somebody stopped this')
    await userEvent.clear(screen.getByLabelText('text'))
    expect(screen.queryByRole('button', { name: /^Put it back/ })).toBeNull()
    expect(screen.getByRole('status', { hidden: true }).textContent).toBe('walk')
    await press(/^Discard/)
    expect(made()).toEqual([])
  })

  test('what was deleted can be put back too', async () => {
    show()
    const gone = () => Promise.reject(new FhirRefusal(410, [{ message: 'Deleted.' }]))
    there.server.update = gone
    await type('Walk to the market')
    await press(/^Done/)
    expect((await screen.findByRole('alert')).textContent).toContain('took this out of the plan')
    await press(/^Put it back/)
    await waitFor(() => {
      expect(made()).toMatchObject([{ description: { text: 'Walk to the market' } }])
    })
  })
})
