/** What the loopback's recorder keeps, in a scope like an audio thread's. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loopbackSignal, readLoopback } from '../../runtime/audio/ears/calibration/loopback.ts'
import { CAPTURE_PROCESSOR, type CaptureOptions } from '../../studio/capture-protocol.ts'

const RATE = 48_000
const BLOCK = 128

interface Capture {
  readonly port: { sent: Float32Array | null }
  process(inputs: readonly (readonly Float32Array[])[]): boolean
}
type MakeCapture = new (options: { readonly processorOptions: CaptureOptions }) => Capture

describe('the recorder of the loopback', () => {
  const made = new Map<string, unknown>()
  beforeAll(async () => {
    vi.stubGlobal('sampleRate', RATE)
    vi.stubGlobal('currentFrame', 0)
    vi.stubGlobal(
      'AudioWorkletProcessor',
      class {
        readonly port = {
          sent: null as Float32Array | null,
          postMessage(samples: Float32Array) {
            this.sent = samples
          },
        }
      },
    )
    vi.stubGlobal('registerProcessor', (name: string, processor: unknown) => made.set(name, processor))
    // By an address: its types are those of a page, and not of this test.
    await import(new URL('../../studio/workers/ears.ts', import.meta.url).href)
  })
  afterAll(() => vi.unstubAllGlobals())

  it.each([
    ['alike', 1],
    ['turned against one another', -1],
  ])('hears the chirps in two channels that are %s', (_, sign) => {
    const signal = loopbackSignal(RATE)
    const delay = 1200
    const frames = signal.samples.length + 2 * delay
    const left = new Float32Array(frames + BLOCK)
    left.set(
      signal.samples.map((x) => 0.2 * x),
      delay,
    )
    const right = left.map((x) => sign * x)
    const CaptureProcessor = made.get(CAPTURE_PROCESSOR) as MakeCapture
    const capture = new CaptureProcessor({ processorOptions: { from: 0, frames } })
    for (let at = 0; ; at += BLOCK) {
      vi.stubGlobal('currentFrame', at)
      if (!capture.process([[left.subarray(at, at + BLOCK), right.subarray(at, at + BLOCK)]])) break
    }
    const reading = readLoopback(signal, capture.port.sent ?? new Float32Array(0))
    if (!reading.ok) throw new Error(reading.reason)
    expect(Math.abs(reading.delay - delay / RATE)).toBeLessThan(1e-4)
  })
})
