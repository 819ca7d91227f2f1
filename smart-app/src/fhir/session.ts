import ClientModule from 'fhirclient/lib/Client'
import AdapterModule from 'fhirclient/lib/adapters/BrowserAdapter'
import type { SessionKeeper } from './session-keeper.ts'

/**
 * The EHR as the chart's own server. The only file that knows fhirclient, and of it only the client that reads: its
 * launch and its renewal keep their state where two frames of one tab share it, and have shown the wrong patient.
 */
export interface Ehr {
  /** One resource or Bundle of the chart. */
  get<T>(path: string, signal?: AbortSignal): Promise<T>
  /** A search, all pages, flat. */
  search<T>(path: string, signal?: AbortSignal): Promise<T[]>
  readonly name: string
}

/** The package's files are CommonJS; depending on the bundler the default import is the class or its module. */
function unwrap<T>(module: T): T {
  return (module as { default?: T }).default ?? module
}

const Client = unwrap(ClientModule)
const BrowserAdapter = unwrap(AdapterModule)

/** Keeps what fhirclient stores in this object, so that nothing of it outlives or leaves the page. */
class MemoryAdapter extends BrowserAdapter {
  readonly #kept = new Map<string, unknown>()

  override getStorage() {
    return {
      get: (key: string) => Promise.resolve(this.#kept.get(key)),
      set: (key: string, value: unknown) => {
        this.#kept.set(key, value)
        return Promise.resolve(value)
      },
      unset: (key: string) => Promise.resolve(this.#kept.delete(key)),
    }
  }
}

/** The chart of this session. Each call takes the newest token; a dead one is renewed once, by us. */
export function createEhr(keeper: SessionKeeper): Ehr {
  const connection = () => {
    const { ehr, fhir, context } = keeper.grant()
    const { baseUrl, accessToken } = ehr ?? fhir
    const serverUrl = new URL(baseUrl, location.origin).href
    const patient = ehr ? context.ehrPatient : context.patient
    return new Client(new MemoryAdapter(), {
      serverUrl,
      tokenResponse: { access_token: accessToken, ...(patient !== undefined && { patient }) },
    })
  }
  const ask = async <T>(path: string, flat: boolean, signal?: AbortSignal): Promise<T> => {
    const send = () =>
      connection().request<T>({ url: path, ...(signal && { signal }) }, flat ? { flat: true, pageLimit: 0 } : {})
    try {
      return await send()
    } catch (error) {
      if (signal?.aborted === true || !(await mayBeRenewed(error, keeper))) throw error
      return send()
    }
  }
  return {
    name: keeper.grant().ehr?.name ?? '',
    get: (path, signal) => ask(path, false, signal),
    search: (path, signal) => ask(path, true, signal),
  }
}

/** A dead token, or a failure that hides one (a 401 without CORS headers looks like a broken network). */
function mayBeRenewed(error: unknown, keeper: SessionKeeper): Promise<boolean> {
  const status = (error as { statusCode?: number }).statusCode
  const hidden = error instanceof TypeError && navigator.onLine
  return status === 401 || hidden ? keeper.renew() : Promise.resolve(false)
}
