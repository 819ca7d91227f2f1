import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { carePlanTemplates } from '../../server/definitions/care-plan-templates.ts'
import type { AppliedPlan } from '../../server/domain/care-plan/apply/apply-suggestions.ts'
import { detailWords } from '../../server/domain/care-plan/apply/stricter.ts'
import { goalKey } from '../../server/domain/care-plan/apply/suggest-goals.ts'
import { focusOf } from '../../server/domain/care-plan/apply/template.ts'
import { careRecordOf } from '../../server/domain/care-plan/care-record.ts'
import { carePlanNarrative } from '../../server/domain/care-plan/narrative/care-plan-narrative.ts'
import { carePlanView } from '../../server/domain/care-plan/view/care-plan-view.ts'
import { SYSTEM } from '../../server/domain/fhir/canonicals.ts'
import { codingsOf } from '../../server/domain/fhir/codings.ts'
import { referenceTo } from '../../server/domain/fhir/references.ts'
import {
  ADA,
  apply,
  conditionOf,
  DRAFT,
  MEASURES,
  SMOKER,
  takes,
  TEAM,
  TEMPLATE_NAMES,
  template,
} from '../domain/care-plan/support/applying.ts'
import { ZONE } from '../domain/support/chart.ts'
import { errorsOf, unknownProfiles } from './support/validate.ts'

/** A smoker on warfarin of whom everything has been measured. */
const CHART: readonly Resource[] = [...MEASURES, SMOKER, takes('Warfarin 5 mg tablet')]

/** What must hold of any plan that templates made. */
function expectSound(applied: AppliedPlan, chart: readonly Resource[]): void {
  const { plan, items } = applied
  const record = careRecordOf([ADA, TEAM, plan, ...items, ...chart])
  const told = { ...plan, text: carePlanNarrative(carePlanView(plan, record, ZONE)) }
  for (const resource of [told, ...items]) {
    expect(errorsOf(resource), referenceTo(resource)).toEqual([])
    expect(unknownProfiles(resource)).toEqual([])
  }
  for (const reference of [...(plan.goal ?? []), ...(plan.activity ?? []).flatMap((one) => one.reference ?? [])])
    expect(record.find(reference), reference.reference).toBeDefined()
  expect(plan.activity?.every(({ detail }) => detail === undefined)).toBe(true)
  expectLinked(items, [ADA, TEAM, plan, ...items, ...chart])
  expectOnce(items)
}

/** References within what was made lead somewhere; people are the practice's. */
function expectLinked(items: readonly Resource[], known: readonly Resource[]): void {
  const references = new Set(known.map(referenceTo))
  const named = JSON.stringify(items).matchAll(/"reference":"([^"]+)"/g)
  const loose = [...named].map(([, reference = '']) => reference).filter((one) => !references.has(one))
  expect(loose.filter((one) => !one.startsWith('Practitioner/'))).toEqual([])
}

/** One goal of a kind, one activity of a definition. */
function expectOnce(items: AppliedPlan['items']): void {
  const keys = items.map((item) =>
    item.resourceType === 'Goal'
      ? goalKey(
          item.description,
          (item.target ?? []).flatMap(({ measure }) => measure ?? []),
        )
      : item.id,
  )
  expect(new Set(keys).size).toBe(keys.length)
}

/** Every goal has a measure in LOINC, a target and a day. */
function expectMeasurable(items: AppliedPlan['items']): void {
  const goals = items.flatMap((item) => (item.resourceType === 'Goal' ? [item] : []))
  expect(goals).not.toEqual([])
  for (const { target = [] } of goals) {
    expect(target.length).toBeGreaterThan(0)
    for (const { measure, dueDate, ...detail } of target) {
      expect(codingsOf(measure).every(({ system }) => system === SYSTEM.loinc)).toBe(true)
      expect(dueDate).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(detailWords(detail)).toMatch(/\d|not smoking/)
    }
  }
}

