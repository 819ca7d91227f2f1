import type { Page } from 'playwright-core'
import { atRest, sideways } from './app-browser.ts'

/** What the person at the screen has asked their system for. */
type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>

/** Something that must hold on every view, for people whose screen is not the usual one. */
export interface Check {
  readonly name: string
  /** Faults of the view, in words that name the element. The page is as it was when this is done. */
  readonly faults: (page: Page) => Promise<readonly string[]>
}

/** Helpers of the scripts below, in the window. Colours are as the browser paints them, so forced ones are seen. */
const SEE = `
  const seen = (el) => {
    const box = el.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && el.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }
  const name = (el) => {
    const words = el.getAttribute('aria-label') ?? el.textContent.trim().slice(0, 30)
    return el.tagName.toLowerCase() + '.' + (el.getAttribute('class') ?? '').split(' ').join('.') + ' ' + words
  }
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const light = (color) => {
    const [r, g, b] = rgba(color).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const clear = (color) => rgba(color)[3] < 26
  const groundOf = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at)
      if (!clear(backgroundColor)) return backgroundColor
    }
    return getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'black' : 'white'
  }
  /** Whether a line stands out from what it lies on. */
  const line = (style, side, ground) => {
    const [width, kind, color] = ['width', 'style', 'color'].map((what) => style.getPropertyValue(side + '-' + what))
    return kind !== 'none' && parseFloat(width) >= 1 && !clear(color) && contrast(color, ground) >= 3
  }
  const lined = (el, ground, style = getComputedStyle(el)) =>
    ['border-top', 'border-right', 'border-bottom', 'border-left', 'outline'].some((side) => line(style, side, ground))
  const filled = (el, ground, style = getComputedStyle(el)) =>
    style.backgroundImage !== 'none' || (!clear(style.backgroundColor) && contrast(style.backgroundColor, ground) > 1.3)
`

/** Remembers what paints a picture by its ground alone: parts of bars, swatches, dots, marks. */
const REMEMBER_PICTURES = `{ ${SEE}
  window.pictures = [...document.querySelectorAll('body *')].filter((el) =>
    !el.closest('svg') && !el.children.length && !el.textContent.trim() && !el.matches('input, select, textarea') &&
    seen(el) && filled(el, groundOf(el.parentElement)))
}`

/** Which of them are no longer seen, nor shapes that are drawn. */
const VANISHED = `(() => { ${SEE}
  const gone = window.pictures.filter((el) => el.isConnected && seen(el))
    .filter((el) => { const ground = groundOf(el.parentElement); return !filled(el, ground) })
  const faint = [...document.querySelectorAll('svg :not(defs, defs *)')].filter((el) => seen(el.ownerSVGElement) && el.getBBox && !el.children.length)
    .filter((el) => {
      const { fill, stroke } = getComputedStyle(el)
      // The tick of a box is drawn over it, beside it in the tree.
      const box = el.ownerSVGElement.previousElementSibling
      const ground = groundOf(box?.matches('input') ? box : el.ownerSVGElement.parentElement)
      const paints = [fill, stroke].filter((color) => color !== 'none' && !clear(color))
      return paints.length > 0 && paints.every((color) => contrast(color, ground) < 3)
    })
  return [...new Set([...gone, ...faint].map(name))]
})()`

/** Which chosen things look like those beside them that are not chosen. */
const CHOSEN = `(() => { ${SEE}
  const look = (el) => {
    const style = getComputedStyle(el)
    const sides = ['border-top', 'border-right', 'border-bottom', 'border-left', 'outline'].map((side) =>
      line(style, side, groundOf(el)) ? style.getPropertyValue(side + '-width') + style.getPropertyValue(side + '-style') + style.getPropertyValue(side + '-color') : '')
    return [sides, style.color, style.backgroundColor, style.fontWeight, style.textDecorationLine].join()
  }
  const state = ':is([aria-current]:not([aria-current="false"]), [aria-pressed="true"], [aria-selected="true"], .chosen, .current)'
  return [...document.querySelectorAll(state)].filter(seen).flatMap((el) => {
    const beside = [...(el.closest('li, tr')?.parentElement ?? el.parentElement).querySelectorAll(el.tagName)]
      .find((other) => other !== el && seen(other) && !other.matches(state) && other.getAttribute('role') === el.getAttribute('role'))
    const same = beside && look(el) === look(beside) && ![...el.querySelectorAll('*')].some((part) => {
      const twin = beside.querySelector(part.tagName + '.' + part.classList[0])
      return twin && look(part) !== look(twin)
    })
    return same ? [name(el) + ' looks like ' + name(beside)] : []
  })
})()`

/** What takes the focus and does not show it by a line of two pixels that stands out. */
const UNRINGED = `(() => { ${SEE}
  const at = document.activeElement
  const rings = (el) => {
    const style = getComputedStyle(el)
    return parseFloat(style.outlineWidth) >= 2 && line(style, 'outline', groundOf(el.parentElement))
  }
  const faults = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')]
    .filter((el) => !el.disabled && (seen(el) || el.matches('input')) && el.checkVisibility())
    .filter((el) => {
      el.focus({ focusVisible: true, preventScroll: true })
      return document.activeElement === el && ![el, el.nextElementSibling, el.parentElement, el.closest('label')].some((shown) => shown && rings(shown))
    })
    .map(name)
  at.focus({ preventScroll: true })
  return [...new Set(faults)]
})()`

