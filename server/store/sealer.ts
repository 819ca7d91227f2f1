import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts what lies in the database and must not be read there. */
export interface Sealer {
  /** @param place where it lies: it opens nowhere else */
  seal(value: object, place: string): string
  /** @throws when it was changed, moved, or sealed by a key that is no longer known */
  open(sealed: string, place: string): unknown
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'

/**
 * AES-256-GCM (NIST SP 800-38D), a random nonce each time. The first key seals, all open: a new one is put in front, and
 * the old ones are taken away when nothing that they sealed is left.
 * @param keys 32 bytes each
 */
export function createSealer(keys: readonly Uint8Array[]): Sealer {
  const [newest] = keys
  if (!newest) throw new Error('Nothing can be sealed without a key.')
  const newestName = nameOf(newest)
  const byName = new Map(keys.map((key) => [nameOf(key), key]))
  return {
    seal(value, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, newest, nonce).setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return `${newestName}.${Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, place) {
      const [name = '', text = ''] = sealed.split('.')
      const key = byName.get(name)
      if (!key) throw new Error('This was sealed by a key that is not known.')
      const bytes = Buffer.from(text, 'base64url')
      const tag = bytes.subarray(-TAG_BYTES)
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
      const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
      return JSON.parse(opened.toString('utf8')) as unknown
    },
  }
}

function nameOf(key: Uint8Array): string {
  return createHash('sha256').update('seal').update(key).digest('base64url').slice(0, 8)
}
