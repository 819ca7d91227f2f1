import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runToEnd } from '../support/server-process.ts'
import { SignInFlow } from '../support/sign-in/sign-in-flow.ts'
import { person, startSignInWorld, type SignInWorld } from '../support/sign-in/sign-in-world.ts'
import { aPerson, aPractice, aRole } from '../support/sign-in/staff.ts'

let world: SignInWorld

beforeAll(async () => {
  world = await startSignInWorld()
})
afterAll(() => world.stop())

/** The settings name secrets that the command's environment has not: it serves nobody, and wants none. */
const OTHERS = JSON.stringify([
  {
    name: 'Riverbend Health',
    issuer: 'https://provider.example',
    clientId: 'ccm',
    clientSecretFrom: 'NOT_IN_THIS_ENVIRONMENT',
    practices: ['riverbend'],
  },
])

const run = (...words: readonly string[]) =>
  runToEnd(['server/commands/first-administrator.ts', ...words], {
    DATABASE_URL: world.server.database,
    IDENTITY_PROVIDERS: OTHERS,
  })

const NEW = [
  '--practice',
  'not-here-yet',
  '--name',
  'New Practice',
  '--time-zone',
  'America/Denver',
  '--npi',
  '1555090012',
]
const ANA = ['--person', 'Ana María Reyes', '--email', 'Ana@new.example']

async function signedIn(sub: string, email: string, option?: string) {
  const flow = new SignInFlow(world.server, world.provider)
  const page = await flow.arrive(person(sub, email))
  if (option !== undefined) await flow.answer({ answer: 'take', option })
  return { page, client: world.server.client((await flow.tokens()).body.access_token ?? '') }
}

describe('npm run first-administrator', () => {
  test('makes a practice beside a running server, and somebody who signs in and adds others', async () => {
    expect(await new SignInFlow(world.server, world.provider).arrive(person('ana-1', 'ana@new.example'))).toMatchObject(
      {
        status: 403,
      },
    )
    const { code, output } = await run(...NEW, ...ANA)
    expect(output).toMatch(
      /^Practitioner\/\S+ is administrator of not-here-yet\. Made: the practice and the person\. Others are added by this person, once signed in\.\n$/,
    )
    expect(code).toBe(0)
    const { page, client } = await signedIn('ana-1', 'ana@new.example')
    expect(page.text).toContain('You are Ana María Reyes, administrator at New Practice')
    const practice = await client('/Organization?identifier=https://ccm-on-fhir.org/ig/practice|not-here-yet')
    expect(practice.body.entry?.[0]?.resource).toMatchObject({
      name: 'New Practice',
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Denver' }],
      identifier: [{}, { system: 'http://hl7.org/fhir/sid/us-npi', value: '1555090012' }],
    })
    for (const resource of [aPerson('ben', { email: 'ben@new.example' }), aRole('ben', 'clinical-staff')])
      expect((await client(`/${resource.resourceType}/${resource.id}`, { method: 'PUT', json: resource })).status).toBe(
        201,
      )
    expect((await signedIn('ben-1', 'ben@new.example')).page.text).toContain('You are Test Ben, clinical staff')
    await vi.waitFor(async () => {
      const { text } = await client('/AuditEvent?_count=200&subtype=first-administrator')
      expect([...text.matchAll(/"reference":"(Organization|Practitioner|PractitionerRole)\//g)].length).toBe(3)
    })
  })

  test('works once', async () => {
    const { code, output } = await run(...NEW, '--person', 'Mallory Smith', '--email', 'mallory@new.example')
    expect(code).toBe(1)
    expect(output).toMatch(/^The practice not-here-yet has an administrator already, who adds further people/)
    const page = await new SignInFlow(world.server, world.provider).arrive(person('mallory-1', 'mallory@new.example'))
    expect(page.text).toContain('no practice here knows you')
  })

  test('works for one of several at the same moment', async () => {
    const two = await Promise.all(
      ['one', 'two'].map((name) =>
        run(
          '--practice',
          'contended',
          '--name',
          'C',
          '--time-zone',
          'UTC',
          '--person',
          `A ${name}`,
          '--email',
          `${name}@c.example`,
        ),
      ),
    )
    expect(two.map(({ code }) => code).toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 1])
  })

  test('takes somebody who is there by e-mail, and counts no administrator who has left or whose role has ended', async () => {
    await world.server.put('hillside', [
      aPerson('left', {}, { active: false }),
      aRole('left', 'administrator'),
      aPerson('was', {}),
      aRole('was', 'administrator', { period: { end: '2020-01-31' } }),
    ])
    const { code, output } = await run('--practice', 'hillside', '--person', 'Petra X', '--email', 'PETRA@both.example')
    expect(output).toBe(
      'Practitioner/petra is administrator of hillside. Others are added by this person, once signed in.\n',
    )
    expect(code).toBe(0)
    const flow = new SignInFlow(world.server, world.provider)
    const page = await flow.arrive(person('petra-1', 'petra@both.example'))
    expect(page.text).toMatch(/Hillside Clinic, administrator[\s\S]*Hillside Clinic, biller/)
  })

  test('takes nobody who has left, or who could be two', async () => {
    await world.server.put('old', [
      aPractice('old', 'Old'),
      aPerson('gone', { email: 'gone@old.example' }, { active: false }),
      aPerson('a', { email: 'two@old.example' }),
      aPerson('b', { email: 'two@old.example' }),
      aPerson('c', { email: 'c@old.example', npi: '1555010028' }),
    ])
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--email', 'gone@old.example'], /not active/],
      [['--email', 'two@old.example'], /^Several people/],
      [['--email', 'c@old.example', '--npi-person', '1555010036'], /another NPI/],
    ]
    for (const [words, said] of cases) {
      const { code, output } = await run('--practice', 'old', '--person', 'X Y', ...words)
      expect(output).toMatch(said)
      expect(code).toBe(1)
    }
  })

  test.each([
    [['--help'], 0, 'npm run first-administrator -- --practice SLUG'],
    [ANA, 2, '--practice is needed'],
    [['--practice', 'No Slug', ...ANA], 2, '--practice wants small letters'],
    [['--practice', 'x', '--person', 'Reyes', '--email', 'a@b.example'], 2, '--person wants a given and a family name'],
    [['--practice', 'x', '--person', 'Ana Reyes', '--email', 'nobody'], 2, '--email wants an e-mail address'],
    [['--practice', 'x', '--name', 'X', ...ANA], 2, 'both --name and --time-zone'],
    [['--practice', 'x', '--name', 'X', '--time-zone', 'Mars/One', ...ANA], 2, '--time-zone wants an IANA name'],
    [['--practice', 'x', '--npi-person', '12', ...ANA], 2, '--npi-person wants ten digits'],
    [['--practice', 'x', ...ANA], 1, 'There is no practice x yet'],
    [['--frobnicate'], 2, 'try --help'],
  ])('%j ends with %i', async (words, expected, said) => {
    const { code, output } = await run(...words)
    expect(output).toContain(said)
    expect(code).toBe(expected)
  })
})
