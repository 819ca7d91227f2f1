import type { Bundle, Composition, Resource } from '@medplum/fhirtypes'
import type { Practice } from '../practice/practice.ts'
import { referenceTo } from './references.ts'

/** How a document is made. */
export interface DocumentFrame {
  /** Ids of the Bundle and its Composition: UUIDs. */
  readonly id: string
  readonly compositionId: string
  /** The server's FHIR base URL. */
  readonly base: string
  /** FHIR instant. */
  readonly now: string
}

/** What a document's Composition says of its own. */
export type DocumentWords = Pick<Composition, 'type' | 'subject' | 'title' | 'event' | 'section'>

/**
 * A document that a practice makes: the Composition first, then everything that it names.
 * https://hl7.org/fhir/R4/documents.html
 */
export function documentBundle(
  words: DocumentWords,
  practice: Practice,
  resources: readonly Resource[],
  frame: DocumentFrame,
): Bundle {
  return {
    resourceType: 'Bundle',
    id: frame.id,
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${frame.id}` },
    timestamp: frame.now,
    // The Composition's name too is below the base, though it is nowhere else: by it its relative references are read.
    entry: [compositionOf(words, practice, frame), ...resources].map((resource) => ({
      fullUrl: `${frame.base}/${referenceTo(resource)}`,
      resource,
    })),
  }
}

function compositionOf(words: DocumentWords, practice: Practice, { compositionId, now }: DocumentFrame): Composition {
  const { type, subject, title, event, section } = words
  const author = practice.reference
    ? { reference: practice.reference, display: practice.name }
    : { display: practice.name || 'The practice' }
  return {
    resourceType: 'Composition',
    id: compositionId,
    status: 'final',
    type,
    ...(subject && { subject }),
    date: now,
    author: [author],
    title,
    ...(practice.reference ? { custodian: { reference: practice.reference } } : {}),
    ...(event && { event }),
    ...(section && { section }),
  }
}
