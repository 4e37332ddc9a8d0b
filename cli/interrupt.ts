/**
 * Signals that end a process: Ctrl-C, what supervisors send, a terminal that was closed. For commands that would leave something
 * behind, or have a word to say.
 */

/** As a shell has it: 128 and the signal. */
const ENDED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

export type EndedStatus = (typeof ENDED)[keyof typeof ENDED]

/** From now on, until what it gives is called, a signal ends the process in order: what is registered for its end is done first. */
export const endingInOrder = (): (() => void) => onInterrupt((status) => process.exit(status))

/**
 * The same for who ends by themselves. A second signal ends the process in order in any case.
 *
 * @param stop with the status to end with
 */
export function onInterrupt(stop: (status: EndedStatus) => void): () => void {
  let stopped = false
  const handlers = Object.entries(ENDED).map(([signal, status]) => {
    const hear = (): void => {
      if (stopped) process.exit(status)
      stopped = true
      stop(status)
    }
    process.on(signal, hear)
    return (): void => void process.off(signal, hear)
  })
  return () => {
    for (const off of handlers) off()
  }
}
