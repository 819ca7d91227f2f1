import type { HumanName } from '@medplum/fhirtypes'

/** A person's name as it is spoken: its text, else given and family name; undefined when there is none. */
export function personName(name: HumanName | undefined): string | undefined {
  if (name?.text) return name.text
  const spoken = [...(name?.given ?? []), name?.family].filter((part) => part !== undefined).join(' ')
  return spoken === '' ? undefined : spoken
}
