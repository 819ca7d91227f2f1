import type { CarePlan, Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { careRecordOf } from '../../../server/domain/care-plan/care-record.ts'
import { patientCopy } from '../../../server/domain/care-plan/copy/patient-copy.ts'
import { carePlanView } from '../../../server/domain/care-plan/view/care-plan-view.ts'
import { structureDefinition } from '../../../server/domain/fhir/canonicals.ts'
import { paperHtml } from '../../../server/domain/paper/paper-html.ts'
import type { Paper } from '../../../server/domain/paper/paper.ts'

const ZONE = 'America/New_York'
const subject = { reference: 'Patient/ana' }
const spanish = (content: string) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/translation',
      extension: [
        { url: 'lang', valueCode: 'es' },
        { url: 'content', valueString: content },
      ],
    },
  ],
})

const PLAN: CarePlan = {
  resourceType: 'CarePlan',
  id: 'plan',
  status: 'active',
  intent: 'plan',
  subject,
  period: { start: '2026-03-05' },
  addresses: [{ reference: 'Condition/htn' }],
  goal: [{ reference: 'Goal/bp' }, { reference: 'Goal/own' }, { reference: 'Goal/idea' }],
  activity: [
    { reference: { reference: 'Task/walk' } },
    { reference: { reference: 'Task/call' } },
    { reference: { reference: 'Task/idea' } },
  ],
  careTeam: [{ reference: 'CareTeam/team' }],
  extension: [{ url: structureDefinition('ccm-review-date'), valueDate: '2026-09-05' }],
}

const goal = (id: string, lifecycleStatus: string, text: string, more: object = {}) =>
  ({ resourceType: 'Goal', id, lifecycleStatus, subject, description: { text }, ...more }) as Resource
const task = (id: string, status: string, text: string, more: object = {}) =>
  ({ resourceType: 'Task', id, status, intent: 'plan', for: subject, code: { text }, ...more }) as Resource

const CHART: readonly Resource[] = [
  PLAN,
  { resourceType: 'Patient', id: 'ana', birthDate: '1950-01-02', name: [{ given: ['Ana'], family: 'Ruiz' }] },
  { resourceType: 'Condition', id: 'htn', subject, code: { text: 'High blood pressure' } },
  goal('bp', 'active', 'Lower blood pressure', {
    description: { text: 'Lower blood pressure', _text: spanish('Bajar la presión') },
    target: [
      {
        measure: { coding: [{ system: 'http://loinc.org', code: '8480-6' }], text: 'Systolic' },
        detailQuantity: { value: 130, comparator: '<', code: 'mm[Hg]', unit: 'mmHg' },
        dueDate: '2026-06-30',
      },
    ],
  }),
  goal('own', 'active', 'Dance at the wedding', { expressedBy: subject }),
  goal('idea', 'proposed', 'Nobody has agreed to this goal'),
  task('walk', 'requested', 'Walk', { owner: subject, description: 'Half an hour a day' }),
  task('call', 'requested', 'Call you', { owner: { reference: 'Practitioner/nurse', display: 'Joan Whitfield' } }),
  task('idea', 'draft', 'Nobody has agreed to this step'),
  {
    resourceType: 'MedicationRequest',
    id: 'med',
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: { text: 'Lisinopril 10 mg <b>' },
    dosageInstruction: [{ text: 'One tablet each morning' }],
  },
  {
    resourceType: 'CareTeam',
    id: 'team',
    status: 'active',
    subject,
    participant: [
      { member: { reference: 'Practitioner/nurse', display: 'Joan Whitfield' }, role: [{ text: 'Nurse' }] },
    ],
    telecom: [
      {
        system: 'phone',
        value: '555-0100',
        extension: [{ url: structureDefinition('ccm-contact-hours'), valueCode: 'always' }],
      },
    ],
  },
]

function copyIn(language: 'en' | 'es', chart = CHART): Paper {
  return patientCopy(carePlanView(PLAN, careRecordOf(chart), ZONE), { language, asOf: '2026-03-06' })
}

const everyWord = (paper: Paper) => JSON.stringify(paper)

