import { count, has, rule, type CodedRules } from './coded-rule.ts'

/** Invariants of Questionnaire items and answers. */
export const questionnaireRules: CodedRules = {
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
