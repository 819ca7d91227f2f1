import { items, objects, type JsonObject } from '../json.ts'
import { count, has, rule, type CodedRules } from './coded-rule.ts'

/**
 * Invariants of resources that list things by name: conformance, terminology, questionnaires. FHIRPath compares each with
 * each, so that a list of some ten thousand would take minutes.
 */
export const conformanceRules: CodedRules = {
  'eld-13': rule('type.select(code).isDistinct()', ({ type }) => distinct(values(type, 'code'))),
  'eld-14': rule('constraint.select(key).isDistinct()', ({ constraint }) => distinct(values(constraint, 'key'))),
  'cpb-7': rule('document.select(profile&mode).isDistinct()', ({ document }) =>
    distinct(objects(document).map(({ profile, mode }) => `${words(profile)}${words(mode)}`)),
  ),
  'cpb-9': rule('resource.select(type).isDistinct()', ({ resource }) => distinct(values(resource, 'type'))),
  'cpb-12': rule('searchParam.select(name).isDistinct()', ({ searchParam }) => distinct(values(searchParam, 'name'))),
  'csd-1': rule('concept.code.combine($this.descendants().concept.code).isDistinct()', ({ concept }) =>
    distinct(nested(concept, 'concept', 'code')),
  ),
  'ig-1': rule('resource.groupingId.all(%context.grouping.id contains $this)', ({ resource, grouping }) =>
    within(values(resource, 'groupingId'), values(grouping, 'id')),
  ),
  'ig-2': rule(
    'definition.resource.fhirVersion.all(%context.fhirVersion contains $this)',
    ({ definition, fhirVersion }) =>
      within(
        objects(definition).flatMap(({ resource }) => values(resource, 'fhirVersion')),
        items(fhirVersion),
      ),
  ),
  'nsd-2': rule('uniqueId.where(preferred = true).select(type).isDistinct()', ({ uniqueId }) =>
    distinct(
      values(
        objects(uniqueId).filter(({ preferred }) => preferred === true),
        'type',
      ),
    ),
  ),
  'que-2': rule('descendants().linkId.isDistinct()', ({ item }) => distinct(nested(item, 'item', 'linkId'))),
  'sdf-1': rule(
    "derivation = 'constraint' or snapshot.element.select(path).isDistinct()",
    ({ derivation, snapshot }) => derivation === 'constraint' || distinct(values(elementsOf(snapshot), 'path')),
  ),
  'sdf-8': rule(
    "(%resource.kind = 'logical' or element.first().path = %resource.type) and element.tail().all(path.startsWith(%resource.snapshot.element.first().path&'.'))",
    (snapshot, { resource }) =>
      (resource['kind'] === 'logical' || firstPath(snapshot) === resource['type']) &&
      beginWith(snapshot, `${firstPath(snapshot)}.`),
  ),
  'sdf-8a': rule(
    "(%resource.kind = 'logical' or element.first().path.startsWith(%resource.type)) and (element.tail().empty() or element.tail().all(path.startsWith(%resource.differential.element.first().path.replaceMatches('\\\\..*','')&'.')))",
    (differential, { resource }) =>
      (resource['kind'] === 'logical' || firstPath(differential).startsWith(words(resource['type']))) &&
      beginWith(differential, `${firstPath(differential).replace(/\..*/, '')}.`),
  ),
  'sdf-16': rule(
    "snapshot.element.all(id.exists()) and snapshot.element.id.trace('ids').isDistinct()",
    ({ snapshot }) => identified(elementsOf(snapshot)),
  ),
  'sdf-17': rule(
    "differential.element.all(id.exists()) and differential.element.id.trace('ids').isDistinct()",
    ({ differential }) => identified(elementsOf(differential)),
  ),
  'sdf-23': rule(
    "(snapshot | differential).element.all(path.contains('.').not() implies sliceName.empty())",
    ({ snapshot, differential }) =>
      [...elementsOf(snapshot), ...elementsOf(differential)].every(
        ({ path, sliceName }) => words(path).includes('.') || sliceName === undefined,
      ),
  ),
  'vsd-1': rule(
    'valueSet.exists() or system.exists()',
    (include) => count(include, 'valueSet') > 0 || has(include, 'system'),
  ),
  'vsd-2': rule(
    '(concept.exists() or filter.exists()) implies system.exists()',
    (include) => count(include, 'concept') + count(include, 'filter') === 0 || has(include, 'system'),
  ),
  'vsd-3': rule(
    'concept.empty() or filter.empty()',
    (include) => count(include, 'concept') === 0 || count(include, 'filter') === 0,
  ),
  'vsd-6': rule('code.exists() or display.exists()', (code) => has(code, 'code') || has(code, 'display')),
  'vsd-9': rule('code.exists() or abstract = true', (code) => has(code, 'code') || code['abstract'] === true),
  'vsd-10': rule('code.empty() or system.exists()', (code) => !has(code, 'code') || has(code, 'system')),
  'cmd-1': rule(
    "comment.exists() or equivalence.empty() or ((equivalence != 'narrower') and (equivalence != 'inexact'))",
    (target) => has(target, 'comment') || !['narrower', 'inexact'].includes(words(target['equivalence'])),
  ),
}

function elementsOf(view: unknown): readonly JsonObject[] {
  return objects(view).flatMap(({ element }) => objects(element))
}

function values(list: unknown, name: string): readonly unknown[] {
  return objects(list)
    .flatMap((item) => items(item[name]))
    .filter((value) => value !== undefined && value !== null)
}

/** The values of a name in items within items, at every depth. */
function nested(list: unknown, children: string, name: string): readonly unknown[] {
  const found: unknown[] = []
  const waiting = [...objects(list)]
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    if (item[name] !== undefined) found.push(item[name])
    for (const child of objects(item[children])) waiting.push(child)
  }
  return found
}

function distinct(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length
}

function within(list: readonly unknown[], known: readonly unknown[]): boolean {
  const names = new Set(known)
  return list.every((value) => names.has(value))
}

function identified(elements: readonly JsonObject[]): boolean {
  return elements.every(({ id }) => id !== undefined) && distinct(elements.map(({ id }) => id))
}

function firstPath(view: JsonObject): string {
  return words(objects(view['element'])[0]?.['path'])
}

/** Whether the paths of all elements but the first begin like this. */
function beginWith(view: JsonObject, beginning: string): boolean {
  return objects(view['element'])
    .slice(1)
    .every(({ path }) => words(path).startsWith(beginning))
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
