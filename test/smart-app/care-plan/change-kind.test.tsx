import type { CarePlan, Resource, Task } from '@medplum/fhirtypes'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RowForm } from '../../../smart-app/src/features/care-plan/rows/row-form.tsx'
import { useReplacing, useUndoReplacing } from '../../../smart-app/src/features/care-plan/rows/use-replacing.ts'
import { useRow } from '../../../smart-app/src/features/care-plan/rows/use-row.ts'
import {
  withWorkDraft,
  workDraftOf,
  type WorkDraft,
} from '../../../smart-app/src/features/care-plan/rows/work-draft.ts'
import { kindCoding, type Work } from '../../../smart-app/src/features/care-plan/rows/work-kind.ts'
import type { RowKind } from '../../../smart-app/src/features/care-plan/rows/write-merged.ts'
import type { Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { Undo } from '../../../smart-app/src/ui/undo.tsx'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer, type VersionedServer } from '../support/versioned-server.ts'

const task: Stored<Task> = {
  resourceType: 'Task',
  id: 'weigh',
  status: 'requested',
  intent: 'plan',
  code: { coding: [kindCoding('monitoring')], text: 'Weigh yourself' },
  for: { reference: 'Patient/ruiz' },
}
const plan: Stored<CarePlan> = {
  resourceType: 'CarePlan',
  id: 'p',
  status: 'active',
  intent: 'plan',
  subject: { reference: 'Patient/ruiz' },
  activity: [
    { reference: { reference: 'Task/other' } },
    { reference: { reference: 'Task/weigh' } },
    { reference: { reference: 'Task/last' } },
  ],
}
const context = { today: '2026-11-27', day: (day: string) => day, roleOf: () => undefined }

let names: string[]
let left: number

function Row({ stored }: { stored: Stored<Work> }) {
  const changing = useReplacing('p', context, (from, to) => names.push(`${from} is ${to}`))
  const offerUndo = useUndoReplacing(changing, context)
  const kind: RowKind<Work, WorkDraft> = {
    draftOf: (work) => workDraftOf(work, context.day),
    apply: (work, draft) => withWorkDraft(work, draft, context),
    isWhole: ({ what }) => what !== '',
    words: ['what'],
    replacing: changing.replacing,
  }
  const row = useRow({ stored }, kind)
  const leave = () => {
    offerUndo('monitoring', row.written())
    left += 1
  }
  return (
    <RowForm row={row} kind={kind} leave={leave} naming={(name, value) => ({ name, value })}>
      {(['what', 'kind'] as const).map((name) => (
        <input
          key={name}
          aria-label={name}
          value={row.draft[name]}
          onChange={(event) => {
            row.change({ [name]: event.currentTarget.value })
          }}
        />
      ))}
    </RowForm>
  )
}

