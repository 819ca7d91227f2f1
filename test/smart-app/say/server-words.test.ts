import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { heardRefusal, heardRule, speakServerWords } from '../../../smart-app/src/say/server-words.ts'
import { serverWords } from '../../../smart-app/src/say/server-words-es.ts'

interface CodeSystem {
  readonly concept: readonly { readonly code: string; readonly display: string; readonly definition: string }[]
}

const { concept: RULES } = JSON.parse(
  await readFile('profiles/fsh-generated/resources/CodeSystem-ccm-rule.json', 'utf8'),
) as CodeSystem

afterEach(() => speakServerWords('en'))

describe('what the server says, in Spanish', () => {
  test('has a sentence for every code of the guide, and for no other', () => {
    expect(Object.keys(serverWords.rules).toSorted()).toEqual(RULES.map(({ code }) => code).toSorted())
    expect(RULES.length).toBeGreaterThan(80)
    const untranslated = RULES.filter(({ code, definition }) => serverWords.rules[code] === definition)
    expect(untranslated).toEqual([])
  })

  test.each([
    [
      'hospice',
      'The patient has been in hospice care since 2026-11-03.',
      'El paciente está en hospicio desde el 11/03/2026.',
    ],
    [
      'month-closed',
      '2026-10 is closed for this patient: have it reopened to correct it.',
      'El mes 10/2026 está cerrado: ábralo de nuevo para corregirlo.',
    ],
    ['after-death', 'The patient died on 2026-11-24.', 'El paciente falleció el 11/24/2026.'],
    ['deceased', 'The patient was dead on 2026-11-24.', 'El paciente había fallecido el 11/24/2026.'],
    ['no-consent', 'No consent of the patient is on file.', serverWords.rules['no-consent']],
  ])('tells %s with what the server names', async (code, said, expected) => {
    await speakServerWords('es')
    expect(heardRule(code, said)).toBe(expected)
  })

  test('tells refusals without a rule by their status, and leaves unknown rules as the server has them', async () => {
    await speakServerWords('es')
    expect(heardRefusal(412, undefined, 'Somebody else was faster.')).toMatch(/^Alguien lo cambió/)
    expect(heardRefusal(422, undefined, 'CarePlan.status: is required.')).toBe(serverWords.kinds.other)
    expect(heardRefusal(503, undefined, 'Try later.')).toBe(serverWords.kinds.down)
    expect(heardRule('a-new-rule', 'What is new.')).toBe('What is new.')
  })

  test('leaves all of it in English to whoever reads English, but for how a day is written', async () => {
    await speakServerWords('en')
    expect(heardRefusal(422, 'hospice', 'In hospice care since 2026-11-03.')).toBe('In hospice care since 11/03/2026.')
  })
})
