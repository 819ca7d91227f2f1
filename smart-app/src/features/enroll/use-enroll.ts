import type { Parameters, Task } from '@medplum/fhirtypes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { structureDefinition } from '#domain/fhir/canonicals.ts'
import { useApp, usePatientId } from '../../app/app-context.ts'
import { enrollmentQuery } from '../../data/enrollment.ts'
import { FhirRefusal } from '../../fhir/our-server.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { useWhy } from '../../ui/why.ts'
import { useTimer } from '../../timer/timer-context.tsx'
import { enrollParameters, programIn, wantsAttestation, type EnrollDraft } from './enroll-draft.ts'
import { enrollTexts } from './enroll-texts.ts'
import { representativeOf } from './representative.ts'

/** What became of an enrollment. */
export interface Enrolled {
  readonly from: number
  /** Why the templates' suggestions could not be placed, where they were wanted. */
  readonly templatesFault: string | undefined
}

interface KeptForm {
  /** Ends a keeping that is under way: nothing is kept after the enrollment. */
  readonly flush: () => Promise<unknown>
  readonly forget: () => void
}

/** Enrolls in one transaction; then suggestions, the practitioner's task and the timer, each for itself. */
export function useEnroll(kept: KeptForm) {
  const { server, user, rights, now } = useApp()
  const patient = usePatientId()
  const format = useFormat()
  const say = useSay(enrollTexts)
  const why = useWhy()
  const queries = useQueryClient()
  const timer = useTimer()
  const task = (draft: EnrollDraft): Task => ({
    resourceType: 'Task',
    meta: { profile: [structureDefinition('ccm-outreach-task')] },
    status: 'requested',
    intent: 'order',
    code: { text: say(`task-attest-${programIn(draft)}`) },
    for: { reference: `Patient/${patient}` },
    owner: { reference: draft.biller },
    restriction: { period: { end: format.dayOf(now()) } },
  })
  const pressed = useRef(false)
  const mutation = useMutation({
    mutationFn: async (draft: EnrollDraft): Promise<Enrolled> => {
      const attests = rights.attest && (user.reference === draft.biller || user.role === 'administrator')
      await kept.flush()
      const speaker = await representativeOf(server, `Patient/${patient}`, draft)
      const input = enrollParameters(draft, { today: format.dayOf(now()), attests, performer: speaker?.reference })
      await server.post<Parameters>(`Patient/${patient}/$ccm-enroll`, input).catch(async (error: unknown) => {
        if (await stands(draft, error)) return
        if (error instanceof FhirRefusal && error.status < 500) await speaker?.takeBack()
        throw error
      })
      speaker?.keep()
      kept.forget()
      const templatesFault = draft.templates ? await applyTemplates() : undefined
      if (wantsAttestation(draft) && !(attests && draft.attests))
        await server.create<Task>(task(draft)).catch(() => undefined)
      return { from: draft.agreedAt ?? now(), templatesFault }
    },
    onSuccess: async ({ from }, draft) => {
      if (draft.startTimer) {
        timer.store.send({ is: 'allowed' })
        timer.store.send({ is: 'start', at: draft.resumed ? now() : from, activity: 'patient-contact' })
      }
      await queries.invalidateQueries()
    },
    onSettled: () => {
      pressed.current = false
    },
  })
  return {
    ...mutation,
    /** Enrolls; pressed again before the answer is there, it does nothing. */
    mutate: (draft: EnrollDraft) => {
      if (pressed.current) return
      pressed.current = true
      mutation.mutate(draft)
    },
  }

  /** Whether the enrollment of this yes is in the record all the same: the answer that said so was lost, now or before. */
  async function stands({ agreedAt, ...draft }: EnrollDraft, error: unknown): Promise<boolean> {
    if (error instanceof FhirRefusal && error.rule !== 'already-enrolled') return false
    const reading = queries.query({ ...enrollmentQuery(server, patient), staleTime: 0, retry: false })
    const { enrollments } = await reading.catch(() => ({ enrollments: [] }))
    return enrollments.some(({ program, start }) => program === programIn(draft) && start === agreedAt)
  }

  async function applyTemplates(): Promise<string | undefined> {
    const input: Parameters = {
      resourceType: 'Parameters',
      parameter: [{ name: 'subject', valueString: `Patient/${patient}` }],
    }
    return server.post('PlanDefinition/$apply', input).then(() => undefined, why)
  }
}
