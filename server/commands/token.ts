import { ROLES } from '#ports/caller.ts'
import { runCommand, textOf, UsageError } from './command-line.ts'
import { demoToken } from './server-access.ts'

const HELP = `
npm run -s token -- --role ROLE [options]

Prints a bearer token for the demo practice. It is valid for 12 hours, also across a restart of the demo server.
Production has no such command.

  --role ROLE      ${ROLES.join(', ')}
  --patient ID     the patient in context (role patient: whose record; role payer: the one member)
  --scope "…"      SMART scopes, space-separated          (default: all that the role may do)
  --user REFERENCE Practitioner/ID the token speaks for   (default: the demo's person of that role)
`

await runCommand(
  HELP,
  { role: { type: 'string' }, patient: { type: 'string' }, scope: { type: 'string' }, user: { type: 'string' } },
  async (line) => {
    const name = textOf(line, 'role')
    const role = ROLES.find((known) => known === name)
    if (!role) throw new UsageError(`--role wants one of ${ROLES.join(', ')}`)
    const patient = textOf(line, 'patient')
    if (role === 'patient' && !patient) throw new UsageError('--role patient wants --patient ID')
    const scope = textOf(line, 'scope')
    const user = textOf(line, 'user')
    const token = await demoToken({
      role,
      ...(patient ? { patient } : {}),
      ...(scope ? { scope } : {}),
      ...(user ? { user } : {}),
    })
    process.stdout.write(`${token}\n`)
    return 0
  },
)
