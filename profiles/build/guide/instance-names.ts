import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the FHIR Shorthand calls an instance, and how it describes it: the compiler leaves both out of the resource. */
export interface InstanceName {
  readonly name: string
  readonly description?: string
}

const HEADER = /^Instance: *(?<id>\S+)\n(?<keywords>(?:[A-Z][A-Za-z]*:.*\n)+)/gm

/** Titles and descriptions of the instances in a folder of FHIR Shorthand, by id. */
export function instanceNames(folder: string): ReadonlyMap<string, InstanceName> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.fsh'))
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'))
  return new Map(texts.flatMap((text) => [...text.matchAll(HEADER)].flatMap((header) => named(header.groups ?? {}))))
}

function named({ id = '', keywords = '' }: Readonly<Record<string, string>>): readonly [string, InstanceName][] {
  const keyword = (name: string) => new RegExp(`^${name}: *"(.*)"$`, 'm').exec(keywords)?.[1]
  const name = keyword('Title')
  const description = keyword('Description')
  return name === undefined ? [] : [[id, { name, ...(description !== undefined && { description }) }]]
}
