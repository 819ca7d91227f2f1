import { openBeside } from '../compose/open-beside.ts'
import { readSettings } from '../config.ts'
import { createLog } from '../log.ts'
import type { AuditHead } from '../store/audit/audit-heads.ts'
import { verifyAuditChain, type AuditChainReport, type AuditFault } from '../store/audit/verify-audit-chain.ts'
import { runCommand, textOf, UsageError, type CommandLine } from './command-line.ts'

const HELP = `
npm run audit:verify -- [options]

Reads the whole audit trail, of all practices, and computes every hash anew: an entry that was changed, removed, added or put
elsewhere is named by the id of its AuditEvent. It changes nothing and works beside the server, on the same DATA_DIR or
DATABASE_URL.

At the end stand the heads: of each process that wrote the trail the number of its last batch and that batch's hash. Keep
them where the database's owner cannot write. The server's log has them too (audit chain).

  --head P:N:HASH[,…]   heads that were kept: these batches must still be there, as they were

Status: 0 the trail is whole, 1 it is not, or something went wrong, 2 the command line is wrong.
`

/** So many faults are shown: one that was made on purpose often breaks what follows. */
const SHOWN = 20

const WORDS: Readonly<Record<AuditFault['kind'], string>> = {
  changed: 'is not what was sealed',
  'batch-missing': 'follows on a batch that is gone',
  unlinked: 'does not go on from the batch before it',
  'witness-missing': 'saw a batch of another process that is gone or is another',
  'after-closing': 'was added after the process had closed its chain',
  'unsealed-rows': 'has entries that no batch seals, though it closed its chain',
  'head-differs': 'is the last, or the newest are gone: the head kept apart says another',
  'known-missing': 'is gone or is another, says the head that was given',
}

await runCommand(HELP, { head: { type: 'string' } }, async (line) => {
  const known = headsAsked(line)
  const storage = await openBeside(readSettings(process.env), createLog('warn'))
  try {
    const report = await verifyAuditChain(storage.db, known)
    process.stdout.write(`${wordsOf(report).join('\n')}\n`)
    return report.faults.length > 0 ? 1 : 0
  } finally {
    await storage.close()
  }
})

function headsAsked(line: CommandLine): readonly AuditHead[] {
  return (textOf(line, 'head')?.split(',') ?? []).map((text) => {
    const [, process, number, hash] = /^(\d{1,15}):(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? []
    if (hash === undefined)
      throw new UsageError(`--head wants PROCESS:BATCH:HASH as this command prints it; ${text} is none`)
    return { process: Number(process), number: Number(number), hash }
  })
}

function wordsOf({ entries, batches, unsealed, faults, heads }: AuditChainReport): readonly string[] {
  const checked = `Checked: entries ${entries}, batches ${batches}, processes ${heads.size}.`
  const waiting =
    unsealed === 0 ? [] : [`${unsealed} entries are not sealed yet, or their process was killed before it could.`]
  const kept = [...heads.values()].map(({ process, number, hash }) => `  ${process}:${number}:${hash}`)
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more.`] : []
  const found = faults.length === 0 ? ['The trail is whole.'] : [...faults.slice(0, SHOWN).map(wordsOfFault), ...more]
  return [checked, ...waiting, ...found, 'Heads:', ...kept]
}

function wordsOfFault({ kind, process, batch, at, row }: AuditFault): string {
  const place = batch === undefined ? `Process ${process}` : `Batch ${batch} of process ${process}`
  const time = at === undefined ? '' : `, sealed ${new Date(at).toISOString()},`
  const named = row ? `AuditEvent/${row.id} was ${row.how}. ` : ''
  return `${named}${place}${time} ${WORDS[kind]}.`
}
