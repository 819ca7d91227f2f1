/** A progress bar on a terminal, silent elsewhere. `say` prints a line that stays. */
export interface Progress {
  show(done: number, total: number, note: string): void
  say(line: string): void
  end(): void
}

const WIDTH = 28

/** Progress on `stream`; rewrites one line where that is a terminal. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[2K')
  }
  return {
    show(done, total, note) {
      if (!stream.isTTY) return
      const filled = Math.round((done / Math.max(total, 1)) * WIDTH)
      stream.write(`\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} ${note}`)
    },
    say(line) {
      clear()
      stream.write(`${line}\n`)
    },
    end: clear,
  }
}
