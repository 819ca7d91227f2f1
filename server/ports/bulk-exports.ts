import type { Access } from './access.ts'
import type { Criterion } from './search.ts'

/** What an export is to hold. */
export interface ExportQuery {
  /** The job that makes it, under whose id it is kept. */
  readonly job: string
  readonly types: readonly string[]
  /** The types that the caller may see: what resources of other types refer to is not looked for. */
  readonly seen: readonly string[]
  /** Of a type only what one of its searches finds; a type that is not named here: all of it. */
  readonly filters: ReadonlyMap<string, readonly (readonly Criterion[])[]>
  /**
   * `practice`: everything. `patients`: what is in the record of any patient; a list of Patients' ids: in one of theirs. With
   * records goes what they refer to and what is in nobody's.
   */
  readonly of: 'practice' | 'patients' | readonly string[]
  /** Only what has changed since (milliseconds since 1970), and what was deleted. */
  readonly since?: number
}

/** One file: resources of a type, or (`deleted`) of those of a type that are no more. */
export interface ExportFile {
  readonly type: string
  readonly deleted: boolean
  readonly count: number
}

/** An export that is there to be fetched; its files are numbered from 0 on in this order. */
export interface MadeExport {
  /** The instant that it shows, milliseconds since 1970. An export since then begins where this one ends. */
  readonly at: number
  readonly files: readonly ExportFile[]
}

/** Bulk exports: made once of one moment, and read as often as one likes until they are taken away. */
export interface BulkExports {
  /**
   * Makes an export, as far as the access reaches. Made again (a process died) it replaces what there was.
   * @param progress called between two steps; what it throws ends it, and nothing is kept
   */
  make(
    access: Access,
    query: ExportQuery,
    progress: (done: number, total: number) => Promise<void>,
  ): Promise<MadeExport>
  /**
   * A file as NDJSON, in pieces, in the versions of the export's moment. The access is asked again: of whoever is out of its
   * reach by now nothing is shown.
   */
  read(access: Access, job: string, file: number): AsyncIterable<string>
  /** Takes an export away. */
  discard(tenant: number, job: string): Promise<void>
  /** Takes away, of all practices, what belongs to no finished job any more, or to one that ended before this instant. */
  sweep(before: number): Promise<number>
}
