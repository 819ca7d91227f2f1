import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import type { ElementState } from '../completeness/completeness.ts'
import type { PlanChange } from './plan-difference.ts'
import type { Revision } from './plan-revisions.ts'

/** A state of a plan that was compared. */
export interface ComparedState {
  readonly version: string
  /** The instant as FHIR writes it. */
  readonly at: string
}

/** The answer of `$ccm-revisions` as Parameters. @param inForce the version that was in force on the day asked for */
export function revisionsParameters(revisions: readonly Revision[], inForce: string | undefined): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...(inForce === undefined ? [] : [{ name: 'inForce', valueString: inForce }]),
      ...revisions.map((revision): ParametersParameter => ({ name: 'revision', part: revisionParts(revision) })),
    ],
  }
}

function revisionParts({ version, at, status, activity, by, why, substantial }: Revision): ParametersParameter[] {
  return [
    { name: 'version', valueString: version },
    { name: 'at', valueInstant: at },
    { name: 'status', valueCode: status },
    { name: 'activity', valueCode: activity },
    ...(by === undefined ? [] : [whoPart(by)]),
    ...(why === undefined ? [] : [{ name: 'why', valueString: why }]),
    { name: 'substantial', valueBoolean: substantial },
  ]
}

function whoPart(by: string): ParametersParameter {
  const literal = /^[A-Z][A-Za-z]+\/[^/]+$/.test(by)
  return { name: 'by', valueReference: literal ? { reference: by } : { display: by } }
}

/** The answer of `$ccm-difference` as Parameters. */
export function differenceParameters(
  { from, to }: { readonly from: ComparedState; readonly to: ComparedState },
  changes: readonly PlanChange[],
): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      statePart('from', from),
      statePart('to', to),
      ...changes.map((change): ParametersParameter => ({ name: 'change', part: changeParts(change) })),
    ],
  }
}

function statePart(name: string, { version, at }: ComparedState): ParametersParameter {
  return {
    name,
    part: [
      { name: 'version', valueString: version },
      { name: 'at', valueInstant: at },
    ],
  }
}

function changeParts({ area, kind, what, property, before, after, reference }: PlanChange): ParametersParameter[] {
  return [
    { name: 'area', valueCode: area },
    { name: 'kind', valueCode: kind },
    { name: 'what', valueString: what },
    ...(property === undefined ? [] : [{ name: 'property', valueString: property }]),
    ...(before === undefined ? [] : [{ name: 'before', valueString: before }]),
    ...(after === undefined ? [] : [{ name: 'after', valueString: after }]),
    ...(reference === undefined ? [] : [{ name: 'reference', valueReference: { reference } }]),
  ]
}

/** The answer of `$ccm-completeness` as Parameters. */
export function completenessParameters(elements: readonly ElementState[]): Parameters {
  const complete = elements.every(({ state, required }) => state !== 'missing' || !required)
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'complete', valueBoolean: complete },
      ...elements.map(({ element, state, required, message }): ParametersParameter => ({
        name: 'element',
        part: [
          { name: 'code', valueCode: element },
          { name: 'state', valueCode: state },
          { name: 'required', valueBoolean: required },
          ...(message === '' ? [] : [{ name: 'message', valueString: message }]),
        ],
      })),
    ],
  }
}
