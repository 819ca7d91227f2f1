import type { Parameters } from '@medplum/fhirtypes'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { partsOf } from '../../data/parts.ts'
import { useAutosave } from '../../ui/use-autosave.ts'
import { STEPS, type BegunForm, type EnrollDraft } from './enroll-draft.ts'

/** What lies on the server of a form that was left. */
export interface KeptForm {
  /** The JSON that was kept; undefined: nothing is begun. */
  readonly content: string | undefined
  /** When, milliseconds since 1970. */
  readonly saved: number
}

/** By patient, what the server has not taken yet: it lives in this page's memory. */
const unsent = new Map<string, BegunForm>()

/** The form that this person has begun for the patient (`$ccm-enroll-draft`). A token without a person has none. */
export function useKeptForm(): UseQueryResult<KeptForm> {
  const { server, user } = useApp()
  const patient = usePatientId()
  return useQuery({
    queryKey: ['enroll-draft', patient],
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async (): Promise<KeptForm> => {
      if (user.reference === undefined) return { content: undefined, saved: 0 }
      const parts = partsOf(await server.get<Parameters>(`Patient/${patient}/$ccm-enroll-draft`))
      return { content: parts.text('content'), saved: Date.parse(parts.instant('saved') ?? '') }
    },
  })
}

/** What a form opens with: what has not got through from this page, else what is kept; undefined: as if for the first time. */
export function begunOf(
  patient: string,
  kept: KeptForm,
  first: EnrollDraft,
): { readonly form: BegunForm; readonly saved?: number } | undefined {
  const waiting = unsent.get(patient)
  if (waiting) return { form: waiting }
  const form = kept.content === undefined ? undefined : readForm(kept.content, first)
  return form && { form, saved: kept.saved }
}

/**
 * Reads a form that was kept, by this version of the app or by another: of a field that it does not have, or has otherwise,
 * the first answer stands.
 */
function readForm(content: string, first: EnrollDraft): BegunForm | undefined {
  const { draft, step } = JSON.parse(content) as { readonly draft?: Record<string, unknown>; readonly step?: unknown }
  if (typeof draft !== 'object') return undefined
  const fields = Object.entries<unknown>({ ...first }).map(([name, answer]) => [
    name,
    isLike(draft[name], answer) ? draft[name] : answer,
  ])
  const agreedAt = typeof draft['agreedAt'] === 'number' ? draft['agreedAt'] : undefined
  const read = Object.fromEntries(fields) as EnrollDraft
  const open = STEPS.find((one) => one === step) ?? 'consent'
  return { draft: { ...read, agreedAt, resumed: agreedAt !== undefined }, step: open }
}

function isLike(value: unknown, answer: unknown): boolean {
  if (Array.isArray(answer)) return Array.isArray(value) && (value as unknown[]).every((one) => typeof one === 'string')
  return typeof value === typeof answer
}

/** Keeps a form on the server while it is filled in, and when its page is left. */
export function useKeepForm() {
  const { server, user } = useApp()
  const patient = usePatientId()
  const { state, change, flush } = useAutosave<BegunForm | undefined>(async () => {
    const form = unsent.get(patient)
    if (form && user.reference !== undefined)
      await server.post(`Patient/${patient}/$ccm-keep-enroll-draft`, keptAs(form), { keepalive: true })
    if (unsent.get(patient) === form) unsent.delete(patient)
  })
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void flush()
    }
    const gone = () => void flush()
    document.addEventListener('visibilitychange', leave)
    window.addEventListener('pagehide', gone)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      window.removeEventListener('pagehide', gone)
    }
  }, [flush])
  return {
    state,
    keep: (form: BegunForm) => {
      unsent.set(patient, form)
      change(form)
    },
    /** Nothing of it is kept any more; what the server has, it takes away itself when the patient is enrolled. */
    forget: () => {
      unsent.delete(patient)
    },
    /** Takes away what is kept. */
    discard: async () => {
      unsent.delete(patient)
      await flush()
      if (user.reference === undefined) return
      await server.post(`Patient/${patient}/$ccm-keep-enroll-draft`, { resourceType: 'Parameters' })
    },
    flush,
  }
}

function keptAs({ draft, step }: BegunForm): Parameters {
  const parameter = [
    { name: 'program', valueCode: draft.program },
    { name: 'content', valueString: JSON.stringify({ draft, step }) },
  ]
  return { resourceType: 'Parameters', parameter }
}
