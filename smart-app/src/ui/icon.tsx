/** Strokes on a 24-unit square. Icons never stand alone: a word, or a name for screen readers, is beside them. */
const PATHS = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warn: 'M12 4 2.8 20h18.4L12 4zm0 6v4.5m0 2.6v.4',
  cross: 'M6 6l12 12M18 6L6 18',
  refused: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12',
  unknown: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2m0 3.2v.4M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  hourglass: 'M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4.5V12l3 2',
  play: 'M8 5.5v13l10-6.5z',
  pause: 'M9 5v14M15 5v14',
  stop: 'M7 7h10v10H7z',
  phone:
    'M6 3.5h3l1.5 4.5L8.3 9.6a12 12 0 0 0 6.1 6.1l1.6-2.2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.700a2 2 0 0 1 2-2.2z',
  chevron: 'M9 6l6 6-6 6',
  back: 'M15 6l-6 6 6 6',
  down: 'M6 9l6 6 6-6',
  up: 'M12 19V5m-6 6 6-6 6 6',
  fall: 'M12 5v14m-6-6 6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 8v6m0-9.5v.2',
  person: 'M12 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM5 20c.8-4 3.600-6 7-6s6.200 2 7 6',
  note: 'M5 4h14v12l-4 4H5zM8.500 9h7M8.500 13h4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9S9 6 12 3z',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 4.500 4.500',
  cloud: 'M7 18a4 4 0 0 1-.5-8A5.500 5.500 0 0 1 17 9.500 4.300 4.300 0 0 1 17 18H7z',
  pill: 'M10.500 6.500 6.500 10.500a4.200 4.200 0 0 0 6 6l4-4a4.200 4.200 0 0 0-6-6zM8.500 8.500l7 7',
  heart:
    'M12 19.500C6 15.500 4 12.500 4 9.300A4.300 4.300 0 0 1 12 7a4.300 4.300 0 0 1 8 2.300c0 3.200-2 6.200-8 10.200z',
  document: 'M6.500 3.500h8l3.500 3.500v13.500h-11.500zM9 11h6M9 15h6',
  calendar: 'M4.500 6h15v14h-15zM4.500 10.500h15M8.500 3.500V7M15.500 3.500V7',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  suggest: 'M12 4v16M4 12h16M7 7l10 10M17 7 7 17',
  menu: 'M4 7h16M4 12h16M4 17h16',
  filter: 'M4 6h16M7 12h10M10 18h4',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
} as const

export type IconName = keyof typeof PATHS

const FILLED: readonly IconName[] = ['stop', 'play']

/** A small drawing; `label` only where no word beside it says the same. */
export function Icon({ name, label, size = 16 }: { name: IconName; label?: string; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={FILLED.includes(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
