import { FhirRefusal } from '../fhir/our-server.ts'
import { SessionOver } from '../fhir/session-keeper.ts'
import type { Format } from '../format/format.ts'
import { useFormat } from '../format/use-format.ts'
import { defineTexts } from '../say/say.ts'
import { useSay } from '../say/use-say.ts'

const texts = defineTexts({
  offline: {
    en: 'No answer arrived. What you typed is still here: try again when the connection is back.',
    es: 'No llegó respuesta. Lo que escribió sigue aquí: inténtelo de nuevo cuando vuelva la conexión.',
  },
  ended: {
    en: 'Your sign-in ended. Sign in again, then try again.',
    es: 'Su sesión terminó. Inicie sesión y vuelva a intentarlo.',
  },
})

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g

/** The server's words with their instants, which are in UTC, on the practice's clock: `11/03/2026 8:00 am`. */
export function onLocalClock(words: string, format: Format): string {
  return words.replace(INSTANT, (instant) => `${format.day(instant)} ${format.time(instant)}`)
}

/** Why something could not be done, in words for the person: the server's own where it said no. */
export function useWhy(): (error: Error) => string {
  const say = useSay(texts)
  const format = useFormat()
  return (error) => {
    if (error instanceof FhirRefusal) return onLocalClock(error.message, format)
    return say(error instanceof SessionOver ? 'ended' : 'offline')
  }
}