describe('the patient’s copy', () => {
  test('says all of how a medicine is taken, and leaves out neither of two orders that say it in different words', () => {
    const order = (id: string, ...sigs: readonly string[]): Resource => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: 'Metformin 500 mg' },
      dosageInstruction: sigs.map((text) => ({ text })),
    })
    const chart = [
      ...CHART,
      order('a', 'One in the morning', 'Two at night'),
      order('again', 'One in the morning', 'Two at night'),
      order('other', 'One at noon'),
      order('unsaid'),
    ]
    const table = JSON.stringify(copyIn('en', chart).sections.find(({ title }) => title === 'Your medicines'))
    expect(table.match(/Metformin/g)).toHaveLength(2)
    expect(table).toContain(
      '["Metformin 500 mg","One in the morning; Two at night",""],["Metformin 500 mg","One at noon",""]',
    )
    const alone = JSON.stringify(copyIn('en', [...CHART, order('unsaid'), order('unsaid-2')]).sections)
    expect(alone.match(/\["Metformin 500 mg","As prescribed",""\]/g)).toHaveLength(1)
  })

  test('says whom to call first, and 911', () => {
    expect(copyIn('en').box).toEqual({
      title: 'Who to call',
      lines: ['Day and night: 555-0100', 'In an emergency, call 911.'],
    })
    expect(copyIn('es').box?.lines).toContain('De día y de noche: 555-0100')
  })

  test('says what matters, goals, steps, medicines, the team, each where it belongs', () => {
    const { title, lines, sections, foot } = copyIn('en')
    expect(title).toBe('Your care plan')
    expect(lines).toEqual([
      'Ana Ruiz. Born January 2, 1950',
      'This plan began on March 5, 2026.',
      'We will go over it with you again by September 5, 2026.',
    ])
    expect(sections.slice(0, 5)).toEqual([
      { title: 'What matters to you', blocks: [{ kind: 'list', items: ['Dance at the wedding'] }] },
      { title: 'Your health problems', blocks: [{ kind: 'list', items: ['High blood pressure'] }] },
      {
        title: 'Your goals',
        blocks: [
          {
            kind: 'table',
            heads: ['Goal', 'Where you want to be', 'Where you are now', 'By when'],
            rows: [['Lower blood pressure', 'below 130 mm Hg', '', 'June 30, 2026']],
          },
        ],
      },
      { title: 'What you can do', blocks: [{ kind: 'list', items: ['Walk. Half an hour a day.'] }] },
      { title: 'What your care team does', blocks: [{ kind: 'list', items: ['Call you. (Joan Whitfield)'] }] },
    ])
    expect(foot).toBe('Care plan of Ana Ruiz, as of March 6, 2026')
  })

  test('leaves out what nobody has decided about', () => {
    for (const language of ['en', 'es'] as const) expect(everyWord(copyIn(language))).not.toContain('Nobody has agreed')
  })

  test('in Spanish takes the translations there are, and says that the rest is English', () => {
    const words = everyWord(copyIn('es'))
    expect(words).toContain('Bajar la presión')
    expect(words).toContain('menos de 130 mm Hg')
    expect(words).toContain('Algunas partes están en inglés')
    const translated = careRecordOf([])
    const empty = patientCopy(carePlanView({ ...PLAN, addresses: [] }, translated, ZONE), {
      language: 'es',
      asOf: '2026-03-06',
    })
    expect(everyWord(empty)).not.toContain('en inglés')
  })

  test('in Spanish says the kinds of problems, what is measured, and who is who', () => {
    const hypertension: Resource = {
      resourceType: 'Condition',
      id: 'htn',
      subject,
      code: { coding: [{ system: 'http://snomed.info/sct', code: '59621000' }], text: 'Essential hypertension' },
    }
    const target = (code: string, text: string, es: string) => ({
      measure: { coding: [{ system: 'http://loinc.org', code }], text, _text: spanish(es) },
      detailQuantity: { value: 130, comparator: '<', code: 'mm[Hg]' },
    })
    const pressure = goal('bp', 'active', 'Lower blood pressure', {
      description: { text: 'Lower blood pressure', _text: spanish('Bajar la presión') },
      target: [target('8480-6', 'Systolic', 'Sistólica'), target('8462-4', 'Diastolic', 'Diastólica')],
    })
    const nurse = { member: { reference: 'Practitioner/nurse', display: 'Joan Whitfield' } }
    const role = { coding: [{ system: 'http://snomed.info/sct', code: '768820003' }], text: 'Care manager' }
    const team = CHART.flatMap((one) =>
      one.resourceType === 'CareTeam' ? [{ ...one, participant: [{ ...nurse, role: [role] }] }] : [],
    )
    const chart = [PLAN, hypertension, pressure, ...team]
    const words = everyWord(copyIn('es', chart))
    expect(words).toContain('Presión arterial alta (Essential hypertension)')
    expect(words).toContain('"Bajar la presión: Sistólica"')
    expect(words).toContain('"Diastólica"')
    expect(words).toContain('["Joan Whitfield","Su coordinador de cuidados",""]')
    expect(words).not.toContain('en inglés')
    expect(everyWord(copyIn('en', chart))).toContain('["Joan Whitfield","Your care manager",""]')
    expect(everyWord(copyIn('en', chart))).toContain('High blood pressure (Essential hypertension)')
    const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.22' }], text: 'Type 2 with CKD' }
    const both = everyWord(copyIn('es', [PLAN, { ...hypertension, code }]))
    expect(both).toContain('"Enfermedad renal crónica, diabetes (Type 2 with CKD)"')
  })

  test('names no next time that has passed', () => {
    const until = (end: string) =>
      task('walk', 'requested', 'Walk', { owner: subject, restriction: { period: { end } } })
    const chart = (end: string) => CHART.map((one) => (one.id === 'walk' ? until(end) : one))
    expect(everyWord(copyIn('en', chart('2026-03-06')))).toContain('Walk. (next: March 6, 2026)')
    expect(everyWord(copyIn('en', chart('2026-03-05')))).not.toContain('next:')
  })

  test('asks for the number where no one is answered day and night', () => {
    const silent = CHART.map((one) => (one.resourceType === 'CareTeam' ? { ...one, telecom: [] } : one))
    expect(copyIn('en', silent).box?.lines[0]).toMatch(/Ask your care team/)
  })

  test('is the same for the same plan, language and day', () => {
    expect(copyIn('en')).toEqual(copyIn('en'))
  })

  test('as HTML stands alone, in its language, with everything escaped', () => {
    const html = paperHtml(copyIn('es'))
    expect(html).toMatch(/^<!doctype html><html lang="es">/)
    expect(html).toContain('Lisinopril 10 mg &lt;b&gt;')
    expect(html).not.toMatch(/<script|src=|href=|url\(/)
    expect(html.match(/<h1>/g)).toHaveLength(1)
  })
})
