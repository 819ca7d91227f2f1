/** The care-management programmes of `[ig]/CodeSystem/ccm-program`. */
export type Program = 'ccm' | 'pcm' | 'apcm'

export const PROGRAMS: readonly Program[] = ['ccm', 'pcm', 'apcm']
