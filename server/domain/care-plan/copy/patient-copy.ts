import type { Paper, PaperBlock, PaperSection } from '../../paper/paper.ts'
import { RESPONSIBLE_ROLES } from '../../terminology/generated/care-plan-codes.ts'
import type { Language, LocalText } from '../local-text.ts'
import type { ResponsibleRole } from '../responsible-role.ts'
import type { CarePlanView } from '../view/care-plan-view.ts'
import type { GoalView, TargetView } from '../view/goal-view.ts'
import type { InterventionView } from '../view/intervention-view.ts'
import { dateWords } from '../words/dates.ts'
import { timingWords } from '../words/timing-words.ts'
import { CopyReader } from './copy-reader.ts'
import { COPY_WORDS, type CopyWords } from './copy-words.ts'

/** How a copy is made. */
export interface CopyOptions {
  readonly language: Language
  /** Local day on which the plan stood as it is copied. */
  readonly asOf: string
}

/** What the parts of a copy are made with. */
interface Copying extends CopyOptions {
  readonly view: CarePlanView
  readonly words: CopyWords
  readonly reader: CopyReader
}

/**
 * The patient's copy of a care plan (CCM asks that the patient or caregiver is given one): plain words, large type, whom to
 * call first. What nobody has decided about yet is left out. The same plan, language and day give the same copy.
 */
export function patientCopy(view: CarePlanView, { language, asOf }: CopyOptions): Paper {
  const words = COPY_WORDS[language]
  const copying: Copying = { view, language, asOf, words, reader: new CopyReader(language) }
  const sections = [
    ...matters(copying),
    problems(copying),
    goals(copying),
    ...steps(copying),
    medicines(copying),
    ...findings(copying),
    team(copying),
  ]
  return {
    title: words.title,
    language,
    type: 'large',
    lines: opening(copying),
    box: { title: words.call, lines: calls(copying) },
    sections: [...sections, rights(copying)],
    foot: words.foot(view.patient, dateWords(asOf, language)),
    page: words.page,
  }
}

function opening({ view, language, words }: Copying): readonly string[] {
  const day = (date: string) => dateWords(date, language)
  return [
    view.birthDate === undefined ? view.patient : `${view.patient}. ${words.born(day(view.birthDate))}`,
    ...(view.from === undefined ? [] : [words.since(day(view.from))]),
    ...(view.reviewOn === undefined ? [] : [words.reviewed(day(view.reviewOn))]),
  ]
}

function calls({ view: { team }, words }: Copying): readonly string[] {
  return [
    ...(team.practice === undefined ? [] : [team.practice]),
    team.anyHour === undefined ? words.askForNumber : words.anyHour(team.anyHour),
    ...(team.officeHours === undefined ? [] : [words.officeHours(team.officeHours)]),
    words.emergency,
  ]
}

function matters({ view, words, reader }: Copying): PaperSection[] {
  const own = view.ownGoals.map((goal) => reader.say(goal.words))
  const expected = view.outcomes.flatMap(({ outcome }) => (outcome ? [reader.say(outcome)] : []))
  return [...optional(words.matters, own), ...optional(words.expected, expected)]
}

function optional(title: string, items: readonly string[]): PaperSection[] {
  return items.length > 0 ? [{ title, blocks: [{ kind: 'list', items }] }] : []
}

function listOr(items: readonly string[], none: string): PaperBlock {
  return items.length > 0 ? { kind: 'list', items } : { kind: 'paragraph', text: none }
}

function tableOr(heads: readonly string[], rows: readonly (readonly string[])[], none: string): PaperBlock {
  return rows.length > 0 ? { kind: 'table', heads, rows } : { kind: 'paragraph', text: none }
}

function problems({ view, words, reader }: Copying): PaperSection {
  const names = view.problems.map(({ name }) => reader.say(name))
  return { title: words.problems, blocks: [listOr(names, words.noProblems)] }
}

function goals(copying: Copying): PaperSection {
  const { view, words } = copying
  const agreed = view.goals.filter(({ standing }) => standing !== 'suggested')
  const rows = agreed.flatMap((goal) => goalRows(goal, copying))
  return { title: words.goals, blocks: [tableOr(words.goalHeads, rows, words.noGoals)] }
}

