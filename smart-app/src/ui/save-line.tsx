import { useFormat } from '../format/use-format.ts'
import { useSay } from '../say/use-say.ts'
import { defineTexts } from '../say/say.ts'
import { Icon } from './icon.tsx'
import { ServerSaid } from './server-said.tsx'
import type { SaveState } from './use-autosave.ts'
import { useWhy } from './why.ts'

const saveTexts = defineTexts({
  typing: { en: 'Not saved yet', es: 'Sin guardar' },
  saving: { en: 'Saving', es: 'Guardando' },
  saved: { en: 'Saved {time}', es: 'Guardado {time}' },
  'unsent-offline': { en: 'Unsent: no connection', es: 'Sin enviar: no hay conexión' },
  'unsent-signed-out': { en: 'Unsent: sign in again', es: 'Sin enviar: inicie sesión de nuevo' },
  'unsent-server': {
    en: 'Unsent: the server had a fault, trying again',
    es: 'Sin enviar: falla del servidor, se intenta de nuevo',
  },
})

/** How far a change has got, in a few words. */
export function SaveLine({ state }: { state: SaveState }) {
  const say = useSay(saveTexts)
  const format = useFormat()
  const why = useWhy()
  switch (state.kind) {
    case 'still':
    case 'conflict':
      return <span className="save-line" />
    case 'typing':
    case 'saving':
      return <span className="meta save-line">{say(state.kind)}</span>
    case 'saved':
      return (
        <span className="meta save-line" role="status">
          <Icon name="check" size={12} /> {say('saved', { time: format.time(state.at) })}
        </span>
      )
    case 'unsent':
      return (
        <span className="meta save-line tone-warn" role="status">
          <Icon name="hourglass" size={12} /> {say(`unsent-${state.why}`)}
        </span>
      )
    case 'refused':
      return (
        <span className="meta save-line tone-stop" role="alert">
          {why(state.refusal)} <ServerSaid error={state.refusal} />
        </span>
      )
  }
}
