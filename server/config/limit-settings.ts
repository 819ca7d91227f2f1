import type { z } from 'zod'
import { number, whole } from './setting-types.ts'

const MANY = 1_000_000
const DAY = 86_400

/** How much and how long: each limit has its error, which names the setting. */
export const limitSettings = {
  /** Body of a request. V8 holds no text of 512 MB. */
  MAX_BODY_MB: number(0.001, 400).default(50),
  /** Arrays and objects of a body within each other. */
  MAX_JSON_DEPTH: whole(1, 1000).default(100),
  /** Texts, numbers, arrays and objects of one resource: each is looked at, and everybody else waits meanwhile. */
  MAX_JSON_VALUES: whole(1, 100 * MANY).default(100_000),
  /** Entries of a batch or transaction. */
  MAX_BUNDLE_ENTRIES: whole(1, MANY).default(5000),
  /** Operations of a patch. */
  MAX_PATCH_OPERATIONS: whole(1, MANY).default(1000),
  /** Parameters of a search, each hop of a chain counted. */
  MAX_SEARCH_PARAMETERS: whole(1, MANY).default(100),
  /** Values (`a,b,c`) of one search parameter. */
  MAX_SEARCH_VALUES: whole(1, MANY).default(500),
  /** Resources that a chain (`a.b.c`) or a `_has` goes through. */
  MAX_CHAIN_DEPTH: whole(1, 10).default(5),
  /** Parameters `_include` and `_revinclude` of a search. */
  MAX_INCLUDES: whole(1, MANY).default(25),
  /** Resources included with a page; what is more is left out, and the Bundle says so. */
  MAX_INCLUDED: whole(1, MANY).default(1000),
  /** Rounds of `_include:iterate` and `_revinclude:iterate`. */
  MAX_ITERATIONS: whole(1, MANY).default(10),
  /** Resources on a page; a higher `_count` gets so many, and the next page follows. */
  MAX_PAGE_SIZE: whole(1, MANY).default(1000),
  /** Resources on a page where no `_count` says how many. */
  DEFAULT_PAGE_SIZE: whole(1, MANY).default(50),
  /** Resources that one page of `$everything` holds at most. */
  MAX_RECORD_RESOURCES: whole(1, MANY).default(5000),
  /** Path and query of a request. */
  MAX_URL_KB: number(0.1, 1024).default(32),
  /** URL and headers of a request together. */
  MAX_HEADER_KB: number(0.1, 2048).default(64),
  /** From a request's headers to its answer. */
  MAX_REQUEST_SECONDS: number(0.1, DAY).default(60),
  /** One search in the database. */
  MAX_SEARCH_SECONDS: number(0.1, DAY).default(20),
  /** Waiting in the database for what another request has locked. */
  MAX_LOCK_SECONDS: number(0.1, DAY).default(10),
  /** What is under way when the server is told to stop may take so long. */
  STOP_SECONDS: number(0.1, DAY).default(20),
} as const

/** The limits as they were read. */
export type LimitSettings = Readonly<z.output<z.ZodObject<typeof limitSettings>>>

/** Limits that contradict each other: the setting, and what is wrong with it. */
export function contradictions(limits: LimitSettings): readonly string[] {
  const found: string[] = []
  if (limits.DEFAULT_PAGE_SIZE > limits.MAX_PAGE_SIZE)
    found.push(`DEFAULT_PAGE_SIZE: must not be more than MAX_PAGE_SIZE (${limits.MAX_PAGE_SIZE})`)
  if (limits.MAX_URL_KB >= limits.MAX_HEADER_KB)
    found.push(`MAX_URL_KB: must be less than MAX_HEADER_KB (${limits.MAX_HEADER_KB}), which counts the URL, too`)
  return found
}
