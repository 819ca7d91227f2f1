import { hash } from 'node:crypto'

/** SQL text under a name: PostgreSQL parses and plans it once a connection. */
export interface Statement {
  readonly name: string
  readonly text: string
  /** Characters that its rows may hold together, where there are three or more: what is longer is not kept. */
  readonly most?: number
}

/** Names a text after itself, so that one name never has two texts on a connection (pg refuses that). */
export function statement(text: string): Statement {
  return { name: `s${hash('sha256', text).slice(0, 24)}`, text }
}

/** A parameter of a statement, as the driver sends it. */
export type SqlValue = string | number | boolean | null | readonly (string | number | boolean | null)[]

/** A row in the order of the select list. 64-bit integers come as numbers: row numbers, versions, milliseconds. */
export type Row = readonly unknown[]
