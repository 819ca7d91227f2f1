import type { Goal, Quantity } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { reachesTarget } from '../../../server/domain/care-plan/reaches-target.ts'

describe('a value against its target', () => {
  test.each<[string, Quantity, Goal['target'], boolean | undefined]>([
    [
      '7 is not below 7',
      { value: 7, code: '%' },
      [{ detailQuantity: { value: 7, comparator: '<', code: '%' } }],
      false,
    ],
    ['7 is at most 7', { value: 7, code: '%' }, [{ detailQuantity: { value: 7, comparator: '<=', code: '%' } }], true],
    ['a range, from below', { value: 1.9 }, [{ detailRange: { low: { value: 2 }, high: { value: 3 } } }], false],
    ['a range, inside', { value: 2 }, [{ detailRange: { low: { value: 2 }, high: { value: 3 } } }], true],
    ['a range with one side', { value: 4 }, [{ detailRange: { high: { value: 3 } } }], false],
    [
      'pounds of kilograms',
      { value: 70, code: 'kg' },
      [{ detailQuantity: { value: 160, comparator: '<', code: '[lb_av]' } }],
      true,
    ],
    [
      'another unit',
      { value: 7, code: 'mmol/L' },
      [{ detailQuantity: { value: 7, comparator: '<', code: '%' } }],
      undefined,
    ],
    ['a target without a direction', { value: 7 }, [{ detailQuantity: { value: 7 } }], undefined],
    [
      'a value that is a bound',
      { value: 5, comparator: '<' },
      [{ detailQuantity: { value: 7, comparator: '<' } }],
      undefined,
    ],
    ['a target in words', { value: 5 }, [{ detailString: 'less' }], undefined],
    ['an empty range', { value: 5 }, [{ detailRange: {} }], undefined],
  ])('%s', (_name, measured, target, expected) => {
    expect(reachesTarget(target![0]!, measured)).toBe(expected)
  })
})
