import type { Paper } from '#domain/paper/paper.ts'
import { NotTypeset, type Typesetter } from '#ports/typesetter.ts'
import { fault } from '../fault.ts'

/** A paper as PDF. @throws FhirError 501 where it cannot be set, with what else can be had */
export async function setAsPdf(typesetter: Typesetter, paper: Paper): Promise<Uint8Array> {
  try {
    return await typesetter.pdf(paper)
  } catch (error) {
    if (error instanceof NotTypeset) throw fault(501, 'not-supported', error.message, { cause: error })
    throw error
  }
}
