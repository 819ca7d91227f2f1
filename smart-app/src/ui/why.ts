import { FhirRefusal } from '../fhir/our-server.ts'
import { SessionOver } from '../fhir/session-keeper.ts'
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

/** Why something could not be done, in words for the person: the server's own where it said no. */
export function useWhy(): (error: Error) => string {
  const say = useSay(texts)
  return (error) => {
    if (error instanceof FhirRefusal) return error.message
    return say(error instanceof SessionOver ? 'ended' : 'offline')
  }
}