function goalRows(goal: GoalView, copying: Copying): string[][] {
  const { words, reader } = copying
  const what = reader.say(goal.what)
  const name = goal.standing === 'done' ? `${what} (${words.done})` : what
  const targets = goal.targets.length > 0 ? goal.targets : [undefined]
  return targets.map((target, at) => [
    targets.length > 1 && target ? `${at === 0 ? `${name}: ` : ''}${reader.say(target.measure)}` : name,
    ...targetCells(target, copying),
  ])
}

function targetCells(target: TargetView | undefined, { language, words }: Copying): string[] {
  if (!target) return ['', '', '']
  const { target: wanted, last, due } = target
  const measured = last?.on === undefined ? '' : ` (${dateWords(last.on, language)})`
  return [
    wanted?.(language) ?? words.toBeAgreed,
    last ? `${last.value(language)}${measured}` : '',
    due === undefined ? '' : dateWords(due, language),
  ]
}

/** What is to be done: the patient's part first. */
function steps(copying: Copying): PaperSection[] {
  const { view, words } = copying
  const agreed = view.interventions.filter(({ standing }) => standing === 'current')
  const own = agreed.filter(({ byPatient }) => byPatient).map((one) => stepWords(one, copying))
  const others = agreed.filter(({ byPatient }) => !byPatient).map((one) => stepWords(one, copying))
  return [{ title: words.yourSteps, blocks: [listOr(own, words.noSteps)] }, ...optional(words.teamSteps, others)]
}

function stepWords(step: InterventionView, { language, asOf, words, reader }: Copying): string {
  const { title, instructions, byPatient, who, role, howOften, next } = step
  const doer = byPatient ? undefined : (who ?? (role === undefined ? undefined : RESPONSIBLE_ROLES[role][language]))
  const facts = [
    doer,
    timingWords(howOften, language),
    // A day that has passed is no next time.
    next === undefined || next < asOf ? undefined : words.next(dateWords(next, language)),
  ].filter((fact) => fact !== undefined)
  const said = instructions ? `${sentence(reader.say(title))} ${sentence(reader.say(instructions))}` : reader.say(title)
  return facts.length > 0 ? `${sentence(said)} (${facts.join('; ')})` : said
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

function medicines({ view: { medications }, words, reader }: Copying): PaperSection {
  const rows = medications.medications.map(({ name, howToTake, reason }) => [
    name,
    howToTake ? reader.say(howToTake) : words.asPrescribed,
    reason ? reader.say(reason) : '',
  ])
  const names = medications.allergies.map(({ name }) => reader.say(name))
  const none = medications.noKnownAllergies ? words.noAllergies : words.allergiesUnknown
  return {
    title: words.medicines,
    blocks: [
      tableOr(words.medicineHeads, rows, words.noMedicines),
      { kind: 'paragraph', text: names.length > 0 ? words.allergies(names.join('; ')) : none },
      { kind: 'paragraph', text: words.bringMedicines },
    ],
  }
}

/** Findings of assessments that are a person's sentence; scores mean nothing to most readers. */
function findings({ view, language, words, reader }: Copying): PaperSection[] {
  const said = view.assessments.flatMap((one) => (one.words ? [{ ...one, words: one.words }] : []))
  return optional(
    words.found,
    said.map(({ words: finding, on }) => {
      const day = on === undefined ? '' : ` (${dateWords(on, language)})`
      return `${reader.say(finding)}${day}`
    }),
  )
}

function team({ view, words, language, reader }: Copying): PaperSection {
  const rows = view.team.members.map(({ name, role, plainRole, phone }) => [
    name,
    roleWords(role, plainRole, { language, reader }),
    phone ?? '',
  ])
  return { title: words.team, blocks: [tableOr(words.teamHeads, rows, words.askForNumber)] }
}

/** The guide's plain words for a role that it knows; another one as the team names it. */
function roleWords(
  role: LocalText,
  plainRole: ResponsibleRole | undefined,
  { language, reader }: Pick<Copying, 'language' | 'reader'>,
): string {
  if (plainRole !== undefined) return RESPONSIBLE_ROLES[plainRole][language]
  return role.text === '' ? '' : reader.say(role)
}

function rights({ words, reader }: Copying): PaperSection {
  const items =
    reader.foundUntranslated && words.untranslated ? [...words.yourRights, words.untranslated] : words.yourRights
  return { title: words.rights, blocks: [{ kind: 'list', items }] }
}
