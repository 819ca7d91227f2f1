import type { ServerAccess } from '../server-access.ts'
import type { PlacedResource, Sent } from './send-records.ts'

/** Running count of an import. */
export interface Tally {
  files: number
  readonly failed: { readonly path: string; readonly reason: string }[]
  readonly sent: { created: number; updated: number; unchanged: number }
  readonly types: Map<string, number>
  readonly profiles: Map<string, number>
  add(resources: readonly PlacedResource[], sent: Sent): void
  fail(path: string, reason: string): void
  /** Resources so far and a second, for people. */
  pace(): string
}

export function createTally(): Tally {
  const started = performance.now()
  const tally: Tally = {
    files: 0,
    failed: [],
    sent: { created: 0, updated: 0, unchanged: 0 },
    types: new Map(),
    profiles: new Map(),
    add(resources, sent) {
      tally.sent.created += sent.created
      tally.sent.updated += sent.updated
      tally.sent.unchanged += sent.unchanged
      for (const { resource } of resources) {
        count(tally.types, resource.resourceType)
        for (const profile of resource.meta?.profile ?? []) count(tally.profiles, profile)
      }
    },
    fail(path, reason) {
      tally.failed.push({ path, reason })
    },
    pace() {
      const all = tally.sent.created + tally.sent.updated + tally.sent.unchanged
      const seconds = (performance.now() - started) / 1000
      return `${grouped(all)} resources, ${grouped(Math.round(all / Math.max(seconds, 0.001)))}/s`
    },
  }
  return tally
}

/** The summary that ends an import: files, resources, types, and profiles that the server does not know. */
export async function reportOf(tally: Tally, files: number, server: ServerAccess): Promise<string> {
  const { created, updated, unchanged } = tally.sent
  const types = [...tally.types].toSorted(([, a], [, b]) => b - a)
  const lines = [
    `${tally.files} of ${files} files imported: ${tally.pace()}`,
    `  created ${grouped(created)}, replaced ${grouped(updated)}, unchanged ${grouped(unchanged)}`,
    ...(types.length > 0 ? [`  ${types.map(([type, number]) => `${type} ${grouped(number)}`).join(', ')}`] : []),
    ...(await unknownProfiles(tally, server)),
    ...tally.failed.map(({ path, reason }) => `  not imported: ${path}: ${reason}`),
  ]
  return `${lines.join('\n')}\n`
}

async function unknownProfiles(tally: Tally, server: ServerAccess): Promise<string[]> {
  const unknown: string[] = []
  for (const [profile, number] of tally.profiles) {
    const canonical = profile.split('|')[0] ?? profile
    const known = await server.get(`StructureDefinition?url=${encodeURIComponent(canonical)}&_summary=count`)
    if (known['total'] === 0) unknown.push(`    ${profile} (${grouped(number)})`)
  }
  if (unknown.length === 0) return []
  return ['  claimed, but not known here, so checked against base FHIR only:', ...unknown.toSorted()]
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
