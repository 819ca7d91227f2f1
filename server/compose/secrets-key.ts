import { hkdfSync } from 'node:crypto'
import type { Settings } from '../config.ts'
import { createSealer, type Sealer } from '../store/sealer.ts'
import { ensureKeyFile } from './key-file.ts'

/**
 * The keys that seal secrets in the database, the newest first: those of SECRETS_KEYS, else one in the data folder, made at
 * the first start. Processes on one database have the same.
 */
export async function secretsKeys(config: Settings): Promise<readonly Uint8Array[]> {
  if (config.SECRETS_KEYS === undefined) return [await ensureKeyFile(config.DATA_DIR, 'secrets.key')]
  return config.SECRETS_KEYS.split(',').map((key) => Buffer.from(key, 'base64url'))
}

/** A secret of its own for one purpose. */
export function derivedSecret(key: Uint8Array, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, 32)).toString('base64url')
}

/** Seals where a page of a search ended, for its link. What was sealed with an older key still opens. */
export async function pageSealer(config: Settings): Promise<Sealer> {
  const keys = await secretsKeys(config)
  return createSealer(keys.map((key) => Buffer.from(derivedSecret(key, 'page links'), 'base64url')))
}
