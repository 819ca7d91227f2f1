import type { Parameters, Task } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { aTimeEntry } from '../support/programme-client.ts'
import { fhirClient, openChart, openWindow, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

/** The practice's month, as its clock shows it. */
const thisMonth = () =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago', year: 'numeric', month: '2-digit' }).format(
    new Date(),
  )

/** Long names and lists, both programs, none, outreach, holds, a draft: what makes the page high. */
const SHOWN = ['brandt', 'bertrand', 'castillo', 'cole', 'dubois', 'hughes', 'johnson', 'noel', 'ruiz', 'tran']

/** Runs in the window: how far the page goes over its screen, in pixels. */
const OVER = "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('#page'))"

/** What the simulator has to show of a supposition, by the server's answer. */
async function simulated(query: string): Promise<readonly string[]> {
  const client = await fhirClient()
  const { body } = await client(`/Patient/brandt/$ccm-simulate?month=${thisMonth()}&${query}`)
  const outcomes = (body as unknown as Parameters).parameter?.filter(({ name }) => name === 'outcome') ?? []
  return outcomes.map(({ part = [] }, index) => {
    const one = (name: string) => part.find((each) => each.name === name)
    const dollars = (name: string) => one(name)?.valueMoney?.value ?? NaN
    const difference = dollars('difference')
    const codes = part
      .filter(({ name }) => name === 'charge')
      .map(({ part: charge }) => {
        const units = charge?.find(({ name }) => name === 'units')?.valuePositiveInt ?? 1
        const code = charge?.find(({ name }) => name === 'code')?.valueCoding?.code ?? ''
        return units > 1 ? `${code} × ${units}` : code
      })
    const change = difference === 0 ? 'no change' : `${difference > 0 ? '+' : '−'}$${Math.abs(difference).toFixed(2)}`
    return [
      one('policy')?.valueCode === 'specific' ? 'Most specific code' : 'Highest payment',
      index === 0 ? ' the practice’s policy' : '',
      codes.length > 0 ? codes.join(', ') : 'nothing to bill',
      `$${dollars('total').toFixed(2)}`,
      change,
    ].join('')
  })
}

/** Something counts in the running month, even on its first morning. */
async function logNow(patient: string): Promise<void> {
  const client = await fhirClient({ role: 'clinical-staff' })
  const [from, to] = [Date.now() - 20_000, Date.now() - 10_000].map((at) => new Date(at).toISOString())
  const answer = await client('/Task', { method: 'POST', json: aTimeEntry(patient, from!, to!) })
  expect(answer.status, answer.text).toBe(201)
}

