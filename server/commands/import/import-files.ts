import { deriveIds, type Origin } from './derive-ids.ts'
import type { FoundFile } from './find-files.ts'
import type { Progress } from './progress.ts'
import { readRecord } from './read-record.ts'
import { NotTaken, sendRecords, ServerGone, type Destination, type PlacedResource, type Sent } from './send-records.ts'
import { SharedRecords } from './shared-records.ts'
import type { Tally } from './tally.ts'

/** What an import works with. */
export interface ImportJob {
  readonly to: Destination
  readonly origin: Origin
  readonly tally: Tally
  readonly progress: Progress
}

/**
 * Imports the files, some at once; those that refer to something not there yet are tried once more when all others are in.
 * @throws ServerGone
 */
export async function importFiles(files: readonly FoundFile[], job: ImportJob, parallel: number): Promise<void> {
  const run = new ImportRun(job)
  const queue = files.values()
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (const file of queue) {
        await run.import(file, { last: false })
        job.progress.show(job.tally.files + job.tally.failed.length, files.length, job.tally.pace())
      }
    }),
  )
  await run.again()
}

class ImportRun {
  readonly #job: ImportJob
  readonly #shared = new SharedRecords()
  readonly #again = new Map<string, FoundFile>()
  readonly #in = new Set<string>()
  /** Resolves when the files before have chosen their shared records. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(job: ImportJob) {
    this.#job = job
  }

  /** Tallies what became of a file, unless it is worth another try and may have one. */
  async import(file: FoundFile, { last }: { readonly last: boolean }): Promise<void> {
    const before = this.#turn
    const chosen = Promise.withResolvers<undefined>()
    this.#turn = before.then(() => chosen.promise)
    try {
      if ('fault' in file) throw new Error(file.fault)
      for await (const entries of readRecord(file.path)) {
        const records = deriveIds(entries, this.#job.origin)
        await before
        const kept = this.#shared.keep(records, file.path)
        chosen.resolve(undefined)
        this.#count(file, kept, await sendRecords(kept, this.#job.to))
      }
      this.#done(file)
    } catch (error) {
      if (error instanceof ServerGone) throw error
      this.#failed(file, error, last)
    } finally {
      chosen.resolve(undefined)
    }
  }

  /** Tries once more what had to wait for others, in the files' order. */
  async again(): Promise<void> {
    for (const [path, file] of this.#again) {
      this.#again.delete(path)
      await this.import(file, { last: true })
    }
  }

  /** Of a file that went in before, only what it left out then is new. */
  #count({ path }: FoundFile, records: readonly PlacedResource[], sent: Sent): void {
    if (this.#in.has(path)) this.#job.tally.add([], { ...sent, unchanged: 0 })
    else this.#job.tally.add(records, sent)
  }

  #done({ path }: FoundFile): void {
    if (!this.#in.has(path)) this.#job.tally.files++
    this.#in.add(path)
  }

  #failed(file: FoundFile, error: unknown, last: boolean): void {
    if (error instanceof NotTaken && error.retryable && !last) {
      this.#again.set(file.path, file)
      return
    }
    const reason = error instanceof Error ? error.message : String(error)
    this.#job.tally.fail(file.path, reason)
    this.#job.progress.say(`not imported: ${file.path}: ${reason}`)
    for (const path of this.#shared.release(file.path)) this.#again.set(path, { path })
  }
}
