import { useId, type ReactNode } from 'react'
import './choice.css'

/** One of a few: a row of radio buttons that look like one control. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  hidden = false,
}: {
  readonly label: string
  readonly value: T | undefined
  readonly options: readonly { readonly value: T; readonly text: ReactNode }[]
  readonly onChange: (value: T) => void
  /** The label is for screen readers only. */
  readonly hidden?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend className={hidden ? 'sr-only' : 'field-label'}>{label}</legend>
      <div className="choice-row">
        {options.map((option) => (
          <label key={option.value} className={option.value === value ? 'chosen' : undefined}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value)
              }}
            />
            {option.text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
