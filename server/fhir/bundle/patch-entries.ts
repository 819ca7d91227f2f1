import { VersionConflict, type StoredResource } from '#ports/fhir-store.ts'
import { InvalidResource } from '#ports/prepare-resource.ts'
import { fault, FhirError } from '../fault.ts'
import type { Interaction } from '../interaction.ts'
import type { Patch } from '../patch/patch.ts'
import { patchResource, type Patched } from '../patch/patched-resource.ts'
import { readPatchResource } from '../patch/read-patch.ts'
import { rewriteReferences } from '../prepare/bundle/rewrite-references.ts'
import type { ReceivedBundle } from '../prepare/bundle/received-bundle.ts'
import { parseExact } from '../shape/exact-json.ts'
import type { EntryAction } from './entry-action.ts'
import type { Resolution } from './resolve-transaction.ts'

/**
 * Reads the patches of a transaction, by entry: Parameters with a FHIRPath Patch, or a Binary with a JSON Patch.
 * https://hl7.org/fhir/R4/http.html#patch
 * @throws FhirError 400
 */
export async function readPatches(
  { deps }: Interaction,
  bundle: ReceivedBundle,
  actions: readonly EntryAction[],
): Promise<ReadonlyMap<number, Patch>> {
  const patches = new Map<number, Patch>()
  for (const { kind, entry } of actions) {
    if (kind !== 'patch') continue
    const body = await bundle.body(entry)
    patches.set(
      entry,
      ofEntry(entry, () => readPatchResource(body, deps.limits)),
    )
  }
  return patches
}

/**
 * Applies the patches of a transaction to what was found for them, each with its references to other entries.
 * @throws FhirError, InvalidResource, VersionConflict
 */
export function applyPatches(
  interaction: Interaction,
  { writes, links }: Resolution,
  patches: ReadonlyMap<number, Patch>,
): ReadonlyMap<number, Patched> {
  const known = new Map(links)
  const patched = new Map<number, Patched>()
  for (const { action, found } of writes) {
    const { entry, ifVersion } = action
    const patch = patches.get(entry)
    if (!patch || !found) continue
    const expression = expressionOf(entry)
    const finish = (text: string) => linked(text, found, known)
    patched.set(
      entry,
      ofEntry(entry, () => patchResource(interaction, { patch, stored: found, ifVersion, expression, finish })),
    )
  }
  return patched
}

/**
 * The text with references to what the transaction writes. What the resource referred to before stays as it is.
 * @throws FhirError 400 for a reference that leads to no entry
 */
function linked(text: string, { content }: StoredResource, links: ReadonlyMap<string, string>): string {
  const document = parseExact(text)
  const missing = rewriteReferences(document, links, undefined).find((reference) => !content.includes(`"${reference}"`))
  if (missing === undefined) return JSON.stringify(document)
  throw fault(400, 'not-found', `The reference ${missing} leads to no entry of the transaction.`)
}

function expressionOf(entry: number): string {
  return `Bundle.entry[${entry}].resource`
}

/** Places in the patched resource are no places in the Bundle: errors name the entry. */
function ofEntry<R>(entry: number, work: () => R): R {
  const expression = [expressionOf(entry)]
  try {
    return work()
  } catch (error) {
    if (error instanceof FhirError)
      throw new FhirError(
        error.status,
        error.issues.map((issue) => ({ ...issue, expression })),
        { cause: error },
      )
    if (error instanceof InvalidResource)
      throw new InvalidResource(
        error.status,
        error.issues.map((issue) => ({ ...issue, expression })),
      )
    if (error instanceof VersionConflict)
      throw fault(412, 'conflict', error.message, { expression: `Bundle.entry[${entry}]`, cause: error })
    throw error
  }
}
