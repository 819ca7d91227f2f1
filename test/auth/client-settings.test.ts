import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

const NAME = 'TEST_CLIENT_SECRET'
const CLIENT = {
  id: 'planner',
  name: 'Care Planner',
  redirectUris: ['https://planner.example/back'],
  scopes: ['openid'],
}

function start(client: object, secret?: string) {
  const environment = { CLIENTS: JSON.stringify([CLIENT, { ...CLIENT, id: 'second', ...client }]) }
  return () => readConfig({ ...environment, ...(secret === undefined ? {} : { [NAME]: secret }) }, 'demo')
}

describe('clients of the settings', () => {
  it('take a secret of 32 characters or more', () => {
    expect(start({ secretFrom: NAME }, 'x9_'.repeat(10) + 'ab')).not.toThrow()
  })

  it.each(['short', 'x'.repeat(31)])('refuse the secret %s, name its field and not the secret', (secret) => {
    const field = `CLIENTS[1].secretFrom: the secret in ${NAME} has ${secret.length} characters`
    expect(start({ secretFrom: NAME }, secret)).toThrow(field)
    expect(start({ secretFrom: NAME }, secret)).not.toThrow(new RegExp(`\\b${secret}\\b`))
  })

  it('refuse a secret that is not there', () => {
    expect(start({ secretFrom: NAME })).toThrow(`CLIENTS[1].secretFrom: the environment has no ${NAME}`)
  })

  it('refuse an algorithm of id_tokens that there is no key for', () => {
    expect(start({ idTokenAlgorithm: 'ES384' })).not.toThrow()
    expect(start({ idTokenAlgorithm: 'HS256' })).toThrow(/CLIENTS\[1\].idTokenAlgorithm .*must be one of RS256, ES384/)
    expect(start({ idTokenAlgorithm: 'none' })).toThrow('CLIENTS[1].idTokenAlgorithm')
  })
})
