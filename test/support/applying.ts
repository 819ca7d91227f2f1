import type { CarePlan, Goal, Resource } from '@medplum/fhirtypes'
import { createEvaluate } from '../../server/fhir/evaluate-expression.ts'
import { applyPlan, type Applied } from '../../server/use-cases/apply-plan.ts'
import type { ApplyRequest } from '../../server/use-cases/applying/applying.ts'
import { createTestDatabase } from './database.ts'
import { noteOf, NURSE, openProgramme, practiceStaff, type TestPractice } from './programme.ts'
import { searchAll } from './search-all.ts'

type Stored = Resource & { id: string }

/** A practice in which the nurse applies care-plan templates. */
export interface ApplyingPractice {
  readonly practice: TestPractice
  /** Templates by `diabetes`, `PlanDefinition/id` or URL; undefined: whichever fit. */
  apply(patient: string, templates: readonly string[] | undefined, more?: Partial<ApplyRequest>): Promise<Applied>
  /** The plan that comes of it. @throws Error where none does */
  applied(
    patient: string,
    templates: readonly string[] | undefined,
    more?: Partial<ApplyRequest>,
  ): Promise<CarePlan & { id: string }>
  /** What the plan refers to, as it is on file. */
  held(plan: CarePlan): Promise<readonly Stored[]>
  goalsOf(plan: CarePlan): Promise<readonly (Goal & { id: string })[]>
  /** Version of each plan, suggestion and Provenance, by `Type/id`. */
  versions(): Promise<ReadonlyMap<string, string | undefined>>
  stop(): Promise<void>
}

const WRITTEN = ['CarePlan', 'Goal', 'Task', 'ServiceRequest', 'CommunicationRequest', 'Provenance'] as const

/** Opens one in a database of its own. */
export async function openApplying(slug: string): Promise<ApplyingPractice> {
  const db = await createTestDatabase()
  const programme = await openProgramme(db.database)
  const practice = await programme.practice(slug)
  await practice.chart(...practiceStaff(slug))
  const apply: ApplyingPractice['apply'] = (patient, templates, more = {}) =>
    applyPlan({ ...programme.deps, evaluate: createEvaluate }, practice.repository, {
      patient,
      ...(templates && { templates: templates.map(nameOf) }),
      caller: { tenant: practice.tenant, client: 'test', ...NURSE },
      note: noteOf(NURSE, '$apply'),
      ...more,
    })
  const held: ApplyingPractice['held'] = async (plan) => {
    const references = [...(plan.goal ?? []), ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? [])]
    const found = await practice.repository.readMany(references.map(({ reference }) => reference!))
    return found.map(({ content }) => JSON.parse(content) as Stored)
  }
  return {
    practice,
    apply,
    async applied(...asked) {
      const answer = await apply(...asked)
      if (answer.kind !== 'applied') throw new Error(JSON.stringify(answer))
      return JSON.parse(answer.plan.content) as CarePlan & { id: string }
    },
    held,
    goalsOf: async (plan) =>
      (await held(plan)).filter((one): one is Goal & { id: string } => one.resourceType === 'Goal'),
    async versions() {
      const all = await Promise.all(WRITTEN.map((type) => searchAll<Stored>(practice.repository, type)))
      return new Map(all.flat().map((one) => [`${one.resourceType}/${one.id}`, one.meta?.versionId]))
    },
    async stop() {
      await programme.stop()
      await db.drop()
    },
  }
}

function nameOf(template: string): string {
  return template.includes('/') ? template : `PlanDefinition/ccm-plan-${template}`
}

/** What kind of goal it is. */
export function kindOf({ description }: Goal): string | undefined {
  return description.coding?.[0]?.code
}
