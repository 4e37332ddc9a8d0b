import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { rollTake } from '../../../../bench/onsets/takes.ts'
import { createOnsetDetector } from '../../../../runtime/audio/ears/detector.ts'
import { ordinaryMs } from '../../../harness/cpu.ts'

/** Blocks as an audio thread gives them. */
const BLOCK = 128

describe('the ears on an audio thread', () => {
  const { samples, rate } = rollTake(12)
  let onsets = 0
  const detector = createOnsetDetector(rate, () => {
    onsets++
  })
  const hear = (seconds: number): void => {
    for (let block = 0, at = 0; block < (seconds * rate) / BLOCK; block++, at += BLOCK) {
      if (at + BLOCK > samples.length) at = 0
      detector.process(samples, at, at + BLOCK)
      if (block % 64 === 0) detector.expect(detector.heard + 0.1, 0.5)
    }
  }

  it('allocate nothing, hour by hour', () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    hear(60)
    collect()
    const first = process.memoryUsage().heapUsed
    const before = onsets
    hear(30)
    const passing = process.memoryUsage().heapUsed - first
    collect()
    const kept = process.memoryUsage().heapUsed - first
    expect(onsets - before).toBeGreaterThan(150)
    // Bytes per block of 128 samples. In passing the engine boxes a number here and there, more while it is still compiling;
    // a list of the bands would be a thousand.
    expect(kept / ((30 * rate) / BLOCK)).toBeLessThan(2)
    expect(passing / ((30 * rate) / BLOCK)).toBeLessThan(64)
  })

  it('take a small part of the time that the sound lasts', () => {
    hear(10)
    const from = process.cpuUsage()
    hear(20)
    expect(ordinaryMs(from) / 1000 / 20).toBeLessThan(0.1)
  })
})
