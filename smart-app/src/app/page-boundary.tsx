import { Component, useEffect, useRef, type ReactNode } from 'react'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { forgetUnloaded } from './routes.tsx'
import { shellTexts } from './shell-texts.ts'
import { useLostSince } from './use-session.ts'

/** A page that fails leaves bar, timer and notices as they are, and can be tried again. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <PageFailed
        again={() => {
          forgetUnloaded()
          this.setState({ failed: false })
        }}
      />
    )
  }
}

/** A page that was not there without a connection comes by itself when there is one. */
function useWhenBack(offline: boolean, again: () => void): void {
  const was = useRef(offline)
  useEffect(() => {
    if (was.current && !offline) again()
    was.current = offline
  }, [offline, again])
}

function PageFailed({ again }: { again: () => void }) {
  const say = useSay(shellTexts)
  const offline = useLostSince() !== undefined
  useWhenBack(offline, again)
  return (
    <div className="page-alone" role="alert">
      <Icon name="warn" size={24} />
      <p>{say(offline ? 'page-offline' : 'page-failed')}</p>
      <button type="button" className="plain-button" onClick={again}>
        {say('again')}
      </button>
    </div>
  )
}
