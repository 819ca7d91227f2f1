/** The next code's minutes as notches: 20, 40, 60 of the staff's; the practitioner's own and PCM go by 30. */
const STAFF = 60
const PRACTITIONER = 90

/** Minutes as a small bar with the thresholds as notches; the number stands beside it. */
export function MiniBar({
  minutes,
  name,
  practitioner,
}: {
  readonly minutes: number
  readonly name: string
  readonly practitioner: boolean
}) {
  const whole = practitioner ? PRACTITIONER : STAFF
  const filled = (Math.min(minutes, whole) / whole) * 96
  return (
    <svg className="mini-bar" width="98" height="10" viewBox="0 0 98 10" role="img" aria-label={name}>
      <rect className="mini-ground" x="0.5" y="0.5" width="97" height="9" rx="3" />
      {filled > 0 && <rect className="mini-filled" x="1" y="1" width={filled} height="8" rx="2.500" />}
      <path className="mini-notch" d="M33 0v10M65.500 0v10" />
    </svg>
  )
}
