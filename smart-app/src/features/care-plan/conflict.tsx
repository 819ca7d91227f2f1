import type { Resource } from '@medplum/fhirtypes'
import { useQuery } from '@tanstack/react-query'
import { localText } from '#domain/care-plan/local-text.ts'
import { useApp } from '../../app/app-context.ts'
import { useSay } from '../../say/use-say.ts'
import { planTexts } from './plan-texts.ts'

interface ConflictProps {
  /** `Goal/…` */
  readonly reference: string
  readonly mine: string
  readonly settle: (mine: boolean) => void
}

/** Two people wrote at once: both texts at the row, and a choice. */
export function Conflict({ reference, mine, settle }: ConflictProps) {
  const say = useSay(planTexts)
  const { server } = useApp()
  const theirs = useQuery({
    queryKey: ['conflict', reference],
    staleTime: 0,
    queryFn: async () => wordsOf(await server.get<Resource>(reference)),
  })
  return (
    <div className="conflict" role="alert">
      <p>{say('conflict')}</p>
      <dl className="conflict-texts">
        <div>
          <dt>{say('mine')}</dt>
          <dd>{mine}</dd>
        </div>
        <div>
          <dt>{say('theirs')}</dt>
          <dd>{theirs.data ?? '…'}</dd>
        </div>
      </dl>
      <div className="form-foot">
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            settle(true)
          }}
        >
          {say('keep-mine')}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            settle(false)
          }}
        >
          {say('keep-theirs')}
        </button>
      </div>
    </div>
  )
}

function wordsOf(resource: Resource): string {
  if (resource.resourceType === 'Goal') return localText(resource.description, 'text')?.text ?? ''
  if (resource.resourceType === 'ClinicalImpression') return resource.summary ?? ''
  return ''
}
