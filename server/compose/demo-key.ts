import { ensureKeyFile, readKeyFile } from './key-file.ts'

const FILE = 'demo-token.key'

/** The key that signs demo tokens, where a demo server has run in this data folder before. */
export function readDemoKey(dataDir: string): Promise<Uint8Array | undefined> {
  return readKeyFile(dataDir, FILE)
}

/** Reads the key of demo tokens, or makes it at a demo server's first start. */
export function ensureDemoKey(dataDir: string): Promise<Uint8Array> {
  return ensureKeyFile(dataDir, FILE)
}
