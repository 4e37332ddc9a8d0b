/**
 * AUDIO THREAD: plays every instrument once where nobody hears it.
 *
 * Engines run what is new slowly, and compile it while it runs: the first notes of a band used to take several blocks' time,
 * and were heard as gaps. So whoever makes an engine for an audio thread has all of its code run warm before the first block,
 * through the messages that a band sends. Afterwards the engine is as it was made, to the bit.
 */

import type { AudioEngine } from './engine.ts'
import { MOST_CHANNELS } from './engine-limits.ts'
import { EVENT_FIELDS } from './event-queue.ts'
import { packEvent, tellEngine } from './messages.ts'
import { INSTRUMENTS, PATCH_HEADER, PATCH_RANGES } from './patch.ts'
import { GUARD, type SampleBank } from './samples/bank.ts'

const BLOCK = 128
/** A second or so of sound: what the optimising compiler wants to have seen. */
const BLOCKS = 400
/** Blocks between two notes: as many voices sound as in a full bar. */
const NOTE_EVERY = 4
/** Of each range, the places that patches are made of: what is off, usual and all the way up. */
const PLACES = [0, 0.3, 1]

/** Call it before the engine is told anything. Takes about a tenth of a second. */
export function warmUp(engine: AudioEngine): void {
  tellEngine(engine, { kind: 'samples', bank: shortBank() })
  let patches = 0
  for (const instrument of INSTRUMENTS)
    for (const place of PLACES) {
      const values = PATCH_RANGES[instrument].map(({ min, max }) => min + place * (max - min))
      const header = Array.from({ length: PATCH_HEADER }, () => 1)
      tellEngine(engine, { kind: 'patch', index: patches++, instrument, values: [...header, ...values] })
    }
  const left = new Float32Array(BLOCK)
  const right = new Float32Array(BLOCK)
  for (let block = 0; block < BLOCKS; block++) {
    if (block % NOTE_EVERY === 0) strike(engine, block / NOTE_EVERY, patches)
    engine.process(left, right, BLOCK)
  }
  engine.reset()
}

function strike(engine: AudioEngine, n: number, patches: number): void {
  const channel = n % MOST_CHANNELS
  const events = new Float64Array(EVENT_FIELDS)
  packEvent(
    {
      frame: engine.frame + ((31 * n) % BLOCK),
      patch: n % patches,
      channel,
      velocity: [0.2, 0.6, 1][n % 3] ?? 1,
      pitch: 55 * 2 ** ((7 * n) % 5),
      hold: n % 2 === 0 ? 0 : 9000,
      gain: 0.5,
      pan: ((n % 5) - 2) / 2,
      key: n,
    },
    events,
    0,
  )
  tellEngine(engine, { kind: 'events', events })
  tellEngine(engine, { kind: 'channel', channel, gain: n % 7 === 0 ? 0 : 1 })
  tellEngine(engine, { kind: 'master', gain: n % 11 === 0 ? 0.5 : 1 })
}

/** A tone for the voice that plays recordings. */
function shortBank(): SampleBank {
  const rate = 44100
  const length = rate / 2
  const pcm = new Int16Array(length + 2 * GUARD)
  for (let n = 0; n < length; n++) pcm[GUARD + n] = 8000 * Math.sin((2 * Math.PI * 220 * n) / rate)
  return {
    rate,
    velocities: Float64Array.of(0.5, 1),
    pcm,
    starts: Int32Array.of(GUARD, GUARD),
    lengths: Int32Array.of(length, length),
    pitches: Float64Array.of(220, 220),
    gains: Float64Array.of(1 / 16000, 1 / 16000),
    dulls: Float64Array.of(0.5, 0.5),
    lifts: Float64Array.of(1.25, 1.25),
  }
}
