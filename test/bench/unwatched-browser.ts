import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Opens pages in a Chromium as a person's: nobody watches what they do. Playwright has the browser tell of each request, and for
 * that the page looks up which line sent it: it parses the app's whole source again, which costs a fifth of a launch.
 */
export interface UnwatchedBrowser {
  /** Opens a page in a context of its own, which has nothing of any page before, and runs an expression in each document first. */
  open(inEachDocument: string): Promise<UnwatchedPage>
  close(): void
}

export interface UnwatchedPage {
  goto(url: string): Promise<void>
  /** The value of an expression; undefined while the page changes its document. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}

interface Answer {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

/**
 * Connects to a Chromium that was started with `--remote-debugging-port`.
 * https://chromedevtools.github.io/devtools-protocol/
 * @param port of 127.0.0.1
 */
export async function connectUnwatched(port: number): Promise<UnwatchedBrowser> {
  const version = (await (await fetch(`http://127.0.0.1:${port}/json/version`)).json()) as Record<string, string>
  const socket = new WebSocket(version['webSocketDebuggerUrl'] ?? '')
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  await new Promise((opened, failed) => {
    socket.addEventListener('open', opened)
    socket.addEventListener('error', failed)
  })
  let last = 0
  const send = async (method: string, params: object, sessionId?: string) => {
    const id = ++last
    const answered = new Promise<Answer>((answer) => waiting.set(id, answer))
    socket.send(JSON.stringify({ id, method, params, sessionId }))
    const { result = {}, error } = await answered
    waiting.delete(id)
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }
  return {
    async open(inEachDocument) {
      const { browserContextId } = await send('Target.createBrowserContext', {})
      const { targetId } = await send('Target.createTarget', {
        url: 'about:blank',
        browserContextId,
        width: 1000,
        height: 700,
      })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      const inPage = (method: string, params: object) => send(method, params, String(sessionId))
      await inPage('Page.enable', {})
      await inPage('Page.addScriptToEvaluateOnNewDocument', { source: inEachDocument })
      return {
        goto: async (url) => {
          await inPage('Page.navigate', { url })
        },
        evaluate: async (expression) => {
          const answer = await inPage('Runtime.evaluate', { expression, returnByValue: true }).catch(() => undefined)
          return (answer?.['result'] as { readonly value?: unknown } | undefined)?.value
        },
        close: async () => {
          await send('Target.disposeBrowserContext', { browserContextId })
        },
      }
    },
    close: () => {
      socket.close()
    },
  }
}

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
