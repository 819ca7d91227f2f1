import { describe, expect, test } from 'vitest'
import { tickedFor } from '../../../smart-app/src/features/enroll/enroll-draft.ts'

const condition = (reference: string, standing: 'counts' | 'review' | 'never') => ({
  reference,
  standing,
  name: reference,
  category: 'Heart failure',
  kind: 'heart-failure',
  code: 'I50.22',
  reason: '',
})
const chart = (...counting: string[]) => ({
  conditions: [
    ...counting.map((one) => condition(one, 'counts')),
    condition('asked', 'review'),
    condition('cold', 'never'),
  ],
})

describe('the conditions ticked for a program', () => {
  test.each([
    ['CCM: all that count', 'ccm', chart('a', 'b'), undefined, ['a', 'b']],
    ['APCM: all that count', 'apcm', chart('a', 'b'), undefined, ['a', 'b']],
    ['PCM: the only one', 'pcm', chart('a'), undefined, ['a']],
    ['PCM of several: nobody but a person says which', 'pcm', chart('a', 'b'), undefined, []],
    ['PCM after one was chosen', 'pcm', chart('a', 'b'), { program: 'ccm', conditions: ['b'] }, ['b']],
    ['PCM after several', 'pcm', chart('a', 'b'), { program: 'ccm', conditions: ['a', 'b'] }, []],
    ['CCM after PCM', 'ccm', chart('a', 'b'), { program: 'pcm', conditions: ['b'] }, ['a', 'b']],
    ['APCM after CCM keeps what was unticked', 'apcm', chart('a', 'b'), { program: 'ccm', conditions: ['b'] }, ['b']],
  ])('%s', (_, program, view, before, expected) => {
    expect(tickedFor(program, view, before)).toEqual(expected)
  })
})
