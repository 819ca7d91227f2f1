import type { Consent, Coverage, EpisodeOfCare, RelatedPerson, Task } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { putChronicPatient } from '../support/programme-client.ts'
import { fhirClient, goTo, openChart, openWindow, stopTimer, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

const url = (name: string) => `https://ccm-on-fhir.org/ig/StructureDefinition/${name}`

async function found<T>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(query)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

async function newest(path: string): Promise<Consent> {
  return (await (await fhirClient())(path)).body as unknown as Consent
}

/** Why the patient is not enrolled. */
async function reasonOf(patient: string): Promise<string | undefined> {
  const [episode] = await found<EpisodeOfCare>(`/EpisodeOfCare?patient=${patient}`)
  return episode?.extension?.find((one) => one.url === url('ccm-state-reason'))?.valueString
}

/** When a consent was withdrawn, milliseconds since 1970. */
function withdrawnAt(consent: Consent): number {
  expect(consent.status).toBe('inactive')
  return Date.parse(consent.extension?.find((one) => one.url === url('ccm-consent-withdrawn'))?.valueDateTime ?? '')
}

/** A day of the practice, as its people write it. */
const usDay = (date: Date) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Chicago',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(date)

/** Medicaid pays the patient's part of Medicare. */
async function makeBeneficiary(patient: string): Promise<void> {
  const [coverage] = await found<Coverage>(`/Coverage?patient=${patient}`)
  const extension = [...(coverage?.extension ?? []), { url: url('ccm-qmb'), valueBoolean: true }]
  const client = await fhirClient()
  const written = await client(`/Coverage/${coverage!.id!}`, { method: 'PUT', json: { ...coverage!, extension } })
  expect(written.status, written.text).toBe(200)
}

/** When the patient's running timers began, in milliseconds since 1970. */
async function timersBegun(patient: string): Promise<readonly number[]> {
  const tasks = await found<Task>(`/Task?patient=${patient}&status=in-progress`)
  return tasks.map(({ executionPeriod }) => Date.parse(executionPeriod?.start ?? ''))
}

/** From the verdict to the last step, with the yes. */
async function readToTheEnd(page: Page): Promise<void> {
  await page.keyboard.press('e')
  for (let statement = 0; statement < 4; statement += 1)
    await page.locator('.statement input:not(:checked)').first().check()
  await page.getByRole('button', { name: 'The patient agrees, continue' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This will be written').waitFor()
}

/** Runs in the window: two presses with nothing between them. */
const PRESS_TWICE = `(([button]) => { button.click(); button.click() })(
  [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === 'Enroll'))`

/** Ticks the four statements as said. */
async function sayAll(page: Page): Promise<void> {
  for (let said = 0; said < 4; said += 1) await page.locator('.statement input:not(:checked)').first().check()
}

await describeInBrowser('enrolling', (browser) => {
  test('from the verdict to the first counted second, with the four statements', async () => {
    await putChronicPatient(await fhirClient(), 'novak', { mbi: '1EG4TE5MK90' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'novak')
    await page.keyboard.press('e')
    const agree = page.getByRole('button', { name: 'The patient agrees, continue' })
    await agree.click()
    await page.getByText('4 statements left to read').waitFor()
    await page.getByText(/Your part is about \$\d+ in a month we work for you/).waitFor()
    await sayAll(page)
    expect(await violations(page)).toEqual([])
    await agree.click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Enroll', exact: true }).click()
    await page.getByText(/Enrolled\. Minutes count from/).waitFor()

    const [consent] = await found<Consent>('/Consent?patient=novak')
    const said = (consent?.extension ?? []).filter((one) => one.url === url('ccm-consent-statement'))
    expect(said.map(({ valueCode }) => valueCode).sort()).toEqual([
      'availability',
      'cost-sharing',
      'one-practitioner',
      'right-to-stop',
    ])
    const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=novak')
    expect(episode?.status).toBe('active')
    expect(episode?.period?.start).toBe(consent?.dateTime)

    await page.getByRole('button', { name: 'To the patient' }).click()
    await page.locator('.dock-running').waitFor()
    await page.getByText('Active in CCM').waitFor()
    expect(await timersBegun('novak')).toContain(Date.parse(consent!.dateTime!))

    await page.getByRole('button', { name: 'End enrollment' }).click()
    await page.getByRole('heading', { name: /^End CCM for .*Outside$/ }).waitFor()
    expect(await page.locator('a.tab').count()).toBe(0)
    const end = page.getByRole('button', { name: 'End enrollment…' })
    await end.click()
    await page.getByText('Choose why it ends.').waitFor()
    await page.getByRole('radio', { name: 'The patient no longer wants it' }).check()
    await page.getByText(/^0 of 0 minutes stay counted\.$/).waitFor()
    await page.getByLabel('Ends on').fill('01/05/2020')
    await page.getByText('The enrollment began later than that.').waitFor()
    await page.getByLabel('Ends on').fill(usDay(new Date()))
    expect(await violations(page)).toEqual([])
    await end.click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End enrollment' }).click()
    await page.getByText(/^The patient no longer wants it: ends /).waitFor()
    expect(await page.locator('.dock-running').count()).toBe(0)
    const [ended] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=novak')
    expect(ended?.status).toBe('finished')
    const [timed] = await found<Task>('/Task?patient=novak&status=completed')
    expect(Date.parse(timed!.executionPeriod!.end!)).toBeLessThanOrEqual(
      withdrawnAt(await newest(`/Consent/${consent!.id}`)),
    )
    await page.getByRole('button', { name: 'Enroll again' }).click()
    await page.locator('.enroll').waitFor()
    await context.close()
  })

  test('pressed twice, or after an answer that was lost, it enrolls once and says so', async () => {
    const context = await openWindow(browser)
    for (const [patient, mbi] of [
      ['pressed-twice', '1EG4TE5MK91'],
      ['answer-lost', '1EG4TE5MK92'],
      ['line-cut', '1EG4TE5MK93'],
    ] as const) {
      await putChronicPatient(await fhirClient(), patient, { mbi })
      const page = await openChart(context, patient)
      await readToTheEnd(page)
      let asked = 0
      await page.route(/\$ccm-enroll$/, async (route) => {
        asked += 1
        if (asked > 1 || patient === 'pressed-twice') return route.continue()
        await route.fetch()
        if (patient === 'line-cut') await context.setOffline(true)
        return route.abort()
      })
      await page.evaluate(PRESS_TWICE)
      if (patient === 'line-cut') {
        await page.getByText('Whether the patient was enrolled is not known yet.').waitFor()
        expect(await page.getByText('Nothing was written').count()).toBe(0)
        await context.setOffline(false)
        await page.getByRole('button', { name: 'Enroll', exact: true }).click()
      }
      await page.getByText(/Enrolled\. Minutes count from/).waitFor()
      await stopTimer(page)
      expect(await found<EpisodeOfCare>(`/EpisodeOfCare?patient=${patient}`)).toHaveLength(1)
      const asks = await found<Task>(`/Task?patient=${patient}&status=requested`)
      expect(asks.filter(({ code }) => code?.text?.startsWith('Confirm for CCM'))).toHaveLength(1)
      await page.close()
    }
    await context.close()
  })

  test('a consent that was signed before is of its own day; the enrollment begins with the yes', async () => {
    await putChronicPatient(await fhirClient(), 'signed', { mbi: '1EG4TE5MK94' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'signed')
    await page.keyboard.press('e')
    await sayAll(page)
    await page.getByText('Written', { exact: true }).click()
    const signed = page.getByLabel('Signed on')
    await signed.fill('01/05/2099')
    await page.getByRole('button', { name: 'The patient agrees, continue' }).click()
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('signed')
    await page.locator('.enroll-hint').getByText('Write the day of the signature').waitFor()
    expect(await violations(page)).toEqual([])
    const before = new Date(Date.now() - 3 * 86_400_000)
    await signed.fill(usDay(before))
    await page.getByRole('button', { name: 'The patient agrees, continue' }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Enroll', exact: true }).click()
    await page.getByText(/Enrolled\. Minutes count from/).waitFor()
    const [consent] = await found<Consent>('/Consent?patient=signed')
    const [month, day, year] = usDay(before).split('/')
    expect(consent?.dateTime).toBe([year, month, day].join('-'))
    const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=signed')
    expect(Date.now() - Date.parse(episode?.period?.start ?? '')).toBeLessThan(60_000)
    await stopTimer(page)
    await context.close()
  })

  test('a word that somebody gives for the patient is theirs, by name and relation, on file and in the record', async () => {
    await putChronicPatient(await fhirClient(), 'spoken-for', { mbi: '1EG4TE5MK95' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'spoken-for')
    await page.keyboard.press('e')
    await sayAll(page)
    await page.getByText('Somebody for them', { exact: true }).click()
    await page.getByRole('button', { name: 'The patient agrees, continue' }).click()
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('speaker')
    await page.keyboard.type('Eve Okafor')
    await page.getByLabel('Relation, such as daughter').fill('daughter')
    expect(await violations(page)).toEqual([])
    for (const name of ['The patient agrees, continue', 'Continue', 'Enroll', 'To the patient'])
      await page.getByRole('button', { name, exact: true }).click()
    const people = await found<RelatedPerson>('/RelatedPerson?patient=spoken-for')
    expect(people).toMatchObject([{ name: [{ text: 'Eve Okafor' }], relationship: [{ text: 'daughter' }] }])
    const [consent] = await found<Consent>('/Consent?patient=spoken-for')
    expect(consent?.performer?.[0]?.reference).toBe(`RelatedPerson/${people[0]?.id}`)
    await stopTimer(page)
    await goTo(page, '/record')
    await page.getByText('given by Eve Okafor (daughter)').waitFor()
    await context.close()
  })

  test('a form whose page dies is there when it is opened anew, for its author; begun anew it can be put back', async () => {
    await putChronicPatient(await fhirClient(), 'reed', { mbi: '1EG4TE5MK91' })
    await makeBeneficiary('reed')
    const context = await openWindow(browser)
    const open = async () => {
      const page = await openChart(context, 'reed')
      await page.keyboard.press('e')
      await page.locator('.enroll').waitFor()
      return page
    }
    const first = await open()
    expect(await first.locator('.resumed-line').count()).toBe(0)
    await first.getByText('You pay nothing for it: you are a Qualified Medicare Beneficiary').waitFor()
    for (let statement = 0; statement < 2; statement += 1)
      await first.locator('.statement input:not(:checked)').first().check()
    await first.getByRole('radio', { name: 'Written' }).check()
    await first.getByRole('button', { name: 'First visit' }).click()
    await first.getByText(/Saved \d/).waitFor()
    await first.close()

    const page = await open()
    await page.getByText(/Left at .* today and kept for you/).waitFor()
    expect(await page.locator('.rail-step.current').textContent()).toContain('First visit')
    await page.getByRole('button', { name: 'Consent' }).click()
    expect(await page.locator('.statement input:checked').count()).toBe(2)
    expect(await page.getByRole('radio', { name: 'Written' }).isChecked()).toBe(true)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage].map(Object.entries)))).not.toContain(
      'availability',
    )

    await page.getByRole('button', { name: 'Begin anew' }).click()
    expect(await page.locator('.statement input:checked').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await page.locator('.statement input:checked').count()).toBe(2)
    await page.getByText(/Saved \d/).waitFor()
    await page.getByRole('button', { name: 'Begin anew' }).click()
    await expect.poll(async () => (await open()).locator('.resumed-line').count()).toBe(0)
    await context.close()
  })

  test('speaks of each program by its own rule, and of its price in dollars', async () => {
    await putChronicPatient(await fhirClient(), 'quinn', { mbi: '1EG4TE5MK92' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'quinn')
    await page.keyboard.press('e')
    await page.locator('.enroll').waitFor()
    const rail = page.getByRole('navigation', { name: 'Steps' })
    const open = (step: RegExp) => rail.getByRole('button', { name: step }).click()
    const [program, conditions, consent, team] = [/^1?\s*Program/, /^2?\s*Conditions/, /Consent/, /Team/]
    const seen: Record<string, string> = {}
    for (const code of ['CCM', 'PCM', 'APCM']) {
      await open(program)
      await page.getByRole('radio', { name: code, exact: true }).check()
      await open(conditions)
      // Of the two that count only a person can say which one it is for.
      const ones = page.getByRole('radiogroup', { name: 'Which conditions are cared for?' }).getByRole('radio')
      const chosen = page.locator('.enroll-step input:checked')
      if (code === 'PCM') expect([await ones.count(), await chosen.count()]).toEqual([2, 0])
      seen[`${code} conditions`] = await page.locator('.enroll-step p.quiet').first().innerText()
      await open(consent)
      seen[`${code} share`] = await page.locator('.statement').nth(1).innerText()
    }
    expect(seen).toEqual({
      'CCM conditions': 'CCM needs two or more that last twelve months or longer.',
      'PCM conditions': expect.stringContaining('one serious condition that lasts three months or longer') as string,
      'APCM conditions': expect.stringContaining('APCM needs none.') as string,
      'CCM share': expect.stringMatching(/Your part is about \$13 in a month/) as string,
      'PCM share': expect.stringMatching(/Your part is about \$\d+ in a month/) as string,
      'APCM share': expect.stringMatching(/Your part is about \$10 each month, however much we do in it/) as string,
    })
    await open(conditions)
    const ticked = page.locator('.enroll-step input:checked')
    while ((await ticked.count()) > 0) await ticked.first().uncheck()
    await open(team)
    await page.getByText('APCM with one condition or none needs no confirmation.').waitFor()
    await open(consent)
    expect(await page.locator('.statement').nth(1).innerText()).toContain('about $3 each month')
    expect(await page.locator('.script-opening').innerText()).not.toContain('included')
    await context.close()
  })

  test('a no is recorded, with the day from which one may ask again', async () => {
    await putChronicPatient(await fhirClient(), 'okafor', { mbi: '1EG4TE5MK92' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'cole')
    await page.getByRole('button', { name: 'Enroll in CCM' }).click()
    await page.getByRole('button', { name: 'The patient declines…' }).click()
    const form = page.locator('.later-form')
    await form.getByLabel('Ask again from').fill('06/01/2029')
    await form.getByLabel('Why').selectOption({ label: 'Wants to think it over' })
    await form.getByLabel('In a few words').fill('first with her daughter')
    expect(await violations(page)).toEqual([])
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^Declined on .*\. Ask again from 06\/01\/2029\.$/).waitFor()
    const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=cole')
    expect(episode?.status).toBe('cancelled')
    expect(episode?.extension?.find((one) => one.url === url('ccm-do-not-ask-until'))?.valueDate).toBe('2029-06-01')
    const reason = await reasonOf('cole')
    expect(reason).toBe('Wants to think it over: first with her daughter')
    await goTo(page, '/record')
    await page.getByText('Declined CCM').waitFor()
    await page.getByText(`${usDay(new Date())} · ${reason} · ask again from 06/01/2029`).waitFor()

    // A patient need not say why: that is the reason then.
    const other = await openChart(context, 'okafor')
    await other.getByRole('button', { name: 'Declined or later' }).click()
    await other.locator('.later-form').getByRole('button', { name: 'Save' }).click()
    await other.getByText(/^Declined on /).waitFor()
    expect(await reasonOf('okafor')).toBe('Gave no reason')
    await context.close()
  })
})
