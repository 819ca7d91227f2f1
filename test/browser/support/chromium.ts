import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/**
 * Where a Chromium of the system is found; `CHROMIUM` names another. The headless shell first: the same engine without
 * the browser's own windows, for less than half of the work.
 */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Says how to get what is missing. */
export const NO_CHROMIUM =
  'No Chromium was found, so the browser tests are left out. Install one (apt-get install chromium), or name one by CHROMIUM=/path/to/it.'

/**
 * Opens a Chromium: the system's, else the one that npm brought (Linux on x64). Undefined where there is none.
 * Its security stays as it is with people: no flag lowers it but the one that a run as root needs.
 * @param more further flags
 */
export async function openChromium(more: readonly string[] = []): Promise<Browser | undefined> {
  const args = [...ARGS, ...more]
  const system = PLACES.find((path) => path !== undefined && existsSync(path))
  if (system !== undefined) return chromium.launch({ executablePath: system, args })
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  return openPackaged(args).catch(() => undefined)
}

/**
 * Playwright switches some features off, among them that a frame's storage is apart for each page around it, which browsers
 * of people do. The last list holds: with this one nothing else is off.
 */
const ARGS = ['--disable-features=Translate', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]

/** The package's own arguments switch web security off; they are not taken. Its archive has the libraries it wants. */
async function openPackaged(args: string[]): Promise<Browser> {
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const libraries = await inflate(join(home, 'bin', 'al2023.tar.br'))
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args,
    env: { ...process.env, LD_LIBRARY_PATH: join(libraries, 'lib') },
  })
}
