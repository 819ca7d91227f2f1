/** The care-management programmes of `[ig]/CodeSystem/ccm-program`. */
export type Program = 'ccm' | 'pcm' | 'apcm'

export const PROGRAMS: readonly Program[] = ['ccm', 'pcm', 'apcm']

/** What Medicare calls them. */
export const PROGRAM_NAMES: Readonly<Record<Program, string>> = {
  ccm: 'Chronic Care Management',
  pcm: 'Principal Care Management',
  apcm: 'Advanced Primary Care Management',
}
