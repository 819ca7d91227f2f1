import type { Bundle, BundleEntry, CarePlan, ClinicalImpression, Parameters, Resource } from '@medplum/fhirtypes'
import type { StoryClient } from './client.ts'
import type { Narrator } from './narrator.ts'

/** What a suggestion becomes when somebody takes it over. */
const TAKEN_OVER: Readonly<Record<string, string>> = {
  Task: 'requested',
  ServiceRequest: 'active',
  CommunicationRequest: 'active',
}

/**
 * From templates to a plan in force: suggestions are made, the practitioner takes them over and says what is expected,
 * and the plan, now complete, is activated in the same transaction.
 */
export async function approvePlan(
  { client, narrator }: { readonly client: StoryClient; readonly narrator: Narrator },
  patient: string,
): Promise<void> {
  narrator.step('Templates fill the care plan, and the practitioner approves it')
  const { body: plan } = await client.send<CarePlan>('POST', `PlanDefinition/$apply?subject=${patient}`)
  const items = await readItems(client, plan)
  narrator.line(`suggested: ${plan.goal?.length ?? 0} goals, ${plan.activity?.length ?? 0} activities`)
  const gaps = await gapsOf(client, plan)
  narrator.line(`still missing: ${gaps.join(', ')}`)
  await client.send('POST', '', approval(plan, items, patient))
  const { body: active } = await client.send<CarePlan>('GET', `CarePlan/${plan.id ?? ''}`)
  narrator.line(`CarePlan/${active.id ?? ''} is ${active.status}, version ${active.meta?.versionId ?? ''}`)
  const missing = await gapsOf(client, active)
  narrator.line(missing.length === 0 ? 'nothing that is required is missing' : `still missing: ${missing.join(', ')}`)
}

/** Goals and activities of the plan. */
async function readItems(client: StoryClient, plan: CarePlan): Promise<readonly Resource[]> {
  const wanted = `CarePlan?_id=${plan.id ?? ''}&_include=CarePlan:goal&_include=CarePlan:activity-reference`
  const { body } = await client.send<Bundle>('GET', wanted)
  return (body.entry ?? []).flatMap(({ resource }) => (resource && resource.id !== plan.id ? [resource] : []))
}

/** Required elements that the plan lacks. */
async function gapsOf(client: StoryClient, plan: CarePlan): Promise<readonly string[]> {
  const { body } = await client.send<Parameters>('GET', `CarePlan/${plan.id ?? ''}/$ccm-completeness`)
  return (body.parameter ?? []).flatMap(({ part = [] }) => {
    const of = (name: string) => part.find((one) => one.name === name)
    const missing = of('state')?.valueCode === 'missing' && of('required')?.valueBoolean === true
    return missing ? [of('code')?.valueCode ?? ''] : []
  })
}

const OUTLOOK = 'urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff'

/** One transaction: suggestions are taken over, the outlook is written, the plan comes into force. */
function approval(plan: CarePlan, items: readonly Resource[], patient: string): Bundle {
  const outlook: ClinicalImpression = {
    resourceType: 'ClinicalImpression',
    status: 'completed',
    subject: { reference: patient },
    summary: 'With steady treatment her blood sugar and blood pressure should come into range within six months.',
  }
  const active: CarePlan = {
    ...plan,
    status: 'active',
    supportingInfo: [...(plan.supportingInfo ?? []), { reference: OUTLOOK }],
  }
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: OUTLOOK, resource: outlook, request: { method: 'POST', url: 'ClinicalImpression' } },
      ...[...items.map(takenOver), active].map(put),
    ],
  }
}

function takenOver(item: Resource): Resource {
  if (item.resourceType === 'Goal') return { ...item, lifecycleStatus: 'active' }
  return { ...item, status: TAKEN_OVER[item.resourceType] } as Resource
}

function put(resource: Resource): BundleEntry {
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` } }
}
