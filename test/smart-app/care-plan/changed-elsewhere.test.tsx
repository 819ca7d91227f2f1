import type { CarePlan, Goal, Resource } from '@medplum/fhirtypes'
import { useQuery } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test } from 'vitest'
import { careRecordOf } from '../../../server/domain/care-plan/care-record.ts'
import { carePlanView } from '../../../server/domain/care-plan/view/care-plan-view.ts'
import { ElsewhereLine } from '../../../smart-app/src/features/care-plan/elsewhere-line.tsx'
import type { OurServer, Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { AppAround } from '../support/app-around.tsx'

const subject = { reference: 'Patient/ruiz' }
const version = (versionId: string, lastUpdated: string) => ({ meta: { versionId, lastUpdated } })
const plan: Stored<CarePlan> = {
  ...version('1', '2026-11-27T14:00:00Z'),
  ...{ resourceType: 'CarePlan', id: 'p', status: 'active', intent: 'plan', subject },
}
const goal = (words: string, meta: ReturnType<typeof version>): Stored<Goal> => ({
  ...meta,
  ...{ resourceType: 'Goal', id: 'g', lifecycleStatus: 'active', subject, description: { text: words } },
})

const BEFORE = [plan, goal('Walk', version('1', '2026-11-27T14:00:00Z'))]
const NOW = [plan, goal('Swim', version('2', '2026-11-27T14:30:00Z'))]

/** A page that read the plan as it was, on a server that has it as it is. @param now what the server has */
function planPage(now: readonly Resource[]) {
  let read = BEFORE as readonly Resource[]
  const server = {
    get: () => Promise.resolve({ resourceType: 'Bundle', entry: now.map((resource) => ({ resource })) }),
  } as unknown as OurServer
  function Page() {
    const queryFn = () => {
      const found = read
      read = now
      return Promise.resolve(found)
    }
    const { data, dataUpdatedAt } = useQuery({ queryKey: ['plan', 'ruiz'], queryFn })
    if (!data) return null
    const record = careRecordOf(data)
    const reading = { plan, view: carePlanView(plan, record, 'UTC'), record, resources: data }
    return (
      <>
        <p>{(data[1] as Goal).description.text}</p>
        <ElsewhereLine reading={reading} readAt={dataUpdatedAt} />
      </>
    )
  }
  return (
    <AppAround server={server}>
      <Page />
    </AppAround>
  )
}

describe('a plan that somebody changes while another reads it', () => {
  afterEach(cleanup)

  test('stays as it is read, says so, and is read anew when asked', async () => {
    render(planPage(NOW))
    await userEvent.click(await screen.findByRole('button', { name: 'Show' }))
    await screen.findByText('Swim')
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Show' })).toBeNull()
    })
  })

  test('shows the old words, and when the new ones were written, until then', async () => {
    render(planPage(NOW))
    await screen.findByText(/^Changed elsewhere at \d+:30/)
    screen.getByText('Walk')
  })

  test('says nothing where nothing has changed', async () => {
    render(planPage(BEFORE))
    await screen.findByText('Walk')
    await new Promise((done) => setTimeout(done, 50))
    expect(screen.getByRole('status').textContent).toBe('')
  })
})
