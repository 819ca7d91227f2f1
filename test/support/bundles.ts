import { randomUUID } from 'node:crypto'
import type { Bundle, BundleEntry, OperationOutcome, Patient, Reference, Resource } from '@medplum/fhirtypes'
import { expect } from 'vitest'
import type { TestAnswer, TestBody, TestClient } from './test-app.ts'

/** An entry of a `transaction-response` or `batch-response`. */
export interface AnswerEntry {
  readonly resource: AnswerResource
  readonly response: {
    readonly status: string
    readonly location: string
    readonly etag: string
    readonly lastModified: string
    readonly outcome?: OperationOutcome
  }
}

/** What tests look for in resources that come back; they fail where it is not. */
export interface AnswerResource extends TestBody {
  readonly encounter: Reference
  readonly type: string
}

/** The entries of an answer, in their order. */
export function entriesOf({ status, body, text }: TestAnswer): readonly AnswerEntry[] {
  expect(status, text.slice(0, 2000)).toBe(200)
  return (body.entry ?? []) as unknown as readonly AnswerEntry[]
}

/** One entry of an answer. */
export function entryAt(answer: TestAnswer, at: number): AnswerEntry {
  const entry = entriesOf(answer)[at]
  if (!entry) throw new Error(`There is no entry ${at}: ${answer.text}`)
  return entry
}

/** `201 Created`, … of each entry. */
export function statusesOf(answer: TestAnswer): string[] {
  return entriesOf(answer).map(({ response }) => response.status)
}

/** An OperationOutcome of this status, whose first issue is like this. */
export function expectIssue({ status, body, text }: TestAnswer, expected: number, issue: object): void {
  expect(status, text.slice(0, 2000)).toBe(expected)
  expect(body.resourceType).toBe('OperationOutcome')
  expect(body.issue[0]).toMatchObject(issue)
}

export function urn(): string {
  return `urn:uuid:${randomUUID()}`
}

let last = 0

/** A name that nothing else has. */
export function unique(name: string): string {
  return `${name}-${++last}-${Math.random().toString(36).slice(2, 8)}`
}

export function transaction(...entry: readonly BundleEntry[]): Bundle {
  return { resourceType: 'Bundle', type: 'transaction', entry: [...entry] }
}

export function post(resource: Resource, more: Partial<BundleEntry> = {}, ifNoneExist?: string): BundleEntry {
  const condition = ifNoneExist === undefined ? {} : { ifNoneExist }
  return { ...more, resource, request: { method: 'POST', url: resource.resourceType, ...condition } }
}

export function put(resource: Resource & { id?: string }, more: object = {}): BundleEntry {
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}`, ...more } }
}

export function remove(url: string): BundleEntry {
  return { request: { method: 'DELETE', url } }
}

export function get(url: string): BundleEntry {
  return { request: { method: 'GET', url } }
}

/** A patient that nothing but its identifier says anything of. */
export function withIdentifier(value: string, more: Partial<Patient> = {}): Patient {
  return { resourceType: 'Patient', identifier: [{ system: 'http://mrn', value }], ...more }
}

/** How many resources a search finds. */
export async function countOf(client: TestClient, search: string): Promise<number> {
  return (await client(`/${search}&_summary=count`)).body.total
}

/** How many versions a resource has. */
export async function versionsOf(client: TestClient, reference: string): Promise<number> {
  return (await client(`/${reference}/_history`)).body.entry?.length ?? 0
}
