/** An answer as a browser sees it: redirects are not followed. */
export interface Seen {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where it sends the browser. */
  readonly location: URL | undefined
}

/** What a form holds: of a name with several values each is sent. */
export type Form = Readonly<Record<string, string | readonly string[]>>

function bodyOf(form: Form): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  )
}

/** A browser as far as sign-in needs one: it keeps cookies by path, and follows redirects of one origin when told to. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()
  readonly #headers: Readonly<Record<string, string>>

  /** @param headers that go with every request */
  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers
  }

  async go(url: string | URL, form?: Form): Promise<Seen> {
    const { pathname } = new URL(url)
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { ...this.#headers, ...(cookie === '' ? {} : { cookie }) },
      ...(form ? { method: 'POST', body: bodyOf(form) } : {}),
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const location = response.headers.get('location')
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location === null ? undefined : new URL(location, url),
    }
  }

  /** Goes where it is sent, as long as that is below `origin`. */
  async follow(url: string | URL, origin: string): Promise<Seen> {
    let seen = await this.go(url)
    while (seen.location?.href.startsWith(origin) === true && seen.status < 400) seen = await this.go(seen.location)
    return seen
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const path = attributes.find((each) => each.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
    const expired = attributes.some((each) => /^expires=thu, 01 jan 1970/i.test(each))
    if (expired || value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}
