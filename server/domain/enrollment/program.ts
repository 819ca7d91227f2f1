import { PROGRAM_CODES } from '../terminology/generated/guide-names.ts'

/** The care-management programmes of `[ig]/CodeSystem/ccm-program`. */
export type Program = keyof typeof PROGRAM_CODES

/** What Medicare calls them. */
export const PROGRAM_NAMES: Readonly<Record<Program, string>> = PROGRAM_CODES

export const PROGRAMS = Object.keys(PROGRAM_CODES) as readonly Program[]
