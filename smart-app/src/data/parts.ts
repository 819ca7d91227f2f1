import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'

/** The parts of Parameters, or of one of its parameters, by name. */
export interface Parts {
  code(name: string): string | undefined
  codes(name: string): readonly string[]
  text(name: string): string | undefined
  flag(name: string): boolean | undefined
  number(name: string): number | undefined
  day(name: string): string | undefined
  instant(name: string): string | undefined
  reference(name: string): { readonly reference: string; readonly display?: string } | undefined
  /** A person by reference, or a program by its name alone. */
  who(name: string): { readonly reference?: string; readonly display?: string } | undefined
  references(name: string): readonly string[]
  texts(name: string): readonly string[]
  coding(name: string): { readonly code: string; readonly system?: string; readonly display?: string } | undefined
  codings(name: string): readonly { readonly code?: string; readonly display?: string }[]
  /** Cents. */
  cents(name: string): number | undefined
  each(name: string): readonly Parts[]
}

/** Reads the answer of an operation. */
export function partsOf(parameters: Parameters): Parts {
  return reader(parameters.parameter ?? [])
}

function reader(all: readonly ParametersParameter[]): Parts {
  const named = (name: string) => all.filter((parameter) => parameter.name === name)
  const first = (name: string) => all.find((parameter) => parameter.name === name)
  return {
    code: (name) => first(name)?.valueCode,
    codes: (name) => named(name).flatMap((one) => one.valueCode ?? []),
    text: (name) => first(name)?.valueString,
    flag: (name) => first(name)?.valueBoolean,
    number: (name) => {
      const found = first(name)
      return found?.valueInteger ?? found?.valuePositiveInt ?? found?.valueUnsignedInt ?? found?.valueDecimal
    },
    day: (name) => first(name)?.valueDate,
    instant: (name) => first(name)?.valueInstant ?? first(name)?.valueDateTime,
    reference: (name) => {
      const { reference, display } = first(name)?.valueReference ?? {}
      return reference === undefined ? undefined : { reference, ...(display !== undefined && { display }) }
    },
    who: (name) => first(name)?.valueReference,
    references: (name) => named(name).flatMap((one) => one.valueReference?.reference ?? []),
    texts: (name) => named(name).flatMap((one) => one.valueString ?? []),
    coding: (name) => codingOf(first(name)),
    codings: (name) => named(name).flatMap((one) => codingOf(one) ?? []),
    cents: (name) => {
      const value = first(name)?.valueMoney?.value
      return value === undefined ? undefined : Math.round(value * 100)
    },
    each: (name) => named(name).map((one) => reader(one.part ?? [])),
  }
}

function codingOf(parameter: ParametersParameter | undefined) {
  const { code, system, display } = parameter?.valueCoding ?? {}
  if (code === undefined) return undefined
  return { code, ...(system !== undefined && { system }), ...(display !== undefined && { display }) }
}
