/** A microphone's stream into the ears' worklet, and onsets out of it. */

import { EARS_PROCESSOR, type OnsetMessage } from '../../audio/ears/processor.ts'
import type { Ratio, Seconds } from '../../units.ts'

export interface EarsOptions {
  /** The address of the built `ears-worklet` module. */
  readonly workletUrl: string | URL
  /** On the context's clock, as the sound came in: take the input latency out before telling a band. */
  readonly onOnset: (onset: {
    readonly time: Seconds
    readonly velocity: Ratio
    readonly decided: Seconds
  }) => void
  /** The worklet has died: what comes in is heard by nobody. Close, and connect anew. */
  readonly onFailure?: () => void
}

export interface Ears {
  /**
   * What comes in, for others that are to hear the same: a meter, a recorder, a loopback. Another source of the same
   * stream would have a buffer, and so a latency, of its own.
   */
  readonly source: AudioNode
  /** The band's own events, `[time, strength]` on the context's clock, when the microphone will hear them. */
  expect(events: readonly (readonly [time: Seconds, strength: Ratio])[]): void
  close(): void
}

export type EarsReading =
  | { readonly ok: true; readonly ears: Ears }
  /** The worklet could not be loaded, or the context is closed. */
  | { readonly ok: false; readonly detail: string }

/** Puts the ears into a worklet behind a microphone’s stream: `onOnset` is called 10 to 20 ms after each note. Never rejects. */
export async function connectEars(
  context: AudioContext,
  stream: MediaStream,
  { workletUrl, onOnset, onFailure }: EarsOptions,
): Promise<EarsReading> {
  try {
    await context.audioWorklet.addModule(workletUrl)
    const source = context.createMediaStreamSource(stream)
    const node = new AudioWorkletNode(context, EARS_PROCESSOR, { numberOfInputs: 1, numberOfOutputs: 1 })
    node.port.onmessage = ({ data }: MessageEvent<OnsetMessage>) => onOnset(data)
    const failed = (): void => onFailure?.()
    node.addEventListener('processorerror', failed)
    source.connect(node)
    // A node that leads nowhere is not run; this one gives silence.
    node.connect(context.destination)
    return {
      ok: true,
      ears: {
        source,
        expect: (events) => node.port.postMessage({ type: 'expect', events }),
        close() {
          node.port.postMessage({ type: 'stop' })
          node.port.onmessage = null
          node.removeEventListener('processorerror', failed)
          // Whoever else listens lets go by themselves.
          source.disconnect(node)
          node.disconnect()
        },
      },
    }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
