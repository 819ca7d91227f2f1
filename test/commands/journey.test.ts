import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runToEnd } from '../support/server-process.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(async () => {
  await app.stop()
})

async function journey(...words: readonly string[]) {
  const token = await app.token({ role: 'administrator' })
  return runToEnd(['server/commands/journey.ts', '--url', app.url, '--token', token, ...words])
}

describe('npm run journey', () => {
  it('tells the whole story, as often as one likes, and ends in charges with their evidence', async () => {
    for (let times = 0; times < 2; times++) {
      const { code, output } = await journey()
      expect(code, output).toBe(0)
      const steps = [...output.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
      expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
      for (const type of ['Patient', 'EpisodeOfCare', 'Consent', 'CareTeam', 'CarePlan', 'Task', 'ChargeItem'])
        expect(output, type).toMatch(new RegExp(`── ${type}/\\S+ version \\d`))
      expect(output).toContain('ccm: eligible')
      expect(output).toContain('still missing: expected-outcome, measurable-goals, symptom-management, interventions')
      expect(output).toContain('nothing that is required is missing')
      expect(output).toContain('refused: 20 minutes that overlap the last entry — overlap')
      expect(output).toContain('not counted: not-countable')
      expect(output).toMatch(/99490 × 1, \$\d+/)
      expect(output).toMatch(/99439 × 1, \$\d+/)
      const charges = output.slice(output.indexOf('8. The charges'))
      expect(charges).toContain('"code": "99490"')
      expect(charges).toMatch(/"supportingInformation": \[\s*\{\s*"reference": "\w+\/\S+\/_history\/\d+"/)
      expect(charges).toMatch(/a document of 1 Composition,.* 1 Consent,.* 5 Task, 2 ChargeItem/)
    }
  })

  it('says in one line why it cannot go on', async () => {
    const refused = await journey('--token', 'nonsense')
    expect(refused.code).toBe(1)
    expect(refused.output).toContain('401')
    const nobody = await journey('--url', 'http://127.0.0.1:1')
    expect(nobody.code).toBe(1)
    expect(nobody.output).toContain('Is it running?')
    for (const { output } of [refused, nobody]) expect(output).not.toContain('    at ')
    const help = await runToEnd(['server/commands/journey.ts', '--help'])
    expect([help.code, help.output.includes('--url')]).toEqual([0, true])
  })
})
