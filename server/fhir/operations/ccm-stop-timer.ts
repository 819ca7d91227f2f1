import { stopOwnTimer, type StopDeps } from '../../use-cases/timers/stop-own-timer.ts'
import { definedOperation } from './ccm-operation.ts'
import { instantParameter } from './instant-parameter.ts'
import type { Operation } from './operation.ts'

/** `POST Task/$ccm-stop-timer`: ends the caller's own running timer, whichever chart it is of (docs/app-launch.md). */
export function ccmStopTimer(deps: StopDeps): Operation {
  return {
    ...definedOperation('ccm-stop-timer'),
    at: [{ level: 'type', type: 'Task' }],
    affectsState: true,
    needs: [{ permission: 'u', type: 'Task' }],
    async handle({ principal, input, note }) {
      const at = instantParameter(input, 'at')
      const stopped = await stopOwnTimer(deps, { caller: principal, at, note })
      return {
        kind: 'resource',
        resource: {
          resourceType: 'Parameters',
          parameter: [
            { name: 'stopped', valueBoolean: stopped !== undefined },
            ...(stopped
              ? [
                  { name: 'start', valueInstant: new Date(stopped.start).toISOString() },
                  { name: 'end', valueInstant: new Date(stopped.end).toISOString() },
                ]
              : []),
          ],
        },
      }
    },
  }
}
