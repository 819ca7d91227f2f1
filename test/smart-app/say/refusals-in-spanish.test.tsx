import { MantineProvider } from '@mantine/core'
import type { OperationOutcome } from '@medplum/fhirtypes'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CorrectForm } from '../../../smart-app/src/features/time/correct-form.tsx'
import { FhirRefusal, reasonsIn } from '../../../smart-app/src/fhir/our-server.ts'
import { speakServerWords } from '../../../smart-app/src/say/server-words.ts'
import { LanguageContext } from '../../../smart-app/src/say/use-say.ts'
import { SaveLine } from '../../../smart-app/src/ui/save-line.tsx'
import { anEntry } from '../support/an-entry.ts'
import { AppAround } from '../support/app-around.tsx'
import { versionedServer } from '../support/versioned-server.ts'

const said = 'Another transaction changed CarePlan/1 at the same time.'
const outcome: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'conflict', details: { text: said } }],
}

describe('whoever reads Spanish is told in Spanish why something was not saved', () => {
  beforeEach(() => speakServerWords('es'))
  afterEach(async () => {
    cleanup()
    await speakServerWords('en')
  })

  test('in a row of the plan, with the server’s own words in English marked as such', () => {
    const refusal = new FhirRefusal(409, reasonsIn(outcome, 409))
    render(
      <LanguageContext value="es">
        <SaveLine state={{ kind: 'refused', refusal }} />
      </LanguageContext>,
    )
    expect(screen.getByRole('alert').textContent).toMatch(/^Alguien lo cambió mientras tanto/)
    expect(screen.getByText(said).getAttribute('lang')).toBe('en')
  })

  test('where no answer came to a correction of time', async () => {
    const there = versionedServer([])
    there.trouble('unreachable')
    render(
      <LanguageContext value="es">
        <AppAround server={there.server}>
          <MantineProvider env="test">
            <CorrectForm entry={anEntry} close={() => undefined} />
          </MantineProvider>
        </AppAround>
      </LanguageContext>,
    )
    await userEvent.type(screen.getByLabelText(/Por qué se corrige/), 'Hora equivocada')
    await userEvent.click(screen.getByRole('button', { name: /^Guardar/ }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/^No llegó respuesta/)
  })
})
