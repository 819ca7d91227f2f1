import type { IndexSink } from './index-sink.ts'
import { isObject, text, type JsonObject } from './json.ts'

/** A number or quantity as the closed range that it means, decimal digits as text; an open side is absent. */
export interface NumberRange {
  readonly low?: string
  readonly high?: string
  readonly unit: string
  readonly system: string
}

const CURRENCY = 'urn:iso:std:iso:4217'

/** Indexes a value of a number or quantity parameter. */
export function indexQuantity(sink: IndexSink, param: number, value: unknown, datatype: string): void {
  for (const range of quantitiesOf(value, datatype)) sink.quantity({ param, ...range })
}

/** What a value means, once for its code and once more for its printed unit where that differs. */
export function quantitiesOf(value: unknown, datatype: string): readonly NumberRange[] {
  if (typeof value === 'number') return [{ low: String(value), high: String(value), unit: '', system: '' }]
  if (!isObject(value)) return []
  const range =
    datatype === 'Range' ? ofRange(value) : datatype === 'SampledData' ? ofSamples(value) : ofQuantity(value)
  if (!range) return []
  const measure =
    datatype === 'Range' ? (value['low'] ?? value['high']) : datatype === 'SampledData' ? value['origin'] : value
  return unitsOf(isObject(measure) ? measure : {}).map((unit) => ({ ...range, ...unit }))
}

function ofQuantity(quantity: JsonObject) {
  const { value } = quantity
  if (typeof value !== 'number') return undefined
  const digits = String(value)
  const comparator = text(quantity, 'comparator') ?? ''
  return {
    ...(comparator.startsWith('<') ? {} : { low: digits }),
    ...(comparator.startsWith('>') ? {} : { high: digits }),
  }
}

function ofRange(range: JsonObject) {
  const side = (name: string) => {
    const value = isObject(range[name]) ? range[name]['value'] : undefined
    return typeof value === 'number' ? String(value) : undefined
  }
  return bounded(side('low'), side('high'))
}

function ofSamples(samples: JsonObject) {
  const limit = (name: string) => (typeof samples[name] === 'number' ? String(samples[name]) : undefined)
  return bounded(limit('lowerLimit'), limit('upperLimit'))
}

function bounded(low: string | undefined, high: string | undefined) {
  if (low === undefined && high === undefined) return undefined
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) }
}

function unitsOf(measure: JsonObject): readonly { readonly unit: string; readonly system: string }[] {
  const currency = text(measure, 'currency')
  if (currency) return [{ unit: currency, system: CURRENCY }]
  const [code, unit, system = ''] = [text(measure, 'code'), text(measure, 'unit'), text(measure, 'system')]
  if (code === undefined) return [{ unit: unit ?? '', system }]
  // The printed unit is no code of the system.
  return [{ unit: code, system }, ...(unit === undefined || unit === code ? [] : [{ unit, system: '' }])]
}