describe('a saved intervention of another kind', () => {
  let there: VersionedServer
  beforeEach(() => {
    names = []
    left = 0
    there = versionedServer([plan, task])
    render(
      <AppAround server={there.server}>
        <Undo>
          <Row stored={there.now<Task>('weigh')} />
        </Undo>
      </AppAround>,
    )
  })
  afterEach(cleanup)

  /** Pasted, so that no half of a word is taken for a kind. */
  const write = async (field: 'what' | 'kind', value: string) => {
    await userEvent.clear(screen.getByLabelText(field))
    await userEvent.click(screen.getByLabelText(field))
    await userEvent.paste(value)
  }
  const press = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }))
  const done = async () => {
    const before = left
    await press(/^Done/)
    await waitFor(() => {
      expect(left).toBe(before + 1)
    })
  }
  const activities = () => there.now<CarePlan>('p').activity?.map(({ reference }) => reference?.reference)
  const made = () =>
    there.all().filter(({ id }) => id.startsWith('new-')) as (Stored<Resource> & { readonly status?: string })[]
  const atPlace = (reference: string) => ['Task/other', reference, 'Task/last']

  test('it is another resource at the same place of the plan, and the first one is ended', async () => {
    await write('kind', 'test')
    await write('what', 'Weight at the practice')
    await done()
    expect(made()).toMatchObject([{ resourceType: 'ServiceRequest', status: 'active' }])
    expect(made()[0]).toMatchObject({ code: { text: 'Weight at the practice' } })
    const reference = `ServiceRequest/${made()[0]!.id}`
    expect(activities()).toEqual(atPlace(reference))
    expect(there.now<Task>('weigh').status).toBe('cancelled')
    expect(names).toEqual([`Task/weigh is ${reference}`])
    // The same row goes on with it.
    await write('what', 'Weight and waist at the practice')
    await done()
    expect(made()).toHaveLength(1)
    expect(made()[0]).toMatchObject({ code: { text: 'Weight and waist at the practice' } })
    expect(JSON.stringify(there.now<Task>('weigh'))).not.toContain('waist')
  })

  test('changed back in the same row, it is the first one again, and what came between was a mistake', async () => {
    await write('kind', 'test')
    await done()
    await write('kind', 'follow-up')
    await done()
    expect(activities()).toEqual(atPlace('Task/weigh'))
    expect(there.now<Task>('weigh')).toMatchObject({ status: 'requested', code: { coding: [{ code: 'follow-up' }] } })
    expect(made()).toMatchObject([{ resourceType: 'ServiceRequest', status: 'entered-in-error' }])
  })

  test('undone after the row is left: the first one is back, with the words that were typed', async () => {
    await write('kind', 'test')
    await write('what', 'Weight at the practice')
    await done()
    await press(/^Undo/)
    await waitFor(() => {
      expect(activities()).toEqual(atPlace('Task/weigh'))
    })
    expect(there.now<Task>('weigh')).toMatchObject({
      status: 'requested',
      code: { text: 'Weight at the practice', coding: [{ code: 'monitoring' }] },
    })
    expect(made()).toMatchObject([{ status: 'entered-in-error' }])
  })

  test('undo leaves alone what somebody has changed since', async () => {
    await write('kind', 'test')
    await done()
    const [request] = made()
    there.put({ ...request!, note: [{ text: 'Booked' }] } as Stored<Resource>)
    await press(/^Undo/)
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull()
    })
    expect(activities()).toEqual(atPlace(`ServiceRequest/${request!.id}`))
    expect(there.now<Task>('weigh').status).toBe('cancelled')
  })

  test('an answer that is lost makes no second one', async () => {
    await write('kind', 'test')
    there.trouble('answer-lost')
    await press(/^Done/)
    await screen.findByText(/^Unsent/)
    expect([left, made().length]).toEqual([0, 1])
    there.trouble(undefined)
    await done()
    expect(made()).toHaveLength(1)
    expect(activities()).toEqual(atPlace(`ServiceRequest/${made()[0]!.id}`))
    expect(names).toEqual([`Task/weigh is ServiceRequest/${made()[0]!.id}`])
  })

  test('a plan that somebody wrote meanwhile keeps what they wrote', async () => {
    await write('kind', 'test')
    there.put({ ...plan, title: 'Theirs' })
    await done()
    expect(there.now<CarePlan>('p').title).toBe('Theirs')
    expect(activities()).toEqual(atPlace(`ServiceRequest/${made()[0]!.id}`))
  })

  test('words that somebody wrote meanwhile go with it; the same word twice is asked about', async () => {
    there.put({ ...task, description: 'Before breakfast' })
    await write('kind', 'test')
    await done()
    expect(made()).toMatchObject([{ patientInstruction: 'Before breakfast' }])
    const [request] = made()
    there.put({ ...request!, code: { text: 'Weight with clothes on' } } as Stored<Resource>)
    await write('what', 'Weight at home')
    await write('kind', 'education')
    await press(/^Done/)
    expect((await screen.findByRole('alert')).textContent).toContain('Weight with clothes on')
    expect(made()).toHaveLength(1)
    await press(/^Keep mine/)
    await waitFor(() => {
      expect(made()).toHaveLength(2)
    })
    expect(made()[1]).toMatchObject({ resourceType: 'CommunicationRequest', category: [{ text: 'Weight at home' }] })
  })
})
