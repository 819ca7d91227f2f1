import { count, has, rule, type CodedRules } from './coded-rule.ts'

const WITH_OPTIONS: readonly unknown[] = [
  'choice',
  'open-choice',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'quantity',
]
const WITH_LENGTH: readonly unknown[] = ['boolean', 'decimal', 'integer', 'string', 'text', 'url', 'open-choice']

/** Invariants of Questionnaire items and answers. */
export const questionnaireRules: CodedRules = {
  'que-1': rule(
    "(type='group' implies item.empty().not()) and (type.trace('type')='display' implies item.trace('item').empty())",
    (item) => {
      const nested = count(item, 'item') > 0
      return (item['type'] !== 'group' || nested) && (item['type'] !== 'display' || !nested)
    },
  ),
  'que-5': rule(
    "(type ='choice' or type = 'open-choice' or type = 'decimal' or type = 'integer' or type = 'date' or type = 'dateTime' or type = 'time' or type = 'string' or type = 'quantity') or (answerValueSet.empty() and answerOption.empty())",
    (item) =>
      WITH_OPTIONS.includes(item['type']) || (!has(item, 'answerValueSet') && count(item, 'answerOption') === 0),
  ),
  'que-6': rule(
    "type!='display' or (required.empty() and repeats.empty())",
    (item) => item['type'] !== 'display' || (!has(item, 'required') && !has(item, 'repeats')),
  ),
  'que-7': rule(
    "operator = 'exists' implies (answer is Boolean)",
    (condition) => condition['operator'] !== 'exists' || condition['answerBoolean'] !== undefined,
  ),
  'que-8': rule(
    "(type!='group' and type!='display') or initial.empty()",
    (item) => (item['type'] !== 'group' && item['type'] !== 'display') || count(item, 'initial') === 0,
  ),
  'que-10': rule(
    "(type in ('boolean' | 'decimal' | 'integer' | 'string' | 'text' | 'url' | 'open-choice')) or maxLength.empty()",
    (item) => WITH_LENGTH.includes(item['type']) || !has(item, 'maxLength'),
  ),
  'que-13': rule(
    'repeats=true or initial.count() <= 1',
    (item) => item['repeats'] === true || count(item, 'initial') <= 1,
  ),
  'que-3': rule("type!='display' or code.empty()", (item) => item['type'] !== 'display' || count(item, 'code') === 0),
  'que-4': rule(
    'answerOption.empty() or answerValueSet.empty()',
    (item) => count(item, 'answerOption') === 0 || !has(item, 'answerValueSet'),
  ),
  'que-9': rule("type!='display' or readOnly.empty()", (item) => item['type'] !== 'display' || !has(item, 'readOnly')),
  'que-11': rule(
    'answerOption.empty() or initial.empty()',
    (item) => count(item, 'answerOption') === 0 || count(item, 'initial') === 0,
  ),
  'que-12': rule(
    'enableWhen.count() > 2 implies enableBehavior.exists()',
    (item) => count(item, 'enableWhen') <= 2 || has(item, 'enableBehavior'),
  ),
  'qrs-1': rule(
    '(answer.exists() and item.exists()).not()',
    (item) => count(item, 'answer') === 0 || count(item, 'item') === 0,
  ),
  'cmp-1': rule(
    'text.exists() or entry.exists() or section.exists()',
    (section) => has(section, 'text') || count(section, 'entry') > 0 || count(section, 'section') > 0,
  ),
  'cmp-2': rule(
    'emptyReason.empty() or entry.empty()',
    (section) => !has(section, 'emptyReason') || count(section, 'entry') === 0,
  ),
}
