import type { Communication, Goal } from '@medplum/fhirtypes'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { fhirClient, openChart, openWindow } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'

async function goalsOf(patient: string): Promise<readonly Goal[]> {
  const answer = await (await fhirClient())(`/Goal?patient=${patient}&_count=100`)
  return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Goal)
}

await describeInBrowser('the care plan', (browser) => {
  test('a goal is edited where it stands and saves itself', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    await page.getByRole('button', { name: 'Edit Keep my kidneys working as well as they do now' }).click()
    const editor = page.locator('.plan-editor')
    await editor.getByLabel('What').fill('Kidney function stays where it is')
    await editor.getByLabel(/^Target/).fill('45')
    const saved = async () =>
      (await goalsOf('ruiz')).find(({ description }) => description.text === 'Kidney function stays where it is')
    await expect.poll(async () => (await saved())?.target?.[0]?.detailQuantity?.value).toBe(45)
    await editor.getByText(/Saved \d/).waitFor()
    expect((await saved())?.description).not.toHaveProperty('_text')
    await context.close()
  })

  test('two people at one goal: both texts are shown, and theirs can be kept', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'johnson', { page: '/care-plan' })
    const edit = page.getByRole('button', { name: /^Edit / }).first()
    const what = (await edit.getAttribute('aria-label'))!.replace('Edit ', '')
    await edit.click()
    const client = await fhirClient()
    const goal = (await goalsOf('johnson')).find(({ description }) => description.text === what)!
    const theirs = { ...goal, description: { text: 'As the pharmacist wrote it' } }
    expect((await client(`/Goal/${goal.id!}`, { method: 'PUT', json: theirs })).status).toBe(200)
    await page.locator('.plan-editor').getByLabel('What').fill('As I wrote it')
    await page.getByText('Somebody changed this while you were typing.').waitFor()
    await page.getByText('As the pharmacist wrote it').waitFor()
    await page.getByRole('button', { name: 'Keep theirs' }).click()
    await page.getByRole('button', { name: 'Edit As the pharmacist wrote it' }).waitFor()
    expect((await goalsOf('johnson')).map((one) => one.description.text)).not.toContain('As I wrote it')
    await context.close()
  })

  test('a suggestion is decided, and the decision can be taken back', async () => {
    const context = await openWindow(browser)
    const client = await fhirClient()
    const applied = await client('/PlanDefinition/$apply', {
      method: 'POST',
      json: { resourceType: 'Parameters', parameter: [{ name: 'subject', valueString: 'Patient/simmons' }] },
    })
    expect(applied.status).toBe(200)
    const page = await openChart(context, 'simmons', { page: '/care-plan' })
    const proposed = async () =>
      (await goalsOf('simmons')).filter(({ lifecycleStatus }) => lifecycleStatus === 'proposed').length
    const before = await proposed()
    expect(before).toBeGreaterThan(0)
    await page
      .locator('.suggestion')
      .first()
      .getByRole('button', { name: /^Accept/ })
      .click()
    await expect.poll(proposed).toBe(before - 1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(proposed).toBe(before)
    await context.close()
  })

  test('the copy is a PDF in the patient’s language, and handing it over is recorded', async () => {
    const context = await openWindow(browser)
    const page = await openChart(context, 'ruiz', { page: '/care-plan' })
    const handovers = async () => {
      const answer = await (await fhirClient())('/Communication?patient=ruiz&_count=50')
      return (answer.body.entry ?? []).map(({ resource }) => resource as unknown as Communication).length
    }
    const before = await handovers()
    await page.getByRole('button', { name: 'Give copy' }).click()
    expect(await page.getByRole('radio', { name: 'Español' }).isChecked()).toBe(true)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Open the PDF' }).click()
    const file = await readFile(await (await download).path())
    expect(file.subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('button', { name: 'Record that it was given' }).click()
    await expect.poll(handovers).toBe(before + 1)
    await context.close()
  })
})
