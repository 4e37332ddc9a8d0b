/** What happens when what is printed cannot be written. */

import { type ExitStatus, MACHINE_FAILED } from '../outcome.ts'

export interface Streams {
  /** The status to end with where printing failed. */
  readonly failed: ExitStatus | null
}

/**
 * Listens to the errors of stdout and stderr, which would else end the process with a stack trace. A reader that has
 * seen enough (`sil explain SIL0301 | head -1`) is no failure: the command does its work and ends as it would have.
 */
export function guardStreams(): Streams {
  const streams: { failed: ExitStatus | null } = { failed: null }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || streams.failed !== null) return
      streams.failed = MACHINE_FAILED
      process.exitCode = MACHINE_FAILED
      if (stream === process.stderr) return
      const why = error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message)
      process.stderr.write(`error: The result could not be printed: ${why}.\n`)
    })
  }
  return streams
}

/** Resolves when what was written before is out, or cannot be had out. */
export function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) return resolve()
    stream.once('close', resolve)
    stream.write('', () => resolve())
  })
}
