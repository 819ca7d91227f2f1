import { describe, expect, test } from 'vitest'
import { decideMonth } from '#domain/billing/decide-month.ts'
import {
  claim,
  consent,
  coverage,
  enrollment,
  hospice,
  instant,
  PATIENT,
  stay,
  visit,
} from '../../support/patient-chart.ts'
import { aPatientMonth, between, billed, byPolicy, minutes, month, timed } from '../../support/patient-month.ts'

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code)

/** Both policies bill the same. */
const same = (codesAndMoney: string) => ({ 'max-payment': codesAndMoney, specific: codesAndMoney })

describe('time', () => {
  test('T33: two of the staff at once count once', () => {
    const facts = aPatientMonth({
      tasks: [timed('nurse', '2025-03-05 10:00', 20), timed('nurse2', '2025-03-05 10:10', 20)],
    })
    expect(decideMonth(facts).staffMinutes).toBe(30)
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
  })

  test('T34: staff and practitioner at once: Q 30, A 40, S 10', () => {
    const facts = aPatientMonth({
      tasks: [timed('nurse', '2025-03-05 10:00', 20), timed('doc', '2025-03-05 10:10', 30)],
    })
    expect(decideMonth(facts)).toMatchObject({ staffMinutes: 10, practitionerMinutes: 30, totalMinutes: 40 })
    expect(byPolicy(facts)).toEqual({ 'max-payment': '99490+99439 106.42', specific: '99491 82.16' })
  })

  test('T35: one nurse with two patients at once: nothing of the overlap counts for either, and both months wait', () => {
    const p = timed('nurse', '2025-03-05 10:00', 20)
    const r = timed('nurse', '2025-03-05 10:10', 20, { patient: 'r', id: 'for-r' })
    const forP = decideMonth(aPatientMonth({ tasks: [p], elsewhere: [r] }))
    const forR = decideMonth(
      aPatientMonth({
        patient: { ...PATIENT, id: 'r' },
        episodes: [enrollment({ patient: { reference: 'Patient/r' } })],
        tasks: [r],
        elsewhere: [p],
      }),
    )
    for (const decision of [forP, forR]) {
      expect(billed(decision)).toBe('none')
      expect(decision).toMatchObject({ staffMinutes: 10, notCounted: [{ code: 'overlap', minutes: 10 }] })
      expect(codes(decision.blockers)).toEqual(['overlap'])
    }
  })

  test('T36: an entry over the end of a month is split at local midnight', () => {
    const tasks = [timed('nurse', '2025-01-31 23:45', 35), timed('nurse', '2025-02-10 09:00', 10)]
    const january = aPatientMonth({ month: month('2025-01'), tasks })
    const february = aPatientMonth({ month: month('2025-02'), tasks })
    expect(decideMonth(january).staffMinutes).toBe(15)
    expect(byPolicy(january)).toEqual(same('none'))
    expect(decideMonth(february).staffMinutes).toBe(30)
    expect(byPolicy(february)).toEqual(same('99490 60.49'))
  })

  test('T37: the month is that of the practice’s clock', () => {
    const tasks = [between('nurse', '2026-02-01T04:30:00Z', '2026-02-01T04:55:00Z')]
    expect(decideMonth(aPatientMonth({ month: month('2026-01'), tasks })).staffMinutes).toBe(25)
    expect(byPolicy(aPatientMonth({ month: month('2026-01'), tasks }))).toEqual(same('99490 66.13'))
    expect(decideMonth(aPatientMonth({ month: month('2026-02'), tasks })).staffMinutes).toBe(0)
  })

  test('T38: over the change to daylight-saving time the clock’s difference is not the time’s', () => {
    const tasks = [between('nurse', '2026-03-08T01:50:00-05:00', '2026-03-08T03:20:00-04:00')]
    const facts = aPatientMonth({ month: month('2026-03'), tasks })
    expect(decideMonth(facts).staffMinutes).toBe(30)
    expect(byPolicy(facts)).toEqual(same('99490 66.13'))
  })

  test('T47: days in hospital do not count', () => {
    const facts = aPatientMonth({
      encounters: [visit('initiating', '2024-11-20'), stay('hospital', '2025-03-05T20:00:00Z', '2025-03-09T16:00:00Z')],
      tasks: [timed('nurse', '2025-03-06 10:00', 10), timed('nurse', '2025-03-20 10:00', 12)],
    })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(decideMonth(facts)).toMatchObject({ staffMinutes: 12, notCounted: [{ code: 'inpatient', minutes: 10 }] })
  })

  test('T48: time tagged as transitional care is not used again', () => {
    const facts = aPatientMonth({
      tasks: [
        timed('nurse', '2025-03-04 10:00', 12, { focus: 'EpisodeOfCare/tcm' }),
        timed('nurse', '2025-03-12 10:00', 22, { focus: 'EpisodeOfCare/ccm' }),
      ],
      claims: [claim('99496', '2025-03-08')],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    expect(decideMonth(facts)).toMatchObject({
      staffMinutes: 22,
      notCounted: [{ code: 'other-program', minutes: 12 }],
      blockers: [],
    })
  })

  test('T49: remote monitoring and chronic care on the same minutes: nothing until somebody decides', () => {
    const facts = aPatientMonth({
      tasks: [
        timed('nurse', '2025-03-05 10:00', 20, { focus: 'EpisodeOfCare/rpm', id: 'rpm' }),
        timed('nurse', '2025-03-05 10:00', 20, { focus: 'EpisodeOfCare/ccm', id: 'ccm' }),
      ],
    })
    expect(byPolicy(facts)).toEqual(same('none'))
    const decision = decideMonth(facts)
    expect(decision.staffMinutes).toBe(0)
    expect(codes(decision.blockers)).toEqual(['time-conflict'])
    expect(decision.notCounted.map(({ task, code, minutes: lost }) => [task, code, lost])).toEqual([
      ['Task/ccm/_history/1', 'other-program', 20],
      ['Task/rpm/_history/1', 'other-program', 20],
    ])
  })

  test('T55: nobody’s time counts on the day of a visit, unless the entry says why', () => {
    const seen = [visit('initiating', '2024-11-20'), visit('visit', '2025-03-05')]
    const other = timed('nurse', '2025-03-12 10:00', 25)
    const plain = aPatientMonth({ encounters: seen, tasks: [timed('nurse', '2025-03-05 14:00', 15), other] })
    expect(byPolicy(plain)).toEqual(same('99490 60.49'))
    expect(decideMonth(plain)).toMatchObject({ staffMinutes: 25, notCounted: [{ code: 'e-m-day', minutes: 15 }] })
    const reasoned = aPatientMonth({
      encounters: seen,
      tasks: [timed('nurse', '2025-03-05 14:00', 15, { emOverride: 'Pharmacy call about another matter' }), other],
    })
    expect(byPolicy(reasoned)).toEqual(same('99490+99439 106.42'))
    expect(codes(decideMonth(reasoned).warnings)).toContain('e-m-override')
  })

  test('T56: time of staff who are not clinical does not count', () => {
    const facts = aPatientMonth({
      tasks: [timed('receptionist', '2025-03-05 10:00', 20), timed('nurse', '2025-03-06 10:00', 15)],
    })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(decideMonth(facts)).toMatchObject({ staffMinutes: 15, notCounted: [{ code: 'non-clinical', minutes: 20 }] })
  })

  test('T57: an automatic caller’s time does not count, the nurse’s review of it does', () => {
    const facts = aPatientMonth({
      tasks: [timed('bot', '2025-03-05 10:00', 25), timed('nurse', '2025-03-06 10:00', 22)],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    expect(decideMonth(facts)).toMatchObject({ staffMinutes: 22, notCounted: [{ code: 'automation', minutes: 25 }] })
  })
})

describe('consent, enrollment and life', () => {
  test('T39: minutes before the consent are dropped', () => {
    const facts = aPatientMonth({
      consents: [consent({ given: instant('2025-03-10 09:00') })],
      episodes: [enrollment({ start: instant('2025-03-10 09:00') })],
      tasks: [timed('nurse', '2025-03-05 10:00', 15), timed('nurse', '2025-03-12 10:00', 20)],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    expect(decideMonth(facts)).toMatchObject({
      staffMinutes: 20,
      notCounted: [{ code: 'before-consent', minutes: 15 }],
    })
  })

  test('T40: enrolled in mid-month, no threshold is prorated', () => {
    const facts = aPatientMonth({
      episodes: [enrollment({ start: '2025-03-20' })],
      tasks: [timed('nurse', '2025-03-21 10:00', 18)],
    })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(decideMonth(facts)).toMatchObject({ staffMinutes: 18, next: { code: '99490', minutesNeeded: 2 } })
  })

  test('T41: what was earned before a withdrawal stays billable; nothing after it counts, and no later month', () => {
    const facts = aPatientMonth({
      consents: [consent({ withdrawn: instant('2025-03-15 12:00') })],
      episodes: [enrollment({ end: '2025-03-31' })],
      tasks: [
        timed('nurse', '2025-03-10 10:00', 22),
        timed('nurse', '2025-03-20 10:00', 30),
        timed('nurse', '2025-04-02 10:00', 30),
      ],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    expect(decideMonth(facts)).toMatchObject({
      staffMinutes: 22,
      blockers: [],
      notCounted: [{ code: 'after-withdrawal', minutes: 30 }],
    })
    const april = decideMonth({ ...facts, month: month('2025-04') })
    expect(billed(april)).toBe('none')
    expect(codes(april.blockers)).toEqual(['not-enrolled'])
    expect(april).not.toHaveProperty('program')
    expect(april.notCounted).toMatchObject([{ code: 'after-withdrawal', minutes: 30 }])
  })

  test('T42: minutes from the hospice election on are left to the biller', () => {
    const facts = aPatientMonth({
      episodes: [enrollment(), hospice('2025-03-20')],
      tasks: [timed('nurse', '2025-03-10 10:00', 22), timed('nurse', '2025-03-25 10:00', 15)],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    const decision = decideMonth(facts)
    expect(decision).toMatchObject({ staffMinutes: 22, notCounted: [{ code: 'hospice', minutes: 15 }], blockers: [] })
    expect(codes(decision.warnings)).toContain('hospice')
  })

  test('T46: nothing after the death counts, and the date of service is before it', () => {
    const facts = aPatientMonth({
      patient: { ...PATIENT, deceasedDateTime: instant('2025-03-18 09:00') },
      tasks: [timed('nurse', '2025-03-17 10:00', 20), timed('nurse', '2025-03-18 10:00', 5)],
    })
    expect(byPolicy(facts)).toEqual(same('99490 60.49'))
    expect(decideMonth(facts)).toMatchObject({
      staffMinutes: 20,
      notCounted: [{ code: 'after-death', minutes: 5 }],
      charges: [{ serviceDate: '2025-03-17' }],
      blockers: [],
    })
  })
})

describe('what others bill', () => {
  test('T43: care plan oversight of the same practitioner excludes the month', () => {
    const facts = aPatientMonth({ tasks: minutes(20), claims: [claim('G0182', '2025-03-03')] })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(codes(decideMonth(facts).blockers)).toEqual(['care-plan-oversight'])
  })

  test('T44: the monthly service for end-stage renal disease of the same practitioner excludes the month', () => {
    const facts = aPatientMonth({ tasks: minutes(60), claims: [claim('90961', '2025-03-31')] })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(codes(decideMonth(facts).blockers)).toEqual(['esrd'])
  })

  test('T45: another practice has billed the month', () => {
    const facts = aPatientMonth({
      tasks: minutes(20),
      claims: [claim('99490', '2025-03-03', { provider: { display: 'Another practice' } })],
    })
    expect(byPolicy(facts)).toEqual(same('none'))
    expect(codes(decideMonth(facts).blockers)).toEqual(['other-biller'])
  })

  test('T54: one practitioner with chronic care and advanced primary care at once is an error', () => {
    const facts = aPatientMonth({
      tasks: minutes(20),
      episodes: [enrollment(), enrollment({ program: 'apcm' })],
    })
    expect(codes(decideMonth(facts).blockers)).toEqual(['family-conflict'])
    expect(decideMonth(facts).otherPrograms).toEqual(['apcm'])
  })

  test('T58: Medicare Advantage pays by its own rules: what was earned is shown, and not for a claim to Part B', () => {
    const decision = decideMonth(aPatientMonth({ tasks: minutes(20), coverages: [coverage('111')] }))
    expect(codes(decision.blockers)).toEqual(['medicare-advantage'])
    expect(billed(decision)).toBe('99490 60.49')
  })
})
