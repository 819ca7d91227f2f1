import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { runCommand, textOf, type CommandLine } from '../../../server/commands/command-line.ts'
import { makeDataDir } from '../../support/demo-server.ts'
import { startServer } from '../../support/server-process.ts'
import { collectSamples, SAMPLED_SETTINGS } from '../samples/collect-samples.ts'
import { accountOf, printAccount } from './account.ts'
import { controls, unnoticed } from './controls.ts'
import { definitionFolder } from './definition-folder.ts'
import { prepareValidator, ToolsMissing } from './java-tools.ts'
import { judge, type Judgement, type Measure } from './judge.ts'
import { PUBLISHED_ELSEWHERE, US_CORE } from './known-limits.ts'

const HELP = `
npm run validate:hl7 -- [options] [PACKAGE…]

Lets the official HL7 FHIR validator (Java) judge what this server answers. A demo server is started on a port and in a
data folder of its own; samples of everything that it answers are collected over HTTP (metadata, every refusal, searches,
histories, bundles, operations, jobs, every resource of the practice and of the guide, the audit trail) and judged by R4,
by the compiled guide, and by US Core where a package of it is given. Ends with 0 when there is no error, 1 when there is
one, 2 when something is missing that it needs: a JDK (17 or newer) and Maven, which fetches the validator once.

  PACKAGE          a package of US Core (.tgz, or the folder it unpacks to); several: in turn, each with the guide
  --keep FOLDER    leaves the samples there
  --samples FOLDER judges what lies there instead of asking a server
  --report FILE    writes every message as a line of JSON, warnings too

HL7_VALIDATOR_MEMORY is the heap of the Java process (default 3g).
`

const GUIDE = 'profiles/fsh-generated/resources'

const OPTIONS = { keep: { type: 'string' }, samples: { type: 'string' }, report: { type: 'string' } } as const

await runCommand(HELP, OPTIONS, async (line) => {
  const folder = mkdtempSync(join(tmpdir(), 'validate-hl7-'))
  try {
    return await validate(line, folder)
  } catch (error) {
    if (!(error instanceof ToolsMissing)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

interface NamedMeasure extends Measure {
  readonly name: string
}

async function validate(line: CommandLine, folder: string): Promise<number> {
  const validator = prepareValidator(say)
  const packages = line.words.map((path, at): NamedMeasure => ({
    name: `the guide and ${basename(path)}`,
    definitions: [definitionFolder(path, join(folder, `package-${at}`))],
    known: Object.keys(PUBLISHED_ELSEWHERE),
  }))
  const alone: NamedMeasure = {
    name: 'the guide',
    definitions: [],
    known: [...Object.keys(PUBLISHED_ELSEWHERE), US_CORE],
  }
  const samples = await samplesOf(line, join(folder, 'samples'))
  const report = textOf(line, 'report')
  if (report !== undefined) writeFileSync(report, '')
  let wrong = false
  for (const measure of packages.length > 0 ? packages : [alone]) {
    say(`\nBy R4, ${measure.name}:`)
    const judgement = await judge(validator, samples, { ...measure, definitions: [GUIDE, ...measure.definitions] })
    if (report !== undefined) writeReport(report, measure.name, judgement)
    wrong = printed(judgement) || wrong
  }
  return wrong ? 1 : 0
}

/** True when there is an error. */
function printed(judgement: Judgement): boolean {
  const account = accountOf(judgement)
  say(printAccount(account))
  say(`${judgement.unjudged.length} value sets of required bindings cannot be judged without a terminology server:`)
  say(`  ${judgement.unjudged.join('\n  ')}`)
  const missed = unnoticed(judgement.verdicts)
  if (missed.length > 0) say(`The validator did not notice what is wrong on purpose: ${missed.join(', ')}.`)
  return account.errors.size > 0 || missed.length > 0
}

/** The folder of the samples, the controls among them. */
async function samplesOf(line: CommandLine, temporary: string): Promise<string> {
  const given = textOf(line, 'samples')
  const folder = resolve(given ?? textOf(line, 'keep') ?? temporary)
  const samples = given === undefined ? await collected() : []
  for (const { kind, name, text } of [...samples, ...controls]) {
    mkdirSync(join(folder, kind), { recursive: true })
    writeFileSync(join(folder, kind, `${name}.json`), text)
  }
  return folder
}

async function collected() {
  say('Collecting samples from a demo server …')
  const dataDir = await makeDataDir()
  const server = await startServer({ DATA_DIR: dataDir.path, ...SAMPLED_SETTINGS })
  try {
    const samples = await collectSamples(server.url, dataDir.path)
    say(`${samples.length} samples.`)
    return samples
  } finally {
    await server.stop()
    await dataDir.remove()
  }
}

function writeReport(file: string, by: string, { verdicts }: Judgement): void {
  const lines = verdicts.flatMap(({ file: sample, messages }) =>
    messages.map((message) => `${JSON.stringify({ by, sample, ...message })}\n`),
  )
  writeFileSync(file, lines.join(''), { flag: 'a' })
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
