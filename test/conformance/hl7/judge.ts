import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ValidatorHome } from './java-tools.ts'

/** What the validator says of one place. */
export interface Message {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information'
  /** The validator's name for the rule. */
  readonly id: string
  readonly location: string
  readonly text: string
}

/** What it says of one file. */
export interface Verdict {
  /** Path below the folder that was judged. */
  readonly file: string
  readonly messages: readonly Message[]
}

/** A run of the validator. */
export interface Judgement {
  readonly verdicts: readonly Verdict[]
  /** Value sets of required bindings whose codes cannot be known without a terminology server. */
  readonly unjudged: readonly string[]
}

/** By what the samples are judged, besides R4 itself. */
export interface Measure {
  /** Folders of definitions. */
  readonly definitions: readonly string[]
  /** URLs, or what URLs begin with, that HL7 publishes outside of these. */
  readonly known: readonly string[]
}

const PROGRAM = 'test/conformance/hl7/JudgeSamples.java'

/**
 * Lets the validator judge every `.json` file in a folder, in a Java process of its own.
 * @throws Error with what Java said, when it ends without a judgement
 */
export async function judge(validator: ValidatorHome, samples: string, measure: Measure): Promise<Judgement> {
  const child = spawn('java', [
    `-Xmx${process.env['HL7_VALIDATOR_MEMORY'] ?? '3g'}`,
    `-Duser.home=${validator.home}`,
    '-Dfile.encoding=UTF-8',
    '-cp',
    `${validator.jars}/*`,
    PROGRAM,
    ...measure.definitions.flatMap((folder) => ['--definitions', folder]),
    ...measure.known.flatMap((url) => ['--known', url]),
    samples,
  ])
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-10_000)))
  const ended = once(child, 'close')
  const verdicts: Verdict[] = []
  let unjudged: readonly string[] | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const spoken = JSON.parse(line) as Verdict | { readonly unjudged: readonly string[] }
    if ('unjudged' in spoken) unjudged = spoken.unjudged
    else verdicts.push(spoken)
  }
  const [status] = (await ended) as [number | null]
  if (status !== 0 || unjudged === undefined) throw new Error(`The validator ended with ${status}:\n${said}`)
  return { verdicts, unjudged }
}
