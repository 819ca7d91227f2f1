import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveRegions, useAnnounce } from '../../../smart-app/src/ui/live-region.tsx'

let announce: ReturnType<typeof useAnnounce>

function Speaker() {
  announce = useAnnounce()
  return null
}

/** What a screen reader would speak: each change of a region that leaves a text. */
function listener(container: HTMLElement) {
  const heard: string[] = []
  const regions = [...container.querySelectorAll('[aria-live]')]
  const before = new Map(regions.map((region) => [region, region.textContent]))
  return () => {
    for (const region of regions) {
      if (region.textContent !== before.get(region))
        heard.push(`${region.getAttribute('aria-live') ?? ''}: ${region.textContent.trim()}`)
      before.set(region, region.textContent)
    }
    return heard
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('says each message once within ten seconds, the same words anew after that, and what is urgent at once', () => {
  const { container } = render(
    <LiveRegions>
      <Speaker />
    </LiveRegions>,
  )
  const heard = listener(container)
  const say = (text: string, urgent?: boolean) => {
    act(() => {
      announce(text, urgent)
    })
    return heard()
  }
  expect(say('The timer runs.')).toEqual(['polite: The timer runs.'])
  vi.advanceTimersByTime(5_000)
  expect(say('The timer runs.')).toHaveLength(1)
  vi.advanceTimersByTime(6_000)
  expect(say('The timer runs.')).toHaveLength(2)
  expect(say('Not saved.', true).at(-1)).toBe('assertive: Not saved.')
})
