import type { TestAnswer, TestClient } from '../../support/test-app.ts'
import type { Attack } from './reading-attacks.ts'

/** Sends an attack on whoever `tag` stands for. */
export function answerTo(client: TestClient, attack: Attack, tag: string): Promise<TestAnswer> {
  const { path, method = 'GET', body, headers, conditional } = attack
  const sent = body?.(tag)
  return client(path(tag), {
    method,
    headers: { ...headers, ...(conditional ? { 'if-none-exist': conditional(tag) } : {}) },
    ...(typeof sent === 'string' ? { body: sent } : sent === undefined ? {} : { json: sent }),
  })
}

/** Everything that came back, in one text: status, headers, body, Base64 in it decoded. */
function wholeOf({ status, headers, text }: TestAnswer): string {
  const encoded = text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []
  const decoded = encoded.map((part) => Buffer.from(part, 'base64').toString('latin1'))
  return [status, ...[...headers].flat(), text, ...decoded].join('\n')
}

/** Where a secret stands in an answer, with what is around it: what a failing test shows. */
export function leaksIn(answer: TestAnswer, secret: string): readonly string[] {
  const whole = wholeOf(answer)
  const at = whole.indexOf(secret)
  return at === -1 ? [] : [whole.slice(Math.max(0, at - 300), at + 100)]
}

/** What a write says to somebody who is refused; of one that was done only that it was. */
export function comparableWrite(answer: TestAnswer, tag: string): unknown {
  return answer.status < 300 && !isOutcome(answer) ? { status: answer.status } : comparable(answer, tag)
}

function isOutcome({ body }: TestAnswer): boolean {
  return body.resourceType === 'OperationOutcome'
}

/** Headers that say when and for which request, not what. */
const OF_EVERY_ANSWER = new Set(['date', 'x-request-id', 'content-length', 'connection', 'keep-alive', 'server-timing'])

/** An answer with everything taken out of it that differs from request to request, and `tag` by another name. */
export function comparable({ status, headers, text }: TestAnswer, tag: string): unknown {
  const kept = [...headers].filter(([name]) => !OF_EVERY_ANSWER.has(name))
  return {
    status,
    headers: kept.map(([name, value]) => [name, withoutNames(value, tag)]),
    text: withoutNames(text, tag).slice(0, 20_000),
  }
}

function withoutNames(text: string, tag: string): string {
  return text
    .replaceAll(tag, '{tag}')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '{instant}')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '{instant}')
    .replace(/(_cursor|_page)=[\w-]+/g, '{cursor}')
    .replace(/"(id|fullUrl)":"(urn:uuid:)?[0-9a-f-]{36}"/g, '"$1":"{id}"')
}
