import { bodyLimit } from 'hono/body-limit'

/** What the authorization server's library takes of a form, in bytes: nothing that is sent to our pages is longer. */
const MOST = 56 * 1024

/** Refuses a body that is longer than any form of ours (413), with its length said or not, before it lies in memory. */
export function shortBody() {
  return bodyLimit({ maxSize: MOST, onError: (c) => c.text(`What is sent here has ${MOST} bytes at most.\n`, 413) })
}
