import type { Organization } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { settingsOf, withSettings, type PracticeSettings } from '../../../server/domain/practice/practice-settings.ts'

const BARE: Organization = { resourceType: 'Organization', id: 'elm', name: 'Elm Street Practice' }
const hours = (code: string) => [{ url: structureDefinition('ccm-contact-hours'), valueCode: code }]

const OTHERS: PracticeSettings = {
  timeZone: 'America/Phoenix',
  taxId: '12-3456789',
  alwaysPhone: '+1-312-555-0199',
  officePhone: '+1-312-555-0100',
  policy: 'max-payment',
  countPriorAuthorization: true,
  countQhpAsStaff: false,
  requireRevisionForComplex: true,
  serviceDate: 'month-end',
  qualifyingApm: true,
  placeOfService: '22',
  unrelatedToAccess: true,
  usualTimer: { ask: 3, stop: 15 },
  timers: [{ activity: 'care-planning', ask: 10, stop: 30 }],
}

describe('what a practice can set', () => {
  test.each(Object.keys(OTHERS) as (keyof PracticeSettings)[])('%s is read as it was written', (key) => {
    const before = settingsOf(BARE)
    expect(before[key]).not.toEqual(OTHERS[key])
    expect(settingsOf(withSettings(BARE, { [key]: OTHERS[key] }))).toEqual({ ...before, [key]: OTHERS[key] })
  })

  test('all together, and back again', () => {
    const written = withSettings(BARE, OTHERS)
    expect(settingsOf(written)).toEqual(OTHERS)
    expect(settingsOf(withSettings(written, settingsOf(BARE)))).toEqual(settingsOf(BARE))
  })

  test('what is not named stays as it is written; nothing named changes nothing', () => {
    const extension = [{ url: 'https://other.example/own', valueString: 'theirs' }]
    const theirs: Organization = { ...BARE, extension, telecom: [{ system: 'email', value: 'a@b.example' }] }
    expect(withSettings(theirs, {})).toBe(theirs)
    expect(withSettings(theirs, { qualifyingApm: true })).toEqual({
      ...theirs,
      extension: [...extension, { url: structureDefinition('ccm-qualifying-apm'), valueBoolean: true }],
    })
    expect(withSettings(theirs, { officePhone: '+1-312-555-0100' }).telecom).toEqual([
      { extension: hours('office-hours'), system: 'phone', use: 'work', value: '+1-312-555-0100' },
      ...theirs.telecom!,
    ])
  })

  test('a tax number takes the place of the one that there was; an old one is none', () => {
    const ein = 'urn:oid:2.16.840.1.113883.4.4'
    const identifier: Organization['identifier'] = [
      { system: ein, use: 'old', value: '99-0000001' },
      { system: ein, use: 'official', value: '99-0000002' },
      { system: 'http://hl7.org/fhir/sid/us-npi', value: '1555090012' },
    ]
    expect(settingsOf({ ...BARE, identifier }).taxId).toBe('99-0000002')
    const next = withSettings({ ...BARE, identifier }, { taxId: '12-3456789' }).identifier
    expect(next).toEqual([identifier[0], identifier[2], { system: ein, use: 'official', value: '12-3456789' }])
    expect(withSettings({ ...BARE, identifier: next! }, { taxId: '' }).identifier).toEqual([
      identifier[0],
      identifier[2],
    ])
  })

  test('a number keeps its place and what else is said of it; an old one is no number', () => {
    const telecom: Organization['telecom'] = [
      { system: 'phone', use: 'old', value: '1', extension: hours('always') },
      { system: 'phone', use: 'mobile', rank: 1, value: '2', extension: hours('always') },
      { system: 'phone', value: '3', extension: hours('always') },
      { system: 'phone', value: '4' },
    ]
    const kept = withSettings({ ...BARE, telecom }, { alwaysPhone: '5' }).telecom
    expect(kept).toEqual([telecom[0], { ...telecom[1], value: '5' }, telecom[3]])
    expect(withSettings({ ...BARE, telecom }, { alwaysPhone: '' }).telecom).toEqual([telecom[0], telecom[3]])
    expect(withSettings({ ...BARE, telecom: [telecom[1]!] }, { alwaysPhone: '' })).not.toHaveProperty('telecom')
  })
})
