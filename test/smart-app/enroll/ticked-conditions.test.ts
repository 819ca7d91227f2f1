import { expect, test } from 'vitest'
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

interface Case {
  readonly program: string
  readonly counting: readonly string[]
  readonly before?: { readonly program: string; readonly conditions: readonly string[] }
  readonly ticked: readonly string[]
}

test.each<[string, Case]>([
  ['CCM: all that count', { program: 'ccm', counting: ['a', 'b'], ticked: ['a', 'b'] }],
  ['APCM: all that count', { program: 'apcm', counting: ['a', 'b'], ticked: ['a', 'b'] }],
  ['PCM: the only one', { program: 'pcm', counting: ['a'], ticked: ['a'] }],
  ['PCM of several: nobody but a person says which', { program: 'pcm', counting: ['a', 'b'], ticked: [] }],
  [
    'PCM after one was chosen',
    { program: 'pcm', counting: ['a', 'b'], before: { program: 'ccm', conditions: ['b'] }, ticked: ['b'] },
  ],
  [
    'PCM after several',
    { program: 'pcm', counting: ['a', 'b'], before: { program: 'ccm', conditions: ['a', 'b'] }, ticked: [] },
  ],
  [
    'CCM after PCM',
    { program: 'ccm', counting: ['a', 'b'], before: { program: 'pcm', conditions: ['b'] }, ticked: ['a', 'b'] },
  ],
  [
    'APCM after CCM keeps what was unticked',
    { program: 'apcm', counting: ['a', 'b'], before: { program: 'ccm', conditions: ['b'] }, ticked: ['b'] },
  ],
])('the conditions ticked for a program: %s', (_, { program, counting, before, ticked }) => {
  expect(tickedFor(program, chart(...counting), before)).toEqual(ticked)
})
