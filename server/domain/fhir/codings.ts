import type { CodeableConcept, Coding } from '@medplum/fhirtypes'

/** The codings of one or several concepts, in their order. */
export function codingsOf(concepts: CodeableConcept | readonly CodeableConcept[] | undefined): readonly Coding[] {
  if (!concepts) return []
  return Array.isArray(concepts)
    ? (concepts as readonly CodeableConcept[]).flatMap((concept) => concept.coding ?? [])
    : ((concepts as CodeableConcept).coding ?? [])
}

/** The first code of a system in one or several concepts. */
export function codeIn(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
  system: string,
): string | undefined {
  return codingsOf(concepts).find((coding) => coding.system === system)?.code
}

/** Whether a concept carries a code of a system. */
export function hasCode(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
  system: string,
  code: string,
): boolean {
  return codingsOf(concepts).some((coding) => coding.system === system && coding.code === code)
}

/** Whether a concept carries a code of a set of `system|code`. */
export function isCodedIn(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
  set: ReadonlySet<string>,
): boolean {
  return codingsOf(concepts).some(({ system = '', code = '' }) => set.has(`${system}|${code}`))
}

/** What a person would call the concept: its text, or the first display, or the first code. */
export function nameOf(concept: CodeableConcept | undefined): string {
  const codings = codingsOf(concept)
  const named = codings.find((coding) => coding.display)
  return concept?.text ?? named?.display ?? codings[0]?.code ?? ''
}
