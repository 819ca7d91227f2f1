import type { Resource } from '@medplum/fhirtypes'

/** A file that the build makes: its path from the project's root, and its whole text. */
export interface GeneratedFile {
  readonly path: string
  readonly text: string
}

/** Derives files of the server from the compiled guide: pure, and the same resources always give the same text. */
export type Generator = (guide: readonly Resource[]) => readonly GeneratedFile[]

/** JSON as the build writes it: two spaces, a newline at the end. */
export function jsonFile(path: string, value: unknown): GeneratedFile {
  return { path, text: `${JSON.stringify(value, undefined, 2)}\n` }
}

/** A TypeScript module that only holds data, with the notice that nobody edits it. */
export function moduleFile(path: string, lines: readonly string[]): GeneratedFile {
  return { path, text: ['// Made by `npm run build:profiles`. Do not edit.', ...lines, ''].join('\n') }
}
