/**
 * What ends us ends the child first, which may have something to tidy up: whoever calls this waits for it. Windows has no signals to send,
 * and would end the child in the midst of it; there Ctrl-C comes to both of us from the console.
 *
 * @param {{ kill(signal: string): unknown }} child
 * @param {readonly string[]} signals
 * @param {{ readonly platform: string, on(signal: string, hear: () => void): unknown }} from
 */
export function endWith(child, signals, from = process) {
  for (const signal of signals)
    from.on(signal, () => {
      if (from.platform !== 'win32') child.kill(signal)
    })
}
