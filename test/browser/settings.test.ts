import type { Organization } from '@medplum/fhirtypes'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { settingsOf } from '../../server/domain/practice/practice-settings.ts'
import { fhirClient, openWindow, settled, sideways, violations, watchPolicy } from './support/app-browser.ts'
import { describeInBrowser } from './support/browser-tests.ts'
import { openStandalone } from './support/standalone.ts'

async function practiceNow(): Promise<Organization> {
  const client = await fhirClient()
  return (await client('/Organization/riverbend')).body as unknown as Organization
}

const foot = (page: Page) => page.locator('.settings-foot [role="status"]')
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const usual = (page: Page, label: string) => page.getByRole('group', { name: 'Usual' }).getByLabel(label)

await describeInBrowser('the practice’s settings', (browser) => {
  test('are saved and hold; what cannot be read is told at its field, and an undo puts them back', async () => {
    const context = await openWindow(browser)
    const faults = await watchPolicy(context)
    const page = await openStandalone(context, 'reyes', 'Settings')
    const before = settingsOf(await practiceNow())
    await usual(page, 'Asks after (min)').fill('5')
    await usual(page, 'Ends after (min)').fill('3')
    await page.getByLabel('Tax ID (EIN)').fill('12-345678')
    await page.getByLabel('Phone, day and night').fill('call us')
    await save(page)
    await page.getByText('The timer cannot end before it asks: 5 or more.').waitFor()
    await page.getByText('Write a phone number with its area code').waitFor()
    await page.getByText('Write nine digits, such as 12-3456789.').waitFor()
    expect(await foot(page).textContent()).toBe('Not saved: 3 fields cannot be read.')
    expect(await page.evaluate<string>('document.activeElement.value')).toBe('12-345678')
    expect(await violations(page)).toEqual([])
    expect(settingsOf(await practiceNow())).toEqual(before)

    await usual(page, 'Ends after (min)').fill('20')
    await page.getByLabel('Phone, day and night').fill('312-555-0111')
    await page.getByLabel('Tax ID (EIN)').fill('123456789')
    await page.getByRole('button', { name: 'Add an activity' }).click()
    const one = page.locator('.timer-settings .timer-setting').first()
    await one.getByLabel('Activity').selectOption({ value: 'care-planning' })
    await one.getByLabel('Ends after (min)').fill('45')
    await page.getByText('What pays most').click()
    await page.getByLabel('Time zone').selectOption('America/Phoenix')
    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('6 settings are changed and not saved.').waitFor()
    await save(page)
    await page.getByText('Settings are saved.').first().waitFor()
    expect(settingsOf(await practiceNow())).toEqual({
      ...before,
      timeZone: 'America/Phoenix',
      taxId: '12-3456789',
      alwaysPhone: '312-555-0111',
      policy: 'max-payment',
      usualTimer: { ask: 5, stop: 20 },
      timers: [{ activity: 'care-planning', ask: 5, stop: 45 }],
    })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => settingsOf(await practiceNow())).toEqual(before)
    await expect.poll(() => usual(page, 'Ends after (min)').inputValue()).toBe('10')
    expect(faults).toEqual([])
    await context.close()
  })

  test('somebody else’s changes are told and kept, and so is what was typed', async () => {
    const context = await openWindow(browser)
    const page = await openStandalone(context, 'reyes', 'Settings')
    await page.getByLabel('Phone in office hours').fill('312-555-0122')
    const client = await fhirClient()
    const theirs = await practiceNow()
    const json = {
      ...theirs,
      extension: [
        ...(theirs.extension ?? []),
        { url: 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-place-of-service', valueCode: '22' },
      ],
      telecom: theirs.telecom?.map((point) =>
        point.extension?.[0]?.valueCode === 'office-hours' ? { ...point, value: '312-555-0133' } : point,
      ),
    }
    expect((await client('/Organization/riverbend', { method: 'PUT', json })).status).toBe(200)
    await save(page)
    await page
      .getByText(/changed the settings meanwhile \(Place of service on claims, Phone in office hours\)/)
      .waitFor()
    await page.getByText('Somebody set this to “312-555-0133” meanwhile.').waitFor()
    expect(await page.getByLabel('Phone in office hours').inputValue()).toBe('312-555-0122')
    expect(await page.getByLabel('Place of service on claims').inputValue()).toBe('22')
    expect(await violations(page)).toEqual([])
    await save(page)
    await page.getByText('Settings are saved.').first().waitFor()
    expect(settingsOf(await practiceNow())).toMatchObject({ officePhone: '312-555-0122', placeOfService: '22' })
    await context.close()
  })

  test('billing staff read them; who does neither has no such page', async () => {
    const context = await openWindow(browser, { language: 'es', width: 600, scheme: 'dark' })
    const page = await openStandalone(context, 'hale', 'Ajustes')
    await page.getByText('Un administrador del consultorio puede cambiarlos.').waitFor()
    await page.getByText('pregunta a los 2 min, termina a los 10 min').waitFor()
    await settled(page)
    expect(await page.locator('.settings').getByRole('textbox').count()).toBe(0)
    expect(await page.locator('.settings').getByRole('button').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await context.close()
    const nurse = await openWindow(browser)
    const list = await openStandalone(nurse, 'whitfield')
    expect(await list.getByRole('link', { name: 'Settings' }).count()).toBe(0)
    await list.evaluate('location.hash = "#/settings"')
    await list.waitForURL((url) => url.hash === '#/worklist')
    await nurse.close()
  })

  test('an administrator of a practice at work is offered the settings and reading, and told why no more', async () => {
    const context = await openWindow(browser)
    // In demo mode an administrator may do everything; this is what the server says in production.
    const rights = { care: false, attest: false, bill: false, setUp: true }
    await context.route('**/app-session/redeem', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { readonly user: object }
      expect(body.user).toMatchObject({ rights: { care: true, attest: true, bill: true, setUp: true } })
      await route.fulfill({ response: answer, json: { ...body, user: { ...body.user, rights } } })
    })
    const page = await openStandalone(context, 'reyes')
    await page.getByText('As an administrator you set up the practice and read.').waitFor()
    const tabs = page.locator('a.tab')
    expect(await tabs.allTextContents()).toEqual(['Worklist', 'Reports', 'Settings'])
    await page.locator('.views').getByRole('button', { name: 'Minutes short' }).click()
    await page.locator('.row-open').first().waitFor()
    expect(await page.locator('[data-choose]').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    for (const width of [600, 1200]) expect(await sideways(page, width)).toBe(0)
    await page.locator('.row-open').first().press('Enter')
    await page.locator('.banner-name').waitFor()
    await settled(page)
    await page.getByText('As an administrator you set up the practice and read.').waitFor()
    expect(await page.getByRole('button', { name: /^(Start timer|Enroll|End|Log time)/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Back to list' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
    await context.close()
  })
})