/** Texts that stand out from their ground by less than 7 to 1, the contrast of WCAG 2.2 AAA, 1.4.6. */
const FAINT_TEXT = `(() => { ${SEE}
  const faint = [...document.querySelectorAll('body *')]
    .filter((el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .filter((el) => !el.matches('option, :disabled') && seen(el) && getComputedStyle(el).clipPath === 'none')
    .filter((el) => contrast(getComputedStyle(el).color, groundOf(el)) < 7)
  return [...new Set(faint.map(name))]
})()`

/** What would move for longer than a blink. */
const MOVES = `(() => {
  const long = (times) => times.split(',').some((time) => parseFloat(time) > 0.001)
  const moving = [...document.querySelectorAll('*')].flatMap((el) => ['', '::before', '::after'].map((part) => [el, getComputedStyle(el, part), part]))
    .filter(([, style]) => long(style.transitionDuration) || long(style.animationDuration) || style.scrollBehavior === 'smooth')
    .map(([el, , part]) => el.tagName + '.' + el.getAttribute('class') + part)
  return [...new Set(moving)]
})()`

/** Names of everything that can be pressed, filled in or read as a heading. */
const CONTROLS = `(() => { ${SEE}
  return [...document.querySelectorAll('a[href], button, input, select, textarea, h1, h2, h3')]
    .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('[inert]'))
    .filter((el) => !el.matches('.tab, .tabs-button'))
    .map((el) => (el.labels?.[0]?.textContent ?? el.getAttribute('aria-label') ?? el.textContent).trim())
})()`

/** Texts that are cut off where nobody can scroll to them. A field scrolls with its caret; a line that ends in dots opens elsewhere, at any size. */
const CUT = `(() => { ${SEE}
  const cuts = (el) => {
    const style = getComputedStyle(el)
    if (style.clipPath !== 'none' || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || el.closest('svg, .sr-only, select, [class*="-label"]')) return false
    const hides = (way) => way === 'hidden' || way === 'clip'
    return (!el.matches('input') && hides(style.overflowX) && el.scrollWidth > el.clientWidth + 1) || (hides(style.overflowY) && el.scrollHeight > el.clientHeight + 1)
  }
  return [...document.querySelectorAll('body *')].filter((el) => seen(el) && el.clientHeight > 1 && cuts(el)).map(name)
})()`

/** Twice the size of every text and none of anything else, as a browser's text zoom does. */
const LARGE_TEXT = `
  const texts = [...document.querySelectorAll('body, body *')].map((el) => [el, getComputedStyle(el)])
    .map(([el, { fontSize, lineHeight }]) => [el, fontSize, lineHeight])
  for (const [el, size, height] of texts) {
    el.style.setProperty('font-size', 2 * parseFloat(size) + 'px', 'important')
    if (height !== 'normal') el.style.setProperty('line-height', 2 * parseFloat(height) + 'px', 'important')
  }
  window.usualText = () => {
    for (const [el] of texts) { el.style.removeProperty('font-size'); el.style.removeProperty('line-height') }
  }`

async function under(page: Page, media: Media, script: string): Promise<readonly string[]> {
  const usual = Object.fromEntries(Object.keys(media).map((key) => [key, null]))
  await page.emulateMedia(media)
  await atRest(page)
  const faults = await page.evaluate<string[]>(script)
  await page.emulateMedia(usual)
  return faults
}

async function within(page: Page, width: number, script: string): Promise<readonly string[]> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ ...usual, width })
  const found = await page.evaluate<string[]>(script)
  const over = await sideways(page)
  await page.setViewportSize(usual)
  return over > 0 ? [...found, `scrolls sideways by ${over}`] : found
}

/** Half of the narrowest frame, which is what 200 % leaves of it, in pixels. */
const HALF = 300

export const CHECKS: readonly Check[] = [
  {
    name: 'forced colors: nothing vanishes',
    faults: async (page) => {
      await page.evaluate(REMEMBER_PICTURES)
      return under(page, { forcedColors: 'active', colorScheme: 'dark' }, VANISHED)
    },
  },
  {
    name: 'forced colors: what is chosen is seen',
    faults: (page) => under(page, { forcedColors: 'active' }, CHOSEN),
  },
  { name: 'forced colors: the focus is seen', faults: (page) => under(page, { forcedColors: 'active' }, UNRINGED) },
  { name: 'the focus is seen', faults: (page) => page.evaluate<string[]>(UNRINGED) },
  { name: 'reduced motion: nothing moves', faults: (page) => under(page, { reducedMotion: 'reduce' }, MOVES) },
  {
    name: 'more contrast: texts at 7 to 1',
    faults: (page) => under(page, { contrast: 'more' }, FAINT_TEXT),
  },
  {
    name: '200 %: nothing is lost',
    faults: async (page) => {
      const usual = await page.evaluate<string[]>(CONTROLS)
      const faults = await within(page, HALF, CUT)
      const left = new Set(await within(page, HALF, CONTROLS))
      return [...faults, ...usual.filter((name) => !left.has(name)).map((name) => `lost: ${name}`)]
    },
  },
  {
    name: 'text at 200 %: nothing is cut',
    faults: async (page) => {
      await page.evaluate(LARGE_TEXT)
      const faults = await within(page, page.viewportSize()!.width, CUT)
      await page.evaluate('window.usualText()')
      return faults
    },
  },
]
