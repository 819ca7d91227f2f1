import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { ServiceMonth } from '#domain/calendar.ts'
import { useApp } from '../../app/app-context.ts'
import { readCharges, runClose, type CloseProgress, type CloseResult } from '../../data/close.ts'
import { usePanel, type PanelCharge } from '../../data/panel.ts'
import { closeRows } from './close-model.ts'

const NONE: ReadonlyMap<string, PanelCharge> = new Map()

/** What closing a month would do: a dry run, with names and minutes. */
export function useCheck(month: ServiceMonth) {
  const { server } = useApp()
  const panel = usePanel(month)
  const [progress, setProgress] = useState<CloseProgress>()
  const check = useQuery({
    queryKey: ['close', month],
    staleTime: 60_000,
    queryFn: () => runClose(server, { month, dryRun: true }, { progress: setProgress }),
  })
  const closed = check.data?.rows.some(({ unchanged }) => unchanged) === true
  const charges = useQuery({
    queryKey: ['close', month, 'charges', check.dataUpdatedAt],
    enabled: closed,
    staleTime: Infinity,
    queryFn: () => readCharges(server, month),
  })
  const [result, rows, written] = [check.data, panel.data, closed ? charges.data : NONE]
  const lines = useMemo(
    () => (result && written && rows?.complete === true ? closeRows(result, rows.rows, written) : undefined),
    [result, rows, written],
  )
  return { check, panel, lines, progress, failed: check.error ?? panel.error ?? charges.error }
}

/** Everything that a close or a reopening may have changed is read again. */
function useReadAgain(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(
      ['close', 'panel', 'report', 'month'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    )
  }
}

/** Closes a month, with progress, and may be stopped. */
export function useClosing(month: ServiceMonth) {
  const { server } = useApp()
  const [progress, setProgress] = useState<CloseProgress>()
  const readAgain = useReadAgain()
  const stop = useRef<AbortController>(null)
  const closing = useMutation<CloseResult>({
    mutationFn: () => {
      const controller = new AbortController()
      stop.current = controller
      setProgress(undefined)
      return runClose(server, { month, dryRun: false }, { signal: controller.signal, progress: setProgress })
    },
    onSettled: readAgain,
  })
  return {
    closing,
    progress,
    stop: () => {
      stop.current?.abort()
    },
    stopped: closing.isError && stop.current?.signal.aborted === true,
  }
}

/** Reopens the month of some patients, or of all, with a reason. */
export function useReopening(month: ServiceMonth) {
  const { server } = useApp()
  const readAgain = useReadAgain()
  return useMutation({
    mutationFn: async ({ patients, reason }: { readonly patients: readonly string[]; readonly reason: string }) => {
      await server.post('$ccm-reopen-month', {
        resourceType: 'Parameters',
        parameter: [
          { name: 'month', valueString: month },
          ...patients.map((id) => ({ name: 'patient', valueReference: { reference: `Patient/${id}` } })),
          { name: 'reason', valueString: reason },
        ],
      })
      return patients.length
    },
    onSettled: readAgain,
  })
}
