import { hash } from 'node:crypto'

/** What is stored of a secret that somebody else holds: found by it, the secret is not learned from it. SHA-256 in base64url. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'base64url')
}