await describeInBrowser('the overview', (browser) => {
  test('shows the minutes that the server counts, on one screen of 1000 by 700', async () => {
    const client = await fhirClient()
    const answer = await client(`/Patient/ruiz/$ccm-month?month=${thisMonth()}`)
    const parameters = answer.body as unknown as Parameters
    const total = parameters.parameter?.find(({ name }) => name === 'totalMinutes')?.valueInteger
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz')
    expect(await page.locator('.month-number').textContent()).toContain(`${total} min`)
    const room = 'const main = document.querySelector("main"); [main.scrollHeight, main.clientHeight]'
    const [inner, outer] = await page.evaluate<number[]>(room)
    expect(inner).toBeLessThanOrEqual(outer!)
    await context.close()
  })

  test('opens a number to what it rests on, and gives the focus back', async () => {
    await logNow('brandt')
    const context = await openWindow(browser)
    const page = await openChart(context, 'brandt')
    const number = page.locator('.month-number button')
    await number.click()
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    expect(await sheet.textContent()).toMatch(/minutes count in .*Sources.*Rule/s)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await page.evaluate<boolean>('document.activeElement.matches(".month-number button")')).toBe(true)

    const ask = page.getByRole('button', { name: 'What would change it?' })
    await ask.click()
    await sheet.getByRole('heading', { name: 'If the work is done and needed' }).waitFor()
    const minutes = sheet.getByLabel('More minutes of staff')
    await minutes.fill('600')
    await expect.poll(() => sheet.locator('.outcome').allTextContents()).toEqual(await simulated('minutes=600'))
    await sheet.getByRole('checkbox', { name: 'APCM instead of CCM' }).check()
    await expect.poll(() => sheet.textContent()).toContain('No consent is on file.')
    await expect
      .poll(() => sheet.locator('.outcome').allTextContents())
      .toEqual(await simulated('minutes=600&instead=apcm'))
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('What would change it?')
    await context.close()
  })

  test('a ticked task is due next time, and the tick can be taken back', async () => {
    const client = await fhirClient()
    const dueOf = async () => {
      const answer = await client(
        '/Task?patient=johnson&status=requested,accepted&_profile=https://ccm-on-fhir.org/ig/StructureDefinition/ccm-outreach-task&_count=100',
      )
      const tasks = (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
      return tasks.find(({ code }) => code?.text === 'Monthly call')?.restriction?.period?.end
    }
    const before = await dueOf()
    expect(before).toBeDefined()
    const context = await openWindow(browser)
    const page = await openChart(context, 'johnson')
    await page.getByRole('checkbox', { name: 'Monthly call' }).click()
    await expect.poll(dueOf).not.toBe(before)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(dueOf).toBe(before)
    await context.close()
  })

  test('leads a call by its script, whose ticks and words become the note; prepares the visit by the same changes', async () => {
    const client = await fhirClient()
    const yesterday = new Date(Date.now() - 86_400_000).toISOString()
    await client('/Encounter/castillo-emergency', {
      method: 'PUT',
      json: {
        resourceType: 'Encounter',
        id: 'castillo-emergency',
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER', display: 'emergency' },
        type: [{ text: 'Seen for dizziness' }],
        subject: { reference: 'Patient/castillo' },
        period: { start: yesterday, end: yesterday },
      },
    })
    const context = await openWindow(browser)
    const page = await openChart(context, 'castillo', { user: 'Practitioner/mercer' })
    await page.locator('.news', { hasText: 'Seen for dizziness' }).getByText('emergency visit').waitFor()
    await page.keyboard.press('t')
    await page.locator('.dock-running').waitFor()

    const script = page.getByRole('dialog', { name: 'Call script' })
    await page.getByRole('button', { name: 'Call script' }).click()
    await script.getByText('Hola, le habla').waitFor()
    await script.getByText('English').click()
    await script.getByText(/^“Hello, this is .* May I speak with Norma Castillo/).waitFor()
    const asked = script.getByRole('checkbox', { name: /in the emergency room on .* How have you been since/ })
    await asked.check()
    await script.getByRole('textbox', { name: 'Answer' }).fill('no more dizziness')
    await page.keyboard.press('Escape')
    await script.waitFor({ state: 'detached' })
    expect(await page.evaluate<string>('document.activeElement.textContent')).toContain('Call script')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => script.getByRole('textbox', { name: 'Note to this time' }).inputValue())
      .toBe('Talked about: Seen for dizziness, emergency visit: no more dizziness')

    await page.getByRole('button', { name: 'Stop & save' }).click()
    const note = page.locator('.dock-note').getByRole('textbox')
    expect(await note.inputValue()).toContain('no more dizziness')
    await page.getByRole('button', { name: 'Save note' }).click()
    await page.locator('.dock-note').waitFor({ state: 'detached' })
    const answer = await client('/Task?patient=castillo&owner=Practitioner/mercer&_sort=-_lastUpdated&_count=1')
    const [saved] = (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Task)
    expect(saved?.note?.[0]?.text).toMatch(/^Talked about: Seen for dizziness, .* no more dizziness$/)
    expect(await script.getByRole('textbox', { name: 'Note to this time' }).inputValue()).toBe('')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Visit preparation' }).click()
    const visit = page.getByRole('dialog', { name: 'Visit preparation' })
    await visit.getByText('Seen for dizziness').waitFor()
    await visit.getByText('Approve the care plan: it is a draft.').waitFor()
    const paper = (await page.pdf({ format: 'Letter' })).toString('latin1')
    expect(/\/Type \/Pages[^>]*\/Count (\d+)/s.exec(paper)?.[1] ?? /\/Count (\d+)/.exec(paper)?.[1]).toBe('1')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.bar').isVisible()).toBe(false)
    expect(await visit.isVisible()).toBe(true)
    await context.close()
  })

  test('says whether somebody qualifies, why, and what is missing', async () => {
    const context = await openWindow(browser)
    const eligible = await openChart(context, 'mensah')
    expect(await eligible.locator('.verdict h2').textContent()).toBe('Qualifies for CCM. Not enrolled.')
    expect(await eligible.locator('.check').count()).toBe(6)
    const one = await openChart(context, 'dubois')
    expect(await one.locator('.verdict h2').textContent()).toBe(
      'Does not qualify for CCM: one chronic condition found, two are needed. PCM may fit.',
    )
    const declined = await openChart(context, 'stone')
    expect(await declined.locator('.verdict h2').textContent()).toMatch(/^Declined on .* Ask again from /)
    await context.close()
  })

  test('an auditor reads and finds nothing to write with', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { role: 'auditor' })
    await page.getByText('Your role reads here and does not write.').waitFor()
    expect(await page.getByRole('button', { name: 'Start timer' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Add' }).count()).toBe(0)
    await context.close()
  })

  test('has the chart beside it by a key: each part is read for itself, fails alone and is tried again', async () => {
    const context = await openWindow(browser, { scheme: 'dark', width: 1200 })
    const page = await openChart(context, 'ruiz')
    const sheet = page.getByRole('dialog', { name: 'The patient’s chart' })
    const part = (name: string) => sheet.getByRole('region', { name })
    await page.route('**/fhir/r4/AllergyIntolerance?*', (route) => route.fulfill({ status: 403, body: '{}' }))
    const nothing = { resourceType: 'Bundle', type: 'searchset', total: 0 }
    await page.route('**/fhir/r4/Encounter?*', (route) => route.fulfill({ json: nothing }))
    await page.locator('#page').focus()
    await page.keyboard.press('k')
    await part('Conditions').getByText('Chronic kidney disease, stage 3a').waitFor()
    await part('Medicines').getByText('Lisinopril 10 mg').waitFor()
    await part('Newest results')
      .getByRole('row', { name: /Hemoglobin A1c/ })
      .waitFor()
    await part('Visits').getByText('The chart has no visits.').waitFor()
    await part('Allergies').getByText('Not read: the EHR refused permission.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.unrouteAll()
    await part('Allergies').getByRole('button', { name: 'Try again' }).click()
    await part('Allergies').getByText('None known').waitFor()
    await part('Conditions').getByRole('button', { name: '1 earlier condition' }).click()
    await part('Conditions').getByText('Pneumonia').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.id')).toBe('page')
    await page.getByRole('button', { name: 'Keys and settings' }).click()
    await page.getByRole('dialog').getByRole('term').getByText('K', { exact: true }).waitFor()
    await context.close()
  })

  test('speaks Spanish to whoever reads Spanish', async () => {
    const context = await openWindow(browser, { language: 'es' })
    const page = await openChart(context, 'ruiz')
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    expect(await page.locator('a.tab').allTextContents()).toEqual([
      'Resumen',
      'Plan de cuidados',
      'Tiempo',
      'Expediente',
    ])
    expect(await page.locator('.banner').textContent()).toMatch(/español/)
    await page.getByText('Cambios desde').waitFor()
    const main = await page.locator('#page').innerText()
    expect(main).toMatch(/quedan? \d+ días?, termina [a-záé]{3} \d/)
    expect(main).toMatch(/Cambios desde [a-z]+\n/)
    for (const role of ['Profesional que factura', 'Persona que cuida', 'Especialista']) expect(main).toContain(role)
    expect(main.toLowerCase()).not.toMatch(/billing practitioner|caregiver|social worker/)
    const one = await openChart(context, 'dubois')
    await one.getByText('No cumple: Solo cuenta una condición crónica; hacen falta dos.').waitFor()
    await one.close()
    const another = await openChart(context, 'mensah')
    await another.keyboard.press('e')
    await another
      .getByRole('navigation')
      .getByRole('button', { name: /Condiciones/ })
      .click()
    await another.getByText('Presión arterial alta', { exact: true }).waitFor()
    await another.close()
    await page.getByRole('button', { name: '¿Qué lo cambiaría?' }).click()
    await page.getByRole('checkbox', { name: /^Complejidad registrada/ }).check()
    await page.getByText(/Por qué no se daría 99487: Pide 60 minutos en el mes; cuentan \d+\./).waitFor()
    await context.close()
  })

  test('a code without a price of its own year is shown with the one that is billed; words stand apart', async () => {
    const context = await openWindow(browser)
    const principal = await openChart(context, 'nakamura')
    await expect.poll(() => principal.locator('.month-next').textContent()).toMatch(/ to 99426, \+\$61\.78/)
    expect(await principal.locator('.month-steps').textContent()).toContain('99426 · $61.78')
    const asked = await openChart(context, 'stone')
    await expect.poll(() => asked.locator('#page').innerText()).toMatch(/declined · Does not want/)
    const none = await openChart(context, 'osei')
    const said = await none.locator('#page').innerText()
    expect(said).toContain('no chronic condition found, two are needed.')
    expect(said).not.toMatch(/\d{4}-\d{2}-\d{2}/)
    await context.close()
  })

  test.each(['en', 'es'] as const)(
    '%s: fits one screen of 1,000 by 700 pixels, whatever a patient of the demo shows',
    async (language) => {
      const context = await openWindow(browser, { language })
      const over: Record<string, number> = {}
      for (const patient of SHOWN) {
        const page = await openChart(context, patient)
        const pixels = await page.evaluate<number>(OVER)
        if (pixels > 0) over[patient] = pixels
        await page.close()
      }
      expect(over).toEqual({})
      await context.close()
    },
  )
})
