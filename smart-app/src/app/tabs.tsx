import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSay } from '../say/use-say.ts'
import { Icon } from '../ui/icon.tsx'
import type { Route } from './routes.tsx'
import { shellTexts } from './shell-texts.ts'

/** The tabs in a line; in a frame that has no room for one, behind a button that names the page that is open. */
export function Tabs({ tabs, current }: { tabs: readonly Route[]; current: Route | undefined }) {
  const say = useSay(shellTexts)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
  }
  return (
    <div
      className="tabs-place"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) close()
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !open) return
        close()
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className="plain-button tabs-button"
        aria-expanded={open}
        aria-label={say('pages-of', { page: current ? say(current.title) : '' })}
        onClick={() => {
          setOpen(!open)
        }}
      >
        <span className="tabs-page">{current && say(current.title)}</span> <Icon name="chevron" size={14} />
      </button>
      <nav className={open ? 'tabs open' : 'tabs'} aria-label={say('pages')}>
        {tabs.map((route) => (
          <TabLink key={route.path} route={route} current={route === current} done={close} />
        ))}
      </nav>
    </div>
  )
}

/** Scrolls the strip alone: `scrollIntoView` would move the EHR's page around the frame, too. */
function showInStrip(link: HTMLElement): void {
  const strip = link.parentElement
  if (!strip) return
  const [tab, room] = [link.getBoundingClientRect(), strip.getBoundingClientRect()]
  if (tab.left < room.left) strip.scrollLeft -= room.left - tab.left
  else if (tab.right > room.right) strip.scrollLeft += tab.right - room.right
}

/** A true link, that goes by the router: a plain one would lose the session's handle. */
function TabLink({ route, current, done }: { route: Route; current: boolean; done: () => void }) {
  const say = useSay(shellTexts)
  const [, go] = useLocation()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // Where the tabs do not all fit they scroll: the one that is open stays in sight.
    if (current && link.current) showInStrip(link.current)
  }, [current])
  return (
    <a
      ref={link}
      href={`#${route.path}`}
      className={current ? 'tab current' : 'tab'}
      {...(current && { 'aria-current': 'page' })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        done()
        go(route.path)
      }}
    >
      {say(route.title)}
    </a>
  )
}
