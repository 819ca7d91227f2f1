/** Whether calls reach the server. */
export interface Connection {
  /** Milliseconds since 1970 at which it was lost; undefined while it holds. */
  lostSince(): number | undefined
  subscribe(listener: () => void): () => void
  /** The same fetch, watched. */
  watch(
    fetch: (url: string, init?: RequestInit) => Promise<Response>,
  ): (url: string, init?: RequestInit) => Promise<Response>
}

/** How often a lost server is looked for. */
const LOOK = 3_000

/** Watches calls: one that gets no answer at all means that the connection is lost, any answer that it is back. */
export function createConnection(look: () => Promise<boolean>): Connection {
  const listeners = new Set<() => void>()
  let lost: number | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const back = () => {
    if (lost === undefined) return
    lost = undefined
    clearInterval(timer)
    timer = undefined
    tell()
  }
  const gone = () => {
    lost ??= Date.now()
    timer ??= setInterval(() => {
      void look().then((found) => {
        if (found) back()
      })
    }, LOOK)
    tell()
  }
  return {
    lostSince: () => lost,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watch: (fetch) => async (url, init) => {
      try {
        const response = await fetch(url, init)
        back()
        return response
      } catch (error) {
        if (error instanceof TypeError) gone()
        throw error
      }
    },
  }
}

/** Asks the server whether it is there. */
export async function lookForServer(): Promise<boolean> {
  return fetch('/healthz', { cache: 'no-store', credentials: 'omit' }).then(
    (response) => response.ok,
    () => false,
  )
}
