import { Component, type ReactNode } from 'react'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import { shellTexts } from './shell-texts.ts'

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
          this.setState({ failed: false })
        }}
      />
    )
  }
}

function PageFailed({ again }: { again: () => void }) {
  const say = useSay(shellTexts)
  return (
    <div className="page-alone" role="alert">
      <Icon name="warn" size={24} />
      <p>{say('page-failed')}</p>
      <button type="button" className="plain-button" onClick={again}>
        {say('again')}
      </button>
    </div>
  )
}
