import { createContext, use } from 'react'
import { DEFAULT_TIME_ZONE } from '#domain/practice/practice.ts'
import { createFormat, type Format } from './format.ts'

/** How this page writes dates and amounts: the practice's zone, the person's language. */
export const FormatContext = createContext<Format>(createFormat('en', DEFAULT_TIME_ZONE))

/** The format of this page. */
export function useFormat(): Format {
  return use(FormatContext)
}
