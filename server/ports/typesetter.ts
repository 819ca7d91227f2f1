import type { Paper } from '#domain/paper/paper.ts'

/** Sets papers as PDF. */
export interface Typesetter {
  /**
   * A tagged PDF (PDF/UA-1) with its fonts in it. The same paper gives the same bytes.
   * @throws NotTypeset
   */
  pdf(paper: Paper): Promise<Uint8Array>
  stop(): Promise<void>
}

/** The paper cannot be set: a character that the font lacks, or a platform for which there is no typesetter (HTTP 501). */
export class NotTypeset extends Error {
  readonly code = 'NOT_TYPESET'
}
