/** The page's side of the sound: a worklet node, and what the band's worker needs to reach it. */

import type { Seconds } from '../../runtime/units.ts'

export interface BandAudio {
  readonly node: AudioWorkletNode
  /** Goes to the band's worker. */
  readonly port: MessagePort
  readonly clock: SharedArrayBuffer | null
  /** From an event's sample to the sample that leaves the node. */
  readonly latency: Seconds
}

/** @throws where the browser has no audio worklets, or the processor cannot be loaded */
export async function openBandAudio(
  context: AudioContext,
  { processorUrl }: { readonly processorUrl: string },
): Promise<BandAudio> {
  await context.audioWorklet.addModule(processorUrl)
  const clock = globalThis.crossOriginIsolated ? new SharedArrayBuffer(8) : null
  const { port1, port2 } = new MessageChannel()
  const node = new AudioWorkletNode(context, 'silencio-band', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [2],
    processorOptions: { clock },
  })
  node.port.postMessage(port2, [port2])
  return { node, port: port1, clock, latency: 0 }
}
