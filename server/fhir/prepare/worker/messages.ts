import type { BundleLimits } from '../bundle/open-bundle.ts'
import type { Fault } from '../bundle/portable-fault.ts'
import type { BundleOutline, BundleResolution, EntryPrepared } from '../bundle/received-bundle.ts'

/** What a worker is started with. */
export interface WorkerSettings {
  /** The server's FHIR base URL. */
  readonly base: string
  readonly limits: BundleLimits
}

/** What the worker is asked. `call` comes back with each answer; `bundle` names one that was opened. */
export type ToWorker =
  | { readonly kind: 'open'; readonly call: number; readonly bundle: number; readonly body: Uint8Array }
  | { readonly kind: 'prepare'; readonly call: number; readonly bundle: number; readonly resolution: BundleResolution }
  | { readonly kind: 'body'; readonly call: number; readonly bundle: number; readonly entry: number }
  | { readonly kind: 'close'; readonly bundle: number }

/** What the worker answers. Prepared entries come in parts, so that the other thread is never held up for long. */
export type FromWorker =
  | { readonly kind: 'outline'; readonly call: number; readonly outline: BundleOutline }
  | { readonly kind: 'part'; readonly call: number; readonly entries: readonly EntryPrepared[] }
  | { readonly kind: 'done'; readonly call: number }
  | { readonly kind: 'body'; readonly call: number; readonly body: Uint8Array }
  | { readonly kind: 'fault'; readonly call: number; readonly fault: Fault }
