/** A recording in a page: the node that takes the sound, and the memory from which a worker reads it (`ring.ts`). */

import { sharesMemory } from '../shared-memory.ts'
import { RING_CHANNELS, ringMemory } from './ring.ts'

export interface Recording {
  /** For `ringReader`, in a worker. */
  readonly ring: SharedArrayBuffer
  /** The node heard its last block, or is no longer wanted. */
  close(): void
}

export type RecordingReading =
  | { readonly ok: true; readonly recording: Recording }
  | { readonly ok: false; readonly detail: string }

/**
 * Takes what `source` sounds from the next block on.
 *
 * @param processorUrl address of the bundled `recorder-processor`
 */
export async function startRecording(
  context: AudioContext,
  source: AudioNode,
  processorUrl: string,
): Promise<RecordingReading> {
  if (!sharesMemory()) {
    return { ok: false, detail: 'this page may not share memory with the audio thread' }
  }
  try {
    await context.audioWorklet.addModule(processorUrl)
    const ring = ringMemory(context.sampleRate)
    const node = new AudioWorkletNode(context, 'silencio-recorder', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: RING_CHANNELS,
      channelCountMode: 'explicit',
      channelInterpretation: 'speakers',
      outputChannelCount: [1],
      processorOptions: { ring },
    })
    source.connect(node)
    // Silent; browsers render what leads to the loudspeaker, and nothing else.
    node.connect(context.destination)
    return { ok: true, recording: { ring, close: () => close(source, node) } }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

function close(source: AudioNode, node: AudioNode): void {
  try {
    source.disconnect(node)
  } catch {
    // The source has been replaced meanwhile.
  }
  node.disconnect()
}
