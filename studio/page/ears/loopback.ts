/** Chirps out of the loudspeaker, and in by the microphone: how long that takes. */

import { LONGEST_DELAY, loopbackSignal } from '../../../runtime/audio/ears/calibration/loopback.ts'
import type { Seconds } from '../../../runtime/units.ts'
import {
  CAPTURE_PROCESSOR,
  type CaptureOptions,
  type LoopbackAnswer,
  type LoopbackOutcome,
  type LoopbackRequest,
} from '../../capture-protocol.ts'

/** Time to reach the audio thread before the first chirp. */
const LEAD_IN: Seconds = 0.2
/** Beyond the recording's own length: then nothing comes any more. */
const PATIENCE: Seconds = 3

/** @param source what the ears hear: another one of the same microphone would have a latency of its own */
export async function runLoopback(context: AudioContext, source: AudioNode): Promise<LoopbackOutcome> {
  const rate = context.sampleRate
  const signal = loopbackSignal(rate)
  const from = Math.ceil((context.currentTime + LEAD_IN) * rate)
  const frames = signal.samples.length + Math.ceil(LONGEST_DELAY * rate)
  const processorOptions: CaptureOptions = { from, frames }
  const capture = new AudioWorkletNode(context, CAPTURE_PROCESSOR, { processorOptions })
  const player = playerOf(context, signal.samples)
  try {
    source.connect(capture)
    // A node that leads nowhere is not run; this one gives silence.
    capture.connect(context.destination)
    player.start(from / rate)
    const recorded = await heard(capture, LEAD_IN + frames / rate + PATIENCE)
    if (recorded === null) return { ok: false, reason: 'stopped' }
    const { reading, clipped } = await read({ rate, recorded })
    return !reading.ok && reading.reason !== 'silent' && clipped ? { ok: false, reason: 'clipped' } : reading
  } catch {
    return { ok: false, reason: 'stopped' }
  } finally {
    player.disconnect()
    source.disconnect(capture)
    capture.disconnect()
  }
}

/** What is to be played, at the context's own rate. */
export function playerOf(context: AudioContext, samples: Float32Array): AudioBufferSourceNode {
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(Float32Array.from(samples), 0)
  const player = new AudioBufferSourceNode(context, { buffer })
  player.connect(context.destination)
  return player
}

function heard(capture: AudioWorkletNode, patience: Seconds): Promise<Float32Array<ArrayBuffer> | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patience * 1000)
    const done = (samples: Float32Array<ArrayBuffer> | null): void => {
      clearTimeout(timer)
      resolve(samples)
    }
    capture.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => done(data)
    capture.onprocessorerror = () => done(null)
  })
}

function read(request: LoopbackRequest): Promise<LoopbackAnswer> {
  const worker = new Worker('/loopback.js', { type: 'module', name: 'loopback' })
  return new Promise<LoopbackAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<LoopbackAnswer>) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message || 'the worker could not be loaded'))
    worker.postMessage(request, [request.recorded.buffer])
  }).finally(() => worker.terminate())
}
