import { useMutation } from '@tanstack/react-query'
import { standingOf, type Standing } from '#domain/care-plan/standing.ts'
import { useFormat } from '../../../format/use-format.ts'
import { defineTexts } from '../../../say/say.ts'
import { useSay } from '../../../say/use-say.ts'
import { useWhy } from '../../../ui/why.ts'
import { focusRow, goToRow } from './row-focus.ts'
import type { Ended } from './write-merged.ts'

const texts = defineTexts({
  stopped: {
    en: 'Somebody stopped this at {time} while you were typing. Your words are still here.',
    es: 'Alguien lo terminó a las {time} mientras usted escribía. Sus palabras siguen aquí.',
  },
  declined: {
    en: 'Somebody decided at {time} that this is not for the patient. Your words are still here.',
    es: 'Alguien decidió a las {time} que esto no es para el paciente. Sus palabras siguen aquí.',
  },
  mistake: {
    en: 'Somebody took this out at {time}: it was entered by mistake. Your words are still here.',
    es: 'Alguien lo quitó a las {time}: se había anotado por error. Sus palabras siguen aquí.',
  },
  gone: {
    en: 'Somebody took this out of the plan while you were typing. Your words are still here.',
    es: 'Alguien lo quitó del plan mientras usted escribía. Sus palabras siguen aquí.',
  },
  'put-back': { en: 'Put it back as new', es: 'Volver a ponerlo como nuevo' },
  discard: { en: 'Discard my words', es: 'Descartar mis palabras' },
  'not-written': { en: 'Not written: {why}', es: 'No se escribió: {why}' },
})

const SAID: Partial<Readonly<Record<Standing, 'stopped' | 'declined' | 'mistake'>>> = {
  stopped: 'stopped',
  declined: 'declined',
  mistake: 'mistake',
}

interface EndedNoteProps {
  readonly ended: Ended
  /** Whether what is typed can be written as it is. */
  readonly isWhole: boolean
  /** Gives the reference of what was made. */
  readonly putBack: () => Promise<string>
  readonly discard: () => void
}

/** What somebody ended while another person typed in it: what happened, and what becomes of the words. */
export function EndedNote({ ended: { resource }, isWhole, putBack, discard }: EndedNoteProps) {
  const say = useSay(texts)
  const why = useWhy()
  const format = useFormat()
  // The row goes; the focus goes to the one that takes its place.
  const back = useMutation({
    mutationFn: async () => {
      const made = await putBack()
      requestAnimationFrame(() => {
        focusRow(made)
      })
    },
  })
  const word = resource && SAID[standingOf(resource)]
  const at = resource?.meta?.lastUpdated
  return (
    <div className="conflict" role="alert">
      <p>{word && at !== undefined ? say(word, { time: format.time(Date.parse(at)) }) : say('gone')}</p>
      {back.error && <p className="form-fault">{say('not-written', { why: why(back.error) })}</p>}
      <div className="form-foot">
        {isWhole && (
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              if (!back.isPending) back.mutate()
            }}
          >
            {say('put-back')}
          </button>
        )}
        <button
          type="button"
          className="link-button"
          onClick={(event) => {
            if (!goToRow(event.currentTarget, 1)) goToRow(event.currentTarget, -1)
            discard()
          }}
        >
          {say('discard')}
        </button>
      </div>
    </div>
  )
}
