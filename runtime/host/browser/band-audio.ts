/**
 * The band's sound in a page: the worklet node, and what a worker needs to play through it.
 */

import { BOARD_SIZE } from '../../audio/board.ts'
import type { Seconds } from '../../units.ts'
import { sharesMemory } from './shared-memory.ts'

export interface BandAudio {
  /** To be connected to whatever the page likes: effects, recorder, destination. */
  readonly node: AudioWorkletNode
  /** Takes the engine's messages; to be transferred to the worker that has the band. */
  readonly port: MessagePort
  /** Another such port, for a worker that takes the first one's place. */
  openPort(): MessagePort
  /** Where the audio thread writes its time and levels; null where the page shares no memory with it. */
  readonly clock: SharedArrayBuffer | null
  /** Between an event's time and its sound leaving the context: the limiter's look-ahead, and what the context says of itself. */
  readonly latency: Seconds
  close(): void
}

export interface BandAudioOptions {
  /** Address of the bundled `band-processor`. */
  readonly processorUrl: string
  /** The worklet has died: everything must be opened anew. */
  readonly onFailure?: () => void
}

/**
 * @throws the browser's own error where the context cannot load the processor
 */
export async function openBandAudio(
  context: AudioContext,
  { processorUrl, onFailure }: BandAudioOptions,
): Promise<BandAudio> {
  await context.audioWorklet.addModule(processorUrl)
  const clock = sharesMemory() ? new SharedArrayBuffer(BOARD_SIZE * Float64Array.BYTES_PER_ELEMENT) : null
  const node = new AudioWorkletNode(context, 'silencio-band', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [2],
    processorOptions: { board: clock },
  })
  node.onprocessorerror = () => onFailure?.()
  const openPort = (): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    node.port.postMessage({ port: port2 }, [port2])
    return port1
  }
  return {
    node,
    port: openPort(),
    openPort,
    clock,
    latency: outputLatencyOf(context),
    close: () => {
      node.port.postMessage('close')
      node.disconnect()
    },
  }
}

/** From a moment of a context to the ear: what the browser takes, and what the system and the device take after it. */
export const outputLatencyOf = ({ baseLatency, outputLatency }: AudioContext): Seconds =>
  (baseLatency || 0) + (outputLatency || 0)
