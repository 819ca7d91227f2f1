import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { CodeSystem, CodeSystemConcept, ImplementationGuide } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { ELEMENTS, REQUIRED_ELEMENTS } from '../../server/domain/care-plan/element.ts'
import { ENROLLMENT_STATES, statusFits } from '../../server/domain/enrollment/enrollment-state.ts'
import { GUIDE } from './support/guide.ts'

const FOLDER = 'profiles/input/pagecontent'
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(`${FOLDER}/${name}`, 'utf8') }))
const page = (name: string) => pages.find((one) => one.name === name)?.text ?? ''

/** The rows of the first table of a page whose head begins so, cell by cell. */
function rowsOf(text: string, head: string): readonly (readonly string[])[] {
  const lines = text.slice(text.indexOf(`| ${head}`)).split('\n')
  const end = lines.findIndex((line) => !line.startsWith('|'))
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('pages of the guide', () => {
  test('are those that the ImplementationGuide names', () => {
    const whole = GUIDE.find((one): one is ImplementationGuide => one.resourceType === 'ImplementationGuide')
    const root = whole?.definition?.page
    const named = [root, ...(root?.page ?? [])].map((one) => one?.nameUrl?.replace(/html$/, 'md') ?? '')
    expect(named.toSorted()).toEqual(pages.map(({ name }) => name).toSorted())
  })

  test('lead to pages that are there', () => {
    const links = pages.flatMap(({ text }) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to))
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((to) => !existsSync(`${FOLDER}/${to}`))).toEqual([])
  })

  test('name nothing of ours that the guide does not define', () => {
    const ids = new Set(GUIDE.map(({ id = '' }) => id))
    const named = pages
      .flatMap(({ text }) => codesIn(text))
      .filter((code) => /^(\$?ccm|chronic)-[a-z0-9-]+$/.test(code))
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((code) => !ids.has(code.replace('$', '')))).toEqual([])
  })

  test('say of every element of the care plan what carries it, and which are required', () => {
    const rows = rowsOf(page('care-plan.md'), 'element of the plan')
    expect(rows.map(([, code = '']) => codesIn(code)[0])).toEqual(ELEMENTS)
    const required = rows
      .filter(([, code = '']) => code.endsWith('(required)'))
      .map(([, code = '']) => codesIn(code)[0])
    expect(required).toEqual(REQUIRED_ELEMENTS)
    expect(rows.filter(([, , carrier = '']) => carrier.length < 10)).toEqual([])
  })

  test('say of every state of an enrollment which statuses it may have', () => {
    const rows = rowsOf(page('enrollment.md'), 'state of the enrollment')
    const stated = rows.flatMap(([states = '', statuses = '']) =>
      states.split(', ').map((state) => [state, codesIn(statuses).toSorted()] as const),
    )
    const all = ['planned', 'waitlist', 'active', 'onhold', 'finished', 'cancelled'] as const
    const expected = ENROLLMENT_STATES.map((state) => [state, all.filter((one) => statusFits(one, state)).toSorted()])
    expect(Object.fromEntries(stated)).toEqual(Object.fromEntries(expected))
  })

  test('name every kind of intervention by which an element is carried', () => {
    const system = GUIDE.find(
      (one): one is CodeSystem => one.resourceType === 'CodeSystem' && one.id === 'ccm-intervention',
    )
    const kinds = (system?.concept ?? []).map(({ code }: CodeSystemConcept) => code)
    const named = [...page('care-plan.md').matchAll(/of the kind `([a-z-]+)`/g)].map(([, kind = '']) => kind)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((kind) => !kinds.includes(kind))).toEqual([])
  })
})
