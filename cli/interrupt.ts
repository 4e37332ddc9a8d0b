/** Ctrl-C, for commands that would leave something behind: what is registered for the process's end is done first. */

/** As a shell has it: 128 and the signal. */
const ENDED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** From now on, until what it gives is called, a signal ends the process in order. */
export function endingInOrder(): () => void {
  const handlers = Object.entries(ENDED).map(([signal, status]) => {
    const end = (): void => process.exit(status)
    process.once(signal, end)
    return (): void => void process.off(signal, end)
  })
  return () => {
    for (const off of handlers) off()
  }
}
