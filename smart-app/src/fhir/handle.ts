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

/** Where a launch keeps the proof that this browser began it. */
export const proofKey = (state: string) => `ccm-launch-${state}`

/** Takes the proof of a launch out of this tab's storage; undefined where the browser keeps none. */
export function takeProof(state: string): string | undefined {
  try {
    const proof = sessionStorage.getItem(proofKey(state)) ?? undefined
    sessionStorage.removeItem(proofKey(state))
    return proof
  } catch {
    return undefined
  }
}
