import { useApp } from '../../app/app-context.ts'
import { useFormat } from '../../format/use-format.ts'
import { useSay } from '../../say/use-say.ts'
import { enrollTexts } from './enroll-texts.ts'

/** Says an instant (milliseconds since 1970): by its time today, else with its day. */
export function useWhen(): (instant: number) => string {
  const say = useSay(enrollTexts)
  const format = useFormat()
  const { now } = useApp()
  return (instant) => {
    const [day, time] = [format.dayOf(instant), format.time(instant)]
    return day === format.dayOf(now()) ? say('when-today', { time }) : say('when-day', { time, day: format.day(day) })
  }
}
