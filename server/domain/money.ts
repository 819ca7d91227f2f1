import type { Money } from '@medplum/fhirtypes'

/** An amount of money in whole US cents: sums are exact. */
export type Cents = number

/** Dollars, as FHIR writes them (`60.49`), in cents. */
export function centsOf(dollars: number): Cents {
  return Math.round(dollars * 100)
}

/** Cents as FHIR Money, in US dollars. */
export function moneyOf(cents: Cents): Money {
  return { value: cents / 100, currency: 'USD' }
}

/** Cents for people to read: `$1,060.49`. */
export function dollars(cents: Cents): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `$${whole}.${String(cents % 100).padStart(2, '0')}`
}
