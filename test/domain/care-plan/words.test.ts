import { describe, expect, test } from 'vitest'
import { dateWords } from '../../../server/domain/care-plan/words/dates.ts'
import { localDate } from '../../../server/domain/fhir/instants.ts'
import { numberWords, quantityWords, rangeWords } from '../../../server/domain/care-plan/words/quantities.ts'
import { timingWords } from '../../../server/domain/care-plan/words/timing-words.ts'
import { inLanguage, localText, withTranslation } from '../../../server/domain/care-plan/local-text.ts'
import { ZONE } from '../support/chart.ts'

describe('dates', () => {
  test.each([
    ['2026-03-05', 'March 5, 2026', '5 de marzo de 2026'],
    ['2026-12', 'December 2026', 'diciembre de 2026'],
    ['2026', '2026', '2026'],
  ])('%s', (date, en, es) => {
    expect(dateWords(date)).toBe(en)
    expect(dateWords(date, 'es')).toBe(es)
  })

  test.each([
    ['2026-03-06T03:00:00Z', '2026-03-05'],
    ['2026-03-06', '2026-03-06'],
    ['2026-03', '2026-03'],
    [undefined, undefined],
  ])('%s is the local day %s', (text, day) => {
    expect(localDate(text, ZONE)).toBe(day)
  })
})

describe('quantities', () => {
  test.each([
    [{ value: 130, comparator: '<', code: 'mm[Hg]', unit: 'mmHg' }, 'below 130 mm Hg', 'menos de 130 mm Hg'],
    [{ value: 7, comparator: '<=', code: '%', unit: '%' }, 'at most 7%', 'como máximo 7%'],
    [{ value: 3, comparator: '>=', code: 'd/wk' }, 'at least 3 days a week', 'por lo menos 3 días por semana'],
    [{ value: 80, code: 'kg', unit: 'kg' }, '80 kg (176 pounds)', '80 kg (176 libras)'],
    [{ value: 2.5, code: '{INR}' }, '2.5', '2.5'],
    [{ value: 1.005, unit: 'mg' }, '1 mg', '1 mg'],
    [{ unit: 'mg' }, 'mg', 'mg'],
  ] as const)('%j', (quantity, en, es) => {
    expect(quantityWords(quantity)).toBe(en)
    expect(quantityWords(quantity, 'es')).toBe(es)
  })

  test('ranges, open on either side', () => {
    expect(rangeWords({ low: { value: 2 }, high: { value: 3, code: '{INR}' } })).toBe('2 to 3')
    expect(rangeWords({ low: { value: 2 }, high: { value: 3, unit: 'mg' } }, 'es')).toBe('2 a 3 mg')
    expect(rangeWords({ high: { value: 3, unit: 'mg' } })).toBe('at most 3 mg')
    expect(rangeWords({ low: { value: 2, unit: 'mg' } })).toBe('at least 2 mg')
    expect(rangeWords({})).toBe('')
  })

  test('no tail of binary fractions', () => {
    expect(numberWords(0.1 + 0.2)).toBe('0.3')
    expect(numberWords(2.675)).toBe('2.68')
  })
})

describe('how often', () => {
  test.each([
    [{ frequency: 1, period: 1, periodUnit: 'd' }, 'every day', 'todos los días'],
    [{ frequency: 2, period: 1, periodUnit: 'd' }, 'twice a day', 'dos veces al día'],
    [{ frequency: 3, period: 1, periodUnit: 'wk' }, '3 times a week', '3 veces por semana'],
    [{ frequency: 1, period: 3, periodUnit: 'mo' }, 'every 3 months', 'cada 3 meses'],
    [{ frequency: 2, period: 6, periodUnit: 'mo' }, 'twice every 6 months', 'dos veces cada 6 meses'],
    [{ periodUnit: 'a' }, 'every year', 'cada año'],
  ] as const)('%j', (repeat, en, es) => {
    expect(timingWords({ repeat })).toBe(en)
    expect(timingWords({ repeat }, 'es')).toBe(es)
  })

  test('by its code where it does not repeat so; nothing where it does not say', () => {
    expect(timingWords({ code: { text: 'At bedtime' } })).toBe('At bedtime')
    expect(timingWords({ repeat: { periodUnit: 's' }, code: { text: 'Often' } })).toBe('Often')
    expect(timingWords({})).toBeUndefined()
    expect(timingWords(undefined)).toBeUndefined()
  })
})

describe('texts with their translation', () => {
  test('written and read again', () => {
    const words = { text: 'Walk', es: 'Caminar' }
    expect(localText(withTranslation('title', words), 'title')).toEqual(words)
    expect(localText(withTranslation('title', { text: 'Walk' }), 'title')).toEqual({ text: 'Walk' })
    expect(localText({}, 'title')).toBeUndefined()
    expect(localText({ title: '' }, 'title')).toBeUndefined()
  })

  test('the language asked for, else as written', () => {
    expect(inLanguage({ text: 'Walk', es: 'Caminar' }, 'es')).toBe('Caminar')
    expect(inLanguage({ text: 'Walk' }, 'es')).toBe('Walk')
    expect(inLanguage({ text: 'Walk', es: 'Caminar' }, 'en')).toBe('Walk')
  })
})
