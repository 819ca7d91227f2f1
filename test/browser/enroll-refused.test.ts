import type { Consent, RelatedPerson, Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { putChronicPatient } from '../support/programme-client.ts'
import { fhirClient, openChart, openWindow, stopTimer } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

async function found<T extends Resource>(query: string): Promise<readonly T[]> {
  const answer = await (await fhirClient())(query)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as T)
}

const REFUSAL = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'business-rule', details: { text: 'Not now.' } }],
}

await describeInBrowser('enrolling that is refused', (browser) => {
  test('who was put on file for the consent is taken off again, and put on once with the one that stands', async () => {
    await putChronicPatient(await fhirClient(), 'refused', { mbi: '1EG4TE5MK97' })
    const context = await openWindow(browser)
    const page = await openChart(context, 'refused')
    await page.keyboard.press('e')
    for (let said = 0; said < 4; said += 1) await page.locator('.statement input:not(:checked)').first().check()
    await page.getByText('Somebody for them', { exact: true }).click()
    await page.getByLabel('Who speaks for the patient').fill('Eve Okafor')
    for (const name of ['The patient agrees, continue', 'Continue'])
      await page.getByRole('button', { name, exact: true }).click()
    await page.route(/\$ccm-enroll$/, (route) => route.fulfill({ status: 422, json: REFUSAL }), { times: 1 })
    await page.getByRole('button', { name: 'Enroll', exact: true }).click()
    await page.getByText('Not now.').first().waitFor()
    await expect.poll(() => found<RelatedPerson>('/RelatedPerson?patient=refused')).toEqual([])
    await page.getByRole('button', { name: 'Enroll', exact: true }).click()
    await page.getByText(/Enrolled\. Minutes count from/).waitFor()
    const people = await found<RelatedPerson>('/RelatedPerson?patient=refused')
    expect(people).toHaveLength(1)
    const [consent] = await found<Consent>('/Consent?patient=refused')
    expect(consent?.performer?.[0]?.reference).toBe(`RelatedPerson/${people[0]?.id}`)
    await page.getByRole('button', { name: 'To the patient' }).click()
    await stopTimer(page)
    await context.close()
  })
})
