import type { Language } from '#domain/care-plan/local-text.ts'

/**
 * The language of a page: the first that we have of those wanted, else of what the browser accepts, else English.
 * @param wanted tags of BCP 47, the best first
 * @param accepted the header `Accept-Language` (RFC 9110 section 12.5.4)
 */
export function pageLanguage(wanted: readonly string[], accepted: string | undefined): Language {
  const tags = (accepted ?? '').split(',').map(weighed)
  const byWeight = tags.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight)
  const known = [...wanted, ...byWeight.map(({ tag }) => tag)].map((tag) => tag.toLowerCase().split('-')[0])
  return known.find((tag) => tag === 'en' || tag === 'es') ?? 'en'
}

function weighed(part: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
  const weight = parameters.find((text) => text.startsWith('q='))?.slice(2)
  return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 }
}
