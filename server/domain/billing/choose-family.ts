import { exhaustive } from '../exhaustive.ts'
import type { BillingPolicy } from '../practice/practice.ts'
import type { Offer } from './offers.ts'

/** The offers of a month. */
export interface Offers {
  /** The practitioner's minutes fill up staff codes. */
  readonly borrowed: readonly Offer[]
  /** Staff codes by the staff's own minutes. */
  readonly separate: readonly Offer[]
}

/** What a policy chooses from. */
export interface Considered {
  readonly offers: readonly Offer[]
  /** Whether staff codes hold the practitioner's minutes too. */
  readonly borrow: boolean
}

/**
 * What a policy chooses from (ccm-rules §10.4). `specific` does not borrow the practitioner's minutes for staff codes
 * where they earn a code of their own, unless the care was complex.
 */
export function considered(policy: BillingPolicy, { borrowed, separate }: Offers): Considered {
  const has = (kind: Offer['kind']) => borrowed.some((offer) => offer.kind === kind)
  const apart = policy === 'specific' && has('practitioner') && !has('complex')
  return apart ? { offers: separate, borrow: false } : { offers: borrowed, borrow: true }
}

/**
 * Chooses among what a month earned (ccm-rules §10.4). `max-payment`: whatever pays most. `specific`: complex care where
 * it was given; else the higher paying of practitioner's and staff codes, neither with the other's minutes.
 */
export function chooseFamily(policy: BillingPolicy, offers: Offers): Offer | undefined {
  const from = considered(policy, offers).offers
  switch (policy) {
    case 'max-payment':
      return best(from)
    case 'specific': {
      const complex = from.filter(({ kind }) => kind === 'complex')
      return best(complex.length > 0 ? complex : from)
    }
    default:
      return exhaustive(policy)
  }
}

/** The one that pays most; of those that pay the same, the one with the lowest rank. */
export function best(offers: readonly Offer[]): Offer | undefined {
  return [...offers].sort((a, b) => b.total - a.total || a.rank - b.rank)[0]
}
