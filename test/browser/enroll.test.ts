import type { Consent, EpisodeOfCare } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { fhirClient, openChart, openWindow, violations } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

const url = (name: string) => `https://ccm-on-fhir.org/ig/StructureDefinition/${name}`

async function found<T>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(query)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

await describeInBrowser('enrolling', (browser) => {
  test('from the verdict to the first counted second, with the four statements', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'mensah')
    await page.keyboard.press('e')
    const agree = page.getByRole('button', { name: 'The patient agrees, continue' })
    await agree.click()
    await page.getByText('4 statements left to read').waitFor()
    for (let statement = 0; statement < 4; statement += 1)
      await page.locator('.statement input:not(:checked)').first().check()
    expect(await violations(page)).toEqual([])
    await agree.click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Enroll', exact: true }).click()
    await page.getByText(/Enrolled\. Minutes count from/).waitFor()

    const [consent] = await found<Consent>('/Consent?patient=mensah')
    const said = (consent?.extension ?? []).filter((one) => one.url === url('ccm-consent-statement'))
    expect(said.map(({ valueCode }) => valueCode).sort()).toEqual([
      'availability',
      'cost-sharing',
      'one-practitioner',
      'right-to-stop',
    ])
    const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=mensah')
    expect(episode?.status).toBe('active')
    expect(episode?.period?.start).toBe(consent?.dateTime)

    await page.getByRole('button', { name: 'To the patient' }).click()
    await page.locator('.dock-running').waitFor()
    await page.getByText('Active in CCM').waitFor()
    await page.keyboard.press('s')
    await page.locator('.dock-saved').waitFor()
    await context.close()
  })

  test('a no is recorded, with the day from which one may ask again', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'cole')
    await page.getByRole('button', { name: 'Enroll in CCM' }).click()
    await page.getByRole('button', { name: 'The patient declines…' }).click()
    const form = page.locator('.later-form')
    await form.getByLabel('Ask again from').fill('06/01/2029')
    await form.getByLabel('Reason (optional)').fill('Not now')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^Declined on .*\. Ask again from 06\/01\/2029\.$/).waitFor()
    const [episode] = await found<EpisodeOfCare>('/EpisodeOfCare?patient=cole')
    expect(episode?.status).toBe('cancelled')
    expect(episode?.extension?.find((one) => one.url === url('ccm-do-not-ask-until'))?.valueDate).toBe('2029-06-01')
    await context.close()
  })
})
