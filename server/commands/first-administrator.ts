import { isTimeZone } from '#domain/calendar.ts'
import { present } from '#domain/present.ts'
import { NOBODY } from '#ports/security-entry.ts'
import { NotStaff, type NotStaffReason } from '#ports/staff-access.ts'
import { openBeside } from '../compose/open-beside.ts'
import { prepareParts } from '../compose/prepare-parts.ts'
import { publicUrl, readSettings } from '../config.ts'
import { createResourcePreparer } from '../fhir/prepare/resource-preparer.ts'
import { FHIR_PATH } from '../http/fhir/fhir-listener.ts'
import { createIds } from '../ids.ts'
import { createLog } from '../log.ts'
import { createAuditTrail } from '../store/audit-trail.ts'
import { createFhirStore } from '../store/fhir/fhir-store.ts'
import { createTenantDirectory } from '../store/tenants.ts'
import {
  appointAdministrator,
  NotAppointed,
  type Appointed,
  type Appointment,
} from '../use-cases/staff-access/appoint-administrator.ts'
import { runCommand, textOf, UsageError, type CommandLine } from './command-line.ts'

const HELP = `
npm run first-administrator -- --practice SLUG --person "Given Family" --email ADDRESS [options]

Gives a practice its first administrator, and makes the practice where it is not there. It works beside a running server, on
the same DATA_DIR or DATABASE_URL, with the same settings, and once: from then on administrators add people themselves. The
person signs in by one of IDENTITY_PROVIDERS that vouches for the practice, and is known there by the verified e-mail or the
NPI (docs/sign-in.md).

  --practice SLUG         its name in settings and tokens: small letters, digits, dashes
  --person "Given Family" who administers it; who is there already by e-mail or NPI is not made again
  --email ADDRESS         as the provider has verified it
  --npi-person NPI        of the person
  --name "…"              of the practice, to make it
  --time-zone ZONE        of the practice, to make it: an IANA name such as America/New_York
  --npi NPI               of the practice

Status: 0 it is done, 1 it cannot be done, 2 the command line is wrong.
`

const OPTIONS = ['practice', 'name', 'time-zone', 'npi', 'person', 'email', 'npi-person'] as const

const REASONS: Readonly<Record<NotStaffReason, string>> = {
  'identity-conflict':
    'The e-mail and the NPI belong to two people of the practice, or the person there has another NPI.',
  ambiguous: 'Several people of the practice have this e-mail or NPI.',
  inactive: 'The person of the practice with this e-mail or NPI is not active.',
  'no-role': 'The person has no role.',
  'unknown-person': 'There is no such person.',
}

await runCommand(HELP, Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' }])), async (line) => {
  const asked = readAsked(line)
  const settings = readSettings(process.env)
  const log = createLog('warn')
  const clock = { now: () => Date.now() }
  const ids = createIds(clock)
  const storage = await openBeside(settings, log)
  const audit = await createAuditTrail(storage.db, { clock, log })
  try {
    const store = createFhirStore({ db: storage.db, audit, clock })
    const preparer = createResourcePreparer(prepareParts(`${publicUrl(settings)}${FHIR_PATH}`), { clock, ids })
    const tenants = createTenantDirectory(storage.db)
    const tenant = asked.practice ? await tenants.ensure(asked.slug) : await tenants.find(asked.slug)
    if (!tenant)
      throw new NotAppointed(`There is no practice ${asked.slug} yet: give --name and --time-zone to make it.`)
    const agent = { role: NOBODY, client: 'first-administrator' }
    const note = { agent, request: ids.next(), interaction: 'first-administrator' }
    const appointed = await appointAdministrator({ store, preparer, clock }, { ...asked, tenant }, note)
    process.stdout.write(`${wordsOf(asked.slug, appointed)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof NotStaff)) throw error
    throw new NotAppointed(REASONS[error.reason], { cause: error })
  } finally {
    await audit.stop()
    await storage.close()
  }
})

/** @throws UsageError naming the flag */
function readAsked(line: CommandLine): Omit<Appointment, 'tenant'> & { readonly slug: string } {
  const slug = matching(line, 'practice', /^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and dashes')
  const words = required(line, 'person').trim().split(/\s+/)
  const family = words.pop() ?? ''
  if (words.length === 0) throw new UsageError('--person wants a given and a family name, such as "Ana Reyes"')
  const email = matching(line, 'email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address')
  const npi = npiOf(line, 'npi-person')
  const practice = practiceOf(line)
  return { slug, person: { given: words, family, email, ...present({ npi }) }, ...present({ practice }) }
}

/** What is there already needs no facts; what is to be made needs them all. */
function practiceOf(line: CommandLine): Appointment['practice'] {
  const [name, timeZone, npi] = [textOf(line, 'name'), textOf(line, 'time-zone'), npiOf(line, 'npi')]
  if (name === undefined && timeZone === undefined && npi === undefined) return undefined
  if (name === undefined || timeZone === undefined)
    throw new UsageError('A practice that is made wants both --name and --time-zone')
  if (!isTimeZone(timeZone))
    throw new UsageError(`--time-zone wants an IANA name such as America/New_York, not ${timeZone}`)
  return { name, timeZone, ...present({ npi }) }
}

function npiOf(line: CommandLine, flag: string): string | undefined {
  return textOf(line, flag) === undefined ? undefined : matching(line, flag, /^\d{10}$/, 'ten digits')
}

function required(line: CommandLine, flag: string): string {
  const text = textOf(line, flag)
  if (text === undefined) throw new UsageError(`--${flag} is needed (try --help)`)
  return text
}

function matching(line: CommandLine, flag: string, form: RegExp, what: string): string {
  const text = required(line, flag)
  if (!form.test(text)) throw new UsageError(`--${flag} wants ${what}`)
  return text
}

function wordsOf(slug: string, { user, practiceMade, personMade }: Appointed): string {
  const made = [...(practiceMade ? ['the practice'] : []), ...(personMade ? ['the person'] : [])]
  const also = made.length === 0 ? '' : ` Made: ${made.join(' and ')}.`
  return `${user} is administrator of ${slug}.${also} Others are added by this person, once signed in.`
}
