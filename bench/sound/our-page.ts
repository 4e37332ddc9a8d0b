/** Silencio plays the piece offline: its engine in an audio worklet, with room and limiter. */

import { type EngineEvent, EVENT_FIELDS } from '../../runtime/audio/event-queue.ts'
import { packEvent } from '../../runtime/audio/messages.ts'
import { eventsOfPiece } from './our-events.ts'
import { SECONDS } from './piece.ts'

const RATE = 48000

Reflect.set(globalThis, 'renderOurs', async (): Promise<{ ms: number; peak: number }> => {
  const began = performance.now()
  const context = new OfflineAudioContext({
    numberOfChannels: 2,
    length: SECONDS * RATE,
    sampleRate: RATE,
  })
  await context.audioWorklet.addModule('/processor.js')
  const node = new AudioWorkletNode(context, 'silencio-band', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [2],
    processorOptions: {},
  })
  node.connect(context.destination)
  const events: EngineEvent[] = []
  eventsOfPiece(RATE, {
    setPatch: (index, instrument, values) =>
      node.port.postMessage({ kind: 'patch', index, instrument, values }),
    schedule: (event) => events.push(event),
  })
  const packed = new Float64Array(events.length * EVENT_FIELDS)
  events.forEach((event, i) => {
    packEvent(event, packed, i * EVENT_FIELDS)
  })
  node.port.postMessage({ kind: 'events', events: packed })
  // Messages reach the worklet while it waits.
  context.suspend(128 / RATE).then(() => setTimeout(() => context.resume(), 5))
  const buffer = await context.startRendering()
  const ms = performance.now() - began
  let peak = 0
  for (const x of buffer.getChannelData(0)) peak = Math.max(peak, Math.abs(x))
  return { ms, peak }
})
