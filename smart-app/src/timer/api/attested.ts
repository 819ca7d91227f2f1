/**
 * The last instant that is known to be this patient's work, kept in this browser under the Task's id: so that a reload, a
 * crash or a second window neither loses attested time nor counts time that nobody attested. It says nothing of a patient.
 */
const KEY = 'ccm-attested-'

/** Keeps an instant, and answers the greatest that any window of this browser has kept. */
export function keepAttested(task: string, attested: number): number {
  const newest = Math.max(attested, readAttested(task) ?? 0)
  try {
    localStorage.setItem(KEY + task, String(newest))
  } catch {
    // A browser that keeps nothing: this window knows it as long as it lives.
  }
  return newest
}

/** What was kept of a Task; undefined where nothing was. */
export function readAttested(task: string): number | undefined {
  try {
    const kept = Number(localStorage.getItem(KEY + task))
    return kept > 0 ? kept : undefined
  } catch {
    return undefined
  }
}

/** Forgets a Task that has ended. */
export function forgetAttested(task: string): void {
  try {
    localStorage.removeItem(KEY + task)
  } catch {
    // Nothing was kept.
  }
}
