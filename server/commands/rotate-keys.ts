import { openBeside } from '../compose/open-beside.ts'
import { secretsKeys } from '../compose/secrets-key.ts'
import { readSettings } from '../config.ts'
import { createLog } from '../log.ts'
import { createSigningKeys } from '../store/oauth/signing-keys.ts'
import { createSealer } from '../store/sealer.ts'
import { runCommand, textOf, UsageError, type CommandLine } from './command-line.ts'

const HELP = `
npm run rotate-keys -- [options]

Makes new keys that id_tokens are signed with, beside a running server: on the same DATA_DIR or DATABASE_URL, with the same
SECRETS_KEYS. They are published at once and sign when those who keep the published keys for a while have them, too; the keys
before them stay published for a day more, so that nothing signed by them is refused. Nobody is signed out.

  --after S   seconds until they sign (600); 0 signs with them at once, where a key has become known

Status: 0 they are made, 1 something went wrong, 2 the command line is wrong.
`

await runCommand(HELP, { after: { type: 'string' } }, async (line) => {
  const seconds = secondsAsked(line)
  const settings = readSettings(process.env)
  const storage = await openBeside(settings, createLog('warn'))
  try {
    const keys = createSigningKeys(storage.db, createSealer(await secretsKeys(settings)))
    await keys.all()
    await keys.rotate(seconds)
    const from = new Date(Date.now() + seconds * 1000).toISOString()
    process.stdout.write(`There are new signing keys. They sign from ${from}.\n`)
    return 0
  } finally {
    await storage.close()
  }
})

function secondsAsked(line: CommandLine): number {
  const text = textOf(line, 'after') ?? '600'
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--after wants whole seconds, not ${text}`)
  return Number(text)
}
