import type { Bundle, ChargeItem, Parameters } from '@medplum/fhirtypes'
import { firstDayOfMonth, lastDayOfMonth, type ServiceMonth } from '#domain/calendar.ts'
import type { OurServer } from '../fhir/our-server.ts'
import type { Reason } from './month.ts'
import { panelCharge, panelReason, type PanelCharge } from './panel.ts'
import { partsOf, type Parts } from './parts.ts'

/** What a close did, or would do, for one patient. */
export interface ClosedRow {
  /** `Patient.id` */
  readonly id: string
  readonly program: string
  readonly state: string
  /** It was closed before: nothing was written. */
  readonly unchanged: boolean
  readonly charges: readonly PanelCharge[]
  /** `ChargeItem/…` of the charges that stand, where the month was closed before. */
  readonly standing: readonly string[]
  readonly blockers: readonly Reason[]
}

/** A practice's close, or what one would do. */
export interface CloseResult {
  readonly rows: readonly ClosedRow[]
  readonly cents: number
  readonly alternative: { readonly policy: string; readonly cents: number } | undefined
}

/** How far a close is. */
export interface CloseProgress {
  readonly done: number
  readonly total: number
}

/**
 * Asks for a close (or a dry run) and follows it until it has ended, by FHIR's asynchronous pattern.
 * @param signal ends the close on the server too; what was written until then stays
 */
export async function runClose(
  server: OurServer,
  { month, dryRun }: { readonly month: ServiceMonth; readonly dryRun: boolean },
  watch: { readonly signal?: AbortSignal; readonly progress: (progress: CloseProgress) => void },
): Promise<CloseResult> {
  const query = `month=${month}${dryRun ? '&dryRun=true' : ''}`
  const asked = await server.send('POST', `$ccm-close-month?${query}`, { headers: { prefer: 'respond-async' } })
  const location = asked.headers.get('content-location') ?? ''
  for (;;) {
    if (watch.signal?.aborted === true) {
      await server.send('DELETE', location)
      throw watch.signal.reason
    }
    const answer = await server.send('GET', location)
    if (answer.status !== 202) return resultOf((await answer.json()) as Bundle<Parameters>)
    const [, done, total] = /(\d+) of (\d+)/.exec(answer.headers.get('x-progress') ?? '') ?? []
    watch.progress({ done: Number(done ?? 0), total: Number(total ?? 0) })
    await pause(watch.signal)
  }
}

/** How often a close is looked at. */
const LOOK = 400

function pause(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK)
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

function resultOf(bundle: Bundle<Parameters>): CloseResult {
  const parts = partsOf(bundle.entry?.[0]?.resource ?? { resourceType: 'Parameters' })
  const [alternative] = parts.each('alternative')
  return {
    rows: parts.each('patient').map(rowOf),
    cents: parts.cents('total') ?? 0,
    alternative: alternative && { policy: alternative.code('policy') ?? '', cents: alternative.cents('total') ?? 0 },
  }
}

function rowOf(parts: Parts): ClosedRow {
  return {
    id: parts.reference('patient')?.reference.split('/')[1] ?? '',
    program: parts.code('program') ?? '',
    state: parts.code('state') ?? '',
    unchanged: parts.flag('unchanged') ?? false,
    charges: parts.each('charge').map(panelCharge),
    standing: parts.references('chargeItem'),
    blockers: parts.each('blocker').map(panelReason),
  }
}

const MOST = 100_000

/** A month's charges that stand, by `ChargeItem/…`: what was written, whatever the record says by now. */
export async function readCharges(server: OurServer, month: ServiceMonth): Promise<ReadonlyMap<string, PanelCharge>> {
  const days = `occurrence=ge${firstDayOfMonth(month)}&occurrence=le${lastDayOfMonth(month)}`
  const query = `status=billable,billed&${days}&_elements=code,quantity,priceOverride&_count=1000`
  const found = await server.search<ChargeItem>('ChargeItem', query, { limit: MOST })
  return new Map(found.map((charge) => [`ChargeItem/${charge.id}`, chargeOf(charge)]))
}

function chargeOf({ code, quantity, priceOverride }: ChargeItem): PanelCharge {
  return {
    code: code.coding?.[0]?.code ?? '',
    units: quantity?.value ?? 1,
    cents: priceOverride?.value === undefined ? undefined : Math.round(priceOverride.value * 100),
  }
}
