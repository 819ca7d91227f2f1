import type { Goal } from '@medplum/fhirtypes'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RowForm } from '../../../smart-app/src/features/care-plan/rows/row-form.tsx'
import type { RowSource } from '../../../smart-app/src/features/care-plan/rows/row-source.ts'
import { useRow } from '../../../smart-app/src/features/care-plan/rows/use-row.ts'
import type { RowKind } from '../../../smart-app/src/features/care-plan/rows/write-merged.ts'
import { FhirRefusal, type Stored } from '../../../smart-app/src/fhir/our-server.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer, type VersionedServer } from '../support/versioned-server.ts'

interface Draft {
  readonly text: string
  readonly due: string
}

const goal: Stored<Goal> = {
  resourceType: 'Goal',
  id: 'g',
  lifecycleStatus: 'active',
  subject: { reference: 'Patient/ruiz' },
  description: { text: 'Walk' },
  target: [{ dueDate: '2026-12-01' }],
}

const kind: RowKind<Goal, Draft> = {
  draftOf: ({ description, target }) => ({ text: description.text ?? '', due: target?.[0]?.dueDate ?? '' }),
  apply: (stored, { text, due }) => ({ ...stored, description: { text }, target: [{ dueDate: due }] }),
  isWhole: ({ text }) => text !== '',
  words: ['text'],
}

let left = 0

function Row({ source }: { source: RowSource<Goal, Draft> }) {
  const row = useRow(source, kind)
  const leave = () => {
    left += 1
  }
  return (
    <RowForm row={row} kind={kind} leave={leave} naming={(name, value) => ({ name, value })}>
      {(['text', 'due'] as const).map((name) => (
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

describe('a row that two people edit', () => {
  let there: VersionedServer
  const show = (source: RowSource<Goal, Draft> = { stored: there.now<Goal>('g') }) =>
    render(
      <AppAround server={there.server}>
        <Row source={source} />
      </AppAround>,
    )
  const write = async (field: 'text' | 'due', value: string) => {
    await userEvent.clear(screen.getByLabelText(field))
    await userEvent.type(screen.getByLabelText(field), value)
  }
  const press = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }))
  const now = () => kind.draftOf(there.now<Goal>('g'))

  beforeEach(() => {
    left = 0
    there = versionedServer([goal])
  })
  afterEach(cleanup)

  test('each changed another field: both changes stand, and nobody is asked', async () => {
    show()
    there.put({ ...goal, target: [{ dueDate: '2027-01-15' }] })
    await write('text', 'Walk to the market')
    await press(/^Done/)
    await waitFor(() => {
      expect(left).toBe(1)
    })
    expect(now()).toEqual({ text: 'Walk to the market', due: '2027-01-15' })
  })

  test.each([
    ['mine', /^Keep mine/, 'Walk to the market'],
    ['theirs', /^Keep theirs/, 'Swim'],
    ['both', /^Write both/, 'Swim; Walk to the market'],
  ])('both changed one field: nothing is written until one chooses, here %s', async (_, choice, text) => {
    show()
    there.put({ ...goal, description: { text: 'Swim' } })
    await write('text', 'Walk to the market')
    await press(/^Done/)
    const question = await screen.findByRole('alert')
    expect(question.textContent).toContain('Swim')
    expect([now().text, left]).toEqual(['Swim', 0])
    await press(choice)
    await waitFor(() => {
      expect(left).toBe(1)
    })
    expect(now()).toEqual({ text, due: '2026-12-01' })
  })

  test('what a rule refuses stays as it was typed, with the words of the rule, until it is mended', async () => {
    show()
    there.trouble('refused')
    await write('text', 'Run')
    await press(/^Done/)
    await screen.findByText(/A rule says no/)
    expect([screen.getByLabelText<HTMLInputElement>('text').value, left]).toEqual(['Run', 0])
    there.trouble(undefined)
    await write('text', 'Run slowly')
    await press(/^Done/)
    await waitFor(() => {
      expect(left).toBe(1)
    })
    expect(now().text).toBe('Run slowly')
  })

  test('a conflict that asks nothing is told in the server’s words, can be tried again, and left', async () => {
    show()
    const update = there.server.update.bind(there.server)
    there.server.update = () => Promise.reject(new FhirRefusal(409, [{ message: 'Another write is under way.' }]))
    await write('text', 'Walk to the market')
    await press(/^Done/)
    await screen.findByText('Another write is under way.')
    expect(left).toBe(0)
    screen.getByRole('button', { name: /^Leave it as it was/ })
    there.server.update = update
    await press(/^Done/)
    await waitFor(() => {
      expect(left).toBe(1)
    })
    expect(now().text).toBe('Walk to the market')
  })

  test('somebody else’s version is shown where nothing was typed, and does not overwrite what was', async () => {
    const { rerender } = show()
    const again = (version: Stored<Goal>) => {
      rerender(
        <AppAround server={there.server}>
          <Row source={{ stored: version }} />
        </AppAround>,
      )
    }
    again(there.put({ ...goal, description: { text: 'Swim' } }) as Stored<Goal>)
    const field = screen.getByLabelText<HTMLInputElement>('text')
    await waitFor(() => {
      expect(field.value).toBe('Swim')
    })
    await userEvent.type(field, ' daily')
    again(there.put({ ...goal, description: { text: 'Dance' } }) as Stored<Goal>)
    expect(field.value).toBe('Swim daily')
  })
})
