import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { guardOptions } from '../../server/config/outbound-settings.ts'

const read = (origins: string) => readConfig({ OUTBOUND_PRIVATE_ORIGINS: origins }, 'demo')

describe('the origins that may be private', () => {
  test('are none by default, and demo mode may ask this machine', () => {
    expect(guardOptions(readConfig({}, 'demo'))).toEqual({
      privateOrigins: [],
      loopback: true,
      seconds: 15,
      bytes: 10 * 1024 * 1024,
    })
    const production = { PUBLIC_URL: 'https://ccm.example', TRUST_PROXY: 'true' }
    expect(guardOptions(readConfig(production, 'production')).loopback).toBe(false)
  })

  test('stand one after the other in an environment variable', () => {
    const origins = ['https://fhir.hospital.internal', 'http://10.0.0.7:8080']
    expect(guardOptions(read(origins.join(', '))).privateOrigins).toEqual(origins)
  })

  test.each([
    ['fhir.hospital.internal'],
    ['https://fhir.hospital.internal/r4'],
    ['ftp://x'],
    ['https://a:b@x.example'],
  ])('are origins: %s', (wrong) => {
    expect(() => read(`https://right.example ${wrong}`)).toThrow(
      'OUTBOUND_PRIVATE_ORIGINS[1] (environment): must be an origin',
    )
  })
})