describe('every template of the guide', () => {
  test.each(TEMPLATE_NAMES)('%s: makes a plan that is valid, whole and without doubles; again, the same', (name) => {
    const chart = [...(name === 'whole-person' ? [] : [conditionOf(name)]), ...CHART]
    const templates = [template(name)]
    const applied = apply({ templates, chart })
    expect(applied.items.length).toBeGreaterThan(5)
    expectSound(applied, chart)
    const again = apply({ templates, chart, plan: applied.plan, onFile: applied.items, today: '2026-04-20' })
    expect(again).toEqual(applied)
  })

  test.each(TEMPLATE_NAMES)('%s: can be applied to a patient of whom nothing is known', (name) => {
    const applied = apply({ templates: [template(name)] })
    expect(applied.items.length).toBeGreaterThan(3)
    expectSound(applied, [])
  })

  test.each(TEMPLATE_NAMES.filter((name) => name !== 'whole-person'))(
    '%s: fits its condition, says its warning signs, has measurable goals and cites a guideline',
    (name) => {
      const { plan } = template(name)
      const condition = conditionOf(name)
      const { plan: made, items } = apply({ templates: [template(name)], chart: [condition, ...CHART] })
      expect(made.addresses?.map(({ reference }) => reference)).toEqual([`Condition/${name}`])
      const kinds = items.flatMap((item) =>
        item.resourceType === 'CommunicationRequest' ? codingsOf(item.category) : [],
      )
      expect(kinds.map(({ code }) => code)).toContain('symptom-management')
      expectMeasurable(items)
      const cited = (plan.relatedArtifact ?? []).filter(({ type }) => type === 'citation')
      expect(cited).not.toEqual([])
      for (const { display, url } of cited)
        expect([display, url]).toEqual([expect.any(String), expect.stringMatching(/^https:/)])
    },
  )

  test('says who does it, and how often unless it is done once', () => {
    for (const { title, participant, timingTiming, kind } of carePlanTemplates().activities.values()) {
      expect(codingsOf(participant?.[0]?.role)[0]?.code, title).toBeDefined()
      if (kind === 'Task') expect(timingTiming?.repeat?.periodUnit, title).toBeDefined()
    }
  })

  test('belongs to conditions that the guide knows; one is for everybody', () => {
    const everybody = TEMPLATE_NAMES.filter((name) => focusOf(template(name).plan).length === 0)
    expect(everybody).toEqual(['whole-person'])
    expect(TEMPLATE_NAMES.length).toBeGreaterThanOrEqual(17)
  })
})

describe('several conditions in one plan', () => {
  const five = ['diabetes', 'hypertension', 'heart-failure', 'chronic-kidney-disease', 'ischemic-heart-disease']
  const chart = [...five.map(conditionOf), ...CHART]
  const merged = apply({ templates: [...five, 'whole-person'].map(template), chart })

  test('is valid, whole and without doubles, and again the same', () => {
    expectSound(merged, chart)
    const templates = [...five, 'whole-person'].map(template)
    expect(apply({ templates, chart, plan: merged.plan, onFile: merged.items })).toEqual(merged)
    expect(merged.plan.addresses).toHaveLength(5)
  })

  test('is the same whether they are applied at once or one after the other', () => {
    let plan = DRAFT
    let items: AppliedPlan['items'] = []
    for (let count = 1; count <= five.length; count++) {
      const next = apply({ templates: five.slice(0, count).map(template), chart, plan, onFile: items })
      plan = next.plan
      items = next.items
    }
    const atOnce = apply({ templates: five.map(template), chart })
    const byReference = (all: readonly Resource[]) => new Map(all.map((one) => [referenceTo(one), one]))
    expect(byReference(items)).toEqual(byReference(atOnce.items))
    expect(plan.instantiatesCanonical).toEqual(atOnce.plan.instantiatesCanonical)
  })

  test('all sixteen conditions at once', () => {
    const all = TEMPLATE_NAMES.filter((name) => name !== 'whole-person')
    const everything = [...all.map(conditionOf), ...CHART]
    const applied = apply({ templates: TEMPLATE_NAMES.map(template), chart: everything })
    expectSound(applied, everything)
    expect(applied.plan.addresses).toHaveLength(all.length)
  })
})
