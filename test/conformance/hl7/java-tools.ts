import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

/** What the validator needs is not on this machine, or could not be fetched: the message says what to do. */
export class ToolsMissing extends Error {
  readonly code = 'TOOLS_MISSING'
}

/** Where the validator lies. */
export interface ValidatorHome {
  readonly jars: string
  /** Home folder of the Java process: the validator keeps its packages there. */
  readonly home: string
}

const CACHE = 'node_modules/.cache/hl7-validator'
const POM = 'test/conformance/hl7/pom.xml'

const INSTALL = `
The official HL7 validator is Java and comes from Maven Central. It needs
  a JDK, 17 or newer   Debian, Ubuntu: apt-get install openjdk-17-jdk-headless   macOS: brew install openjdk
                       elsewhere: https://adoptium.net
  Apache Maven         Debian, Ubuntu: apt-get install maven                     macOS: brew install maven
                       elsewhere: https://maven.apache.org
and both on the PATH. The first run fetches some 160 MB, later runs need no network.`

/**
 * The validator, fetched by Maven into `node_modules/.cache` the first time.
 * @throws ToolsMissing
 */
export function prepareValidator(say: (line: string) => void): ValidatorHome {
  requireJdk()
  const jars = resolve(CACHE, `jars-${hash('sha256', readFileSync(POM, 'utf8')).slice(0, 12)}`)
  const home = resolve(CACHE, 'home')
  mkdirSync(home, { recursive: true })
  if (!existsSync(jars)) fetchJars(jars, say)
  return { jars, home }
}

function requireJdk(): void {
  const modules = spawnSync('java', ['--list-modules'], { encoding: 'utf8' })
  if (modules.status !== 0) throw new ToolsMissing(`There is no Java on this machine.\n${INSTALL}`)
  const version = Number(/^java\.base@(\d+)/m.exec(modules.stdout)?.[1])
  if (!(version >= 17)) throw new ToolsMissing(`This machine's Java is ${version}.\n${INSTALL}`)
  if (!/^jdk\.compiler@/m.test(modules.stdout))
    throw new ToolsMissing(`This machine has Java, but no JDK: the compiler is missing.\n${INSTALL}`)
}

function fetchJars(jars: string, say: (line: string) => void): void {
  const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn'
  if (spawnSync(maven, ['--version']).status !== 0)
    throw new ToolsMissing(`There is no Maven on this machine.\n${INSTALL}`)
  say('Fetching the validator from Maven Central (once) …')
  const unfinished = `${jars}-${process.pid}`
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`]
  const run = spawnSync(maven, ['-q', '-B', '-f', POM, ...goal], { encoding: 'utf8' })
  if (run.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new ToolsMissing(`Maven could not fetch the validator:\n${run.stdout}${run.stderr}`)
  }
  renameSync(unfinished, jars)
}
