import { describe, expect, test } from 'vitest'
import { assessEligibility } from '../../../server/domain/eligibility/assess-eligibility.ts'
import type { EligibilityFacts } from '../../../server/domain/eligibility/eligibility-facts.ts'
import { eligibilityParameters } from '../../../server/domain/eligibility/eligibility-parameters.ts'
import type { Program } from '../../../server/domain/enrollment/program.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { condition, coverage, PATIENT, visit } from '../support/chart.ts'
import { consent, DIABETES, DR_LEE, DR_OTTO, eligibilityFacts, episode, HYPERTENSION } from '../support/practice.ts'

const assess = (more: Partial<EligibilityFacts> = {}) => assessEligibility(eligibilityFacts(more))
const program = (name: Program, more: Partial<EligibilityFacts> = {}) =>
  assess(more).programs.find((assessed) => assessed.program === name)
const eligible = (more: Partial<EligibilityFacts> = {}) =>
  assess(more)
    .programs.filter((assessed) => assessed.eligible)
    .map((assessed) => assessed.program)
const blockers = (more: Partial<EligibilityFacts> = {}) => assess(more).blockers.map(({ code }) => code)
const lipids = condition(
  { icd10: 'E78.5' },
  {
    id: 'lipids',
    code: { text: 'High cholesterol', coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E78.5' }] },
  },
)

describe('programmes (ccm-rules §3.1 to §3.3)', () => {
  test.each([
    ['two groups that count: all three', [DIABETES, HYPERTENSION], ['ccm', 'pcm', 'apcm']],
    ['one that counts: principal and primary care', [DIABETES], ['pcm', 'apcm']],
    ['one that counts and one for review: not CCM yet', [DIABETES, lipids], ['pcm', 'apcm']],
    ['only reviewed ones: primary care', [lipids], ['apcm']],
    ['none: primary care, level 1', [], ['apcm']],
  ])('%s', (_words, conditions, expected) => {
    expect(eligible({ conditions })).toEqual(expected)
  })

  test('with one that counts and one for review, the reason says what to confirm (DESIGN section 3)', () => {
    expect(program('ccm', { conditions: [DIABETES, lipids] })).toEqual({
      program: 'ccm',
      eligible: false,
      reasons: [
        'Only one chronic condition counts: Diabetes; two are needed.',
        'A clinician may confirm as chronic: High cholesterol.',
      ],
    })
  })

  test('a condition ticked at an enrollment that runs makes it count', () => {
    const diagnosis = [{ condition: { reference: 'Condition/lipids' } }]
    const conditions = [DIABETES, lipids]
    expect(eligible({ conditions, episodes: [episode({ diagnosis })] })).toContain('ccm')
    const period = { start: '2025-01-01', end: '2025-06-30' }
    const over = episode({ diagnosis, status: 'finished', period }, 'graduated')
    expect(eligible({ conditions, episodes: [over] })).not.toContain('ccm')
  })

  test.each([
    [[], false, 'Level 1'],
    [[DIABETES], true, 'Level 1'],
    [[DIABETES, HYPERTENSION], false, 'Level 2'],
    [[DIABETES, HYPERTENSION], true, 'Level 3'],
  ])('APCM level by conditions and QMB: %#', (conditions, qmb, level) => {
    const medicare = coverage('121', { extension: [{ url: structureDefinition('ccm-qmb'), valueBoolean: qmb }] })
    expect(program('apcm', { conditions, coverages: [medicare] })?.reasons.join(' ')).toContain(level)
  })

  test('says that a clinician attests; of dialysis; of an assumed part of Medicare', () => {
    expect(program('ccm')?.reasons.join(' ')).toContain('twelve months')
    expect(program('pcm')?.reasons.join(' ')).toContain('three months')
    const dialysis = condition({ icd10: 'N18.6' })
    expect(program('ccm', { conditions: [DIABETES, dialysis] })?.reasons.join(' ')).toContain('End-stage renal disease')
    expect(program('apcm', { conditions: [DIABETES, dialysis] })?.reasons.join(' ')).not.toContain('End-stage')
    const assumed = coverage(undefined, { payor: [{ display: 'Medicare' }] })
    expect(program('ccm', { coverages: [assumed] })?.reasons.join(' ')).toContain('Part B is assumed')
    expect(program('ccm')?.reasons.join(' ')).not.toContain('assumed')
  })
})

describe('who qualifies for nothing', () => {
  const hospice = (period: { start: string; end?: string }) =>
    episode({
      id: 'hospice',
      type: [{ coding: [{ system: 'http://snomed.info/sct', code: '385763009' }] }],
      extension: [],
      period,
    })

  test.each([
    ['died in winter', { deceasedDateTime: '2026-01-15' }, 'The patient died on 2026-01-15.'],
    ['died today', { deceasedDateTime: '2026-03-05T23:00:00Z' }, 'The patient died on 2026-03-05.'],
    ['is dead, nobody knows since when', { deceasedBoolean: true }, 'The patient has died.'],
  ])('whoever %s', (_words, death, reason) => {
    const patient = { ...PATIENT, ...death }
    expect(eligible({ patient })).toEqual([])
    expect(program('ccm', { patient })?.reasons).toEqual([reason])
    expect(blockers({ patient })).toEqual(['deceased'])
  })

  test('the living qualify: told so, or dying tomorrow', () => {
    expect(eligible({ patient: { ...PATIENT, deceasedBoolean: false } })).toContain('ccm')
    expect(eligible({ patient: { ...PATIENT, deceasedDateTime: '2026-03-06' } })).toContain('ccm')
  })

  test.each([
    ['since January', { start: '2026-01-10' }, true],
    ['since today', { start: '2026-03-05' }, true],
    ['from tomorrow on', { start: '2026-03-06' }, false],
    ['until yesterday', { start: '2026-01-10', end: '2026-03-04' }, false],
    ['until today', { start: '2026-01-10', end: '2026-03-05' }, true],
  ])('hospice care %s', (_words, period, chosen) => {
    const episodes = [hospice(period)]
    expect(eligible({ episodes }).length === 0).toBe(chosen)
    expect(blockers({ episodes }).includes('hospice')).toBe(chosen)
  })

  test('a hospice visit stands for the election, and its end does not end it; a cancelled one never was', () => {
    const type = [{ coding: [{ system: 'http://snomed.info/sct', code: '385763009' }] }]
    expect(eligible({ encounters: [visit('2026-02-01', DR_LEE, [], { type })] })).toEqual([])
    expect(eligible({ encounters: [visit('2026-02-01', DR_LEE, [], { type, status: 'cancelled' })] })).toContain('ccm')
  })
})

describe('blockers (DESIGN section 3)', () => {
  const ready = { consents: [consent(), consent({}, 'pcm'), consent({}, 'apcm')] }

  test('none where everything is in order', () => {
    expect(blockers(ready)).toEqual([])
  })

  test.each([
    ['no consent of any programme', { consents: [] }, ['no-consent', 'no-consent', 'no-consent']],
    ['no coverage at all blocks billing, not eligibility', { ...ready, coverages: [] }, ['coverage-unknown']],
    ['Medicare Advantage', { ...ready, coverages: [coverage('111')] }, ['medicare-advantage']],
    ['only Medicaid', { ...ready, coverages: [coverage('2')] }, ['not-medicare']],
    [
      'coverage that has ended',
      { ...ready, coverages: [coverage('121', { period: { end: '2026-02-28' } })] },
      ['coverage-ended'],
    ],
    ['no Medicare number', { ...ready, patient: { ...PATIENT, identifier: [] } }, ['no-mbi']],
    [
      'no visit within a year',
      { ...ready, encounters: [] },
      ['no-initiating-visit', 'no-initiating-visit', 'no-initiating-visit'],
    ],
    ['CCM billed elsewhere', { ...ready, otherBiller: ['ccm'] }, ['other-biller']],
    ['enrolled', { ...ready, episodes: [episode()] }, ['already-enrolled']],
  ] satisfies [string, Partial<EligibilityFacts>, string[]][])('%s', (_words, more, expected) => {
    expect(blockers(more)).toEqual(expected)
  })

  test('coverage unknown leaves the patient eligible', () => {
    expect(eligible({ coverages: [] })).toEqual(['ccm', 'pcm', 'apcm'])
  })

  test('alignment to ACCESS blocks within its period, unless the practice is unrelated', () => {
    const aligned = (period: { start: string; end?: string }) =>
      coverage('121', { extension: [{ url: structureDefinition('ccm-access-alignment'), valuePeriod: period }] })
    expect(blockers({ ...ready, coverages: [aligned({ start: '2026-01-01' })] })).toEqual(['access-aligned'])
    expect(blockers({ ...ready, coverages: [aligned({ start: '2026-07-05' })] })).toEqual([])
    const { practice } = eligibilityFacts()
    const unrelated = { ...practice, options: { ...practice.options, unrelatedToAccess: true } }
    expect(blockers({ ...ready, coverages: [aligned({ start: '2026-01-01' })], practice: unrelated })).toEqual([])
  })

  test('consent of the programme with the practitioner who bills; withdrawn by today is none', () => {
    expect(blockers({ ...ready, billingPractitioner: DR_LEE })).toEqual([])
    expect(blockers({ ...ready, billingPractitioner: DR_OTTO }).filter((code) => code === 'no-consent')).toHaveLength(3)
    const withdrawn = consent({
      status: 'inactive',
      extension: [
        ...consent().extension!,
        { url: structureDefinition('ccm-consent-withdrawn'), valueDateTime: '2026-03-01T09:00:00Z' },
      ],
    })
    expect(blockers({ consents: [withdrawn, consent({}, 'pcm'), consent({}, 'apcm')] })).toEqual(['no-consent'])
  })

  test('programmes for which the patient does not qualify are silent', () => {
    expect(blockers({ conditions: [DIABETES], consents: [] })).toEqual(['no-consent', 'no-consent'])
  })
})

describe('the answer of $ccm-eligibility (DESIGN section 3)', () => {
  const parameters =
    eligibilityParameters(
      assess({ conditions: [DIABETES, lipids, condition({ icd10: 'R73.03' }, { id: 'pre' })], coverages: [] }),
    ).parameter ?? []
  const parts = (name: string) =>
    parameters.filter((parameter) => parameter.name === name).map(({ part }) => part ?? [])

  test('a part for each programme', () => {
    expect(parts('program').map((part) => [part[0], part[1]])).toEqual([
      [
        { name: 'code', valueCode: 'ccm' },
        { name: 'eligible', valueBoolean: false },
      ],
      [
        { name: 'code', valueCode: 'pcm' },
        { name: 'eligible', valueBoolean: true },
      ],
      [
        { name: 'code', valueCode: 'apcm' },
        { name: 'eligible', valueBoolean: true },
      ],
    ])
    expect(parts('program')[0]?.filter(({ name }) => name === 'reason')).toHaveLength(2)
  })

  test('a part for each condition that is known, with reference, category, code and standing', () => {
    const [diabetes, review, never] = parts('condition')
    expect(diabetes).toEqual([
      { name: 'reference', valueReference: { reference: 'Condition/diabetes', display: 'E11.9' } },
      {
        name: 'category',
        valueCoding: {
          system: 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-chronic-condition',
          code: 'diabetes',
          display: 'Diabetes',
        },
      },
      { name: 'code', valueCoding: { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' } },
      { name: 'standing', valueCode: 'counts' },
      { name: 'reason', valueString: 'E11.9 counts as a chronic condition (Diabetes).' },
    ])
    expect(review?.find(({ name }) => name === 'standing')?.valueCode).toBe('review')
    expect(never?.find(({ name }) => name === 'standing')?.valueCode).toBe('never')
  })

  test('a part for each blocker, with its code and words', () => {
    expect(parts('blocker')[0]).toEqual([
      { name: 'code', valueCode: 'coverage-unknown' },
      { name: 'message', valueString: 'No coverage is on file: add the patient’s Medicare coverage.' },
    ])
  })
})
