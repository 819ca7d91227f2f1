/**
 * The session's handle lives in `history.state`: each frame has its own, it survives a reload and the way back, is never
 * in the URL and never reaches another frame. A plain `location.hash = …` would lose it: navigate by the router.
 */

interface PageState {
  readonly ccmHandle?: string
}

/** The handle of this frame's session. */
export function readHandle(): string | undefined {
  return (history.state as PageState | null)?.ccmHandle
}

/** Keeps a handle for this frame; the URL may be replaced with it. */
export function keepHandle(handle: string, url?: string): void {
  const state: PageState = { ...(history.state as PageState | null), ccmHandle: handle }
  history.replaceState(state, '', url)
}

/** Forgets the session of this frame. */
export function dropHandle(): void {
  const { ccmHandle: _, ...rest } = (history.state ?? {}) as PageState
  history.replaceState(rest, '')
}

const proofKey = (state: string) => `ccm-launch-${state}`
const wholePracticeKey = (state: string) => `${proofKey(state)}-practice`

/**
 * Keeps for this tab the proof that it began a launch, and whether that is one without a chart. A browser that refuses
 * storage in a frame keeps neither: the server then has names confirmed before the first write.
 */
export function keepLaunch(state: string, { proof, chart }: { proof: string; chart: boolean }): void {
  try {
    sessionStorage.setItem(proofKey(state), proof)
    if (!chart) sessionStorage.setItem(wholePracticeKey(state), '1')
  } catch {
    // Nothing is kept.
  }
}

/** Takes the proof of a launch out of this tab's storage; undefined where the browser keeps none. */
export function takeProof(state: string): string | undefined {
  return take(proofKey(state))
}

/** Whether this tab began the launch without a chart. Answers it once. */
export function takeWholePractice(state: string): boolean {
  return take(wholePracticeKey(state)) !== undefined
}

function take(key: string): string | undefined {
  try {
    const kept = sessionStorage.getItem(key) ?? undefined
    sessionStorage.removeItem(key)
    return kept
  } catch {
    return undefined
  }
}
