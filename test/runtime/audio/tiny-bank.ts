import { GUARD, readBank, type SampleBank } from '../../../runtime/audio/samples/bank.ts'
import type { Recording } from '../../../runtime/audio/samples/bank-file.ts'

export const BANK_RATE = 44100
export const TINY_VELOCITIES = [0.5, 1]

/** A sine that dies away, or does not. */
export function sine(frequency: number, { seconds = 0.5, t60 = 1, size = 8000 } = {}): Int16Array {
  return new Int16Array(Math.round(seconds * BANK_RATE)).map((_, n) =>
    Math.round(
      size * 10 ** ((-3 * n) / (t60 * BANK_RATE)) * Math.cos((2 * Math.PI * frequency * n) / BANK_RATE),
    ),
  )
}

/** Recordings as a bank has them in memory. */
export function bankOf(
  recordings: readonly Recording[],
  velocities: readonly number[],
  rate = BANK_RATE,
): SampleBank {
  const lengths = Int32Array.from(recordings, ({ sound }) => sound.length)
  const starts = new Int32Array(lengths.length)
  let total = GUARD
  lengths.forEach((length, i) => {
    starts[i] = total
    total += length + GUARD
  })
  const pcm = new Int16Array(total)
  recordings.forEach(({ sound }, i) => {
    pcm.set(sound, starts[i])
  })
  const numbers = (name: 'pitch' | 'gain' | 'dull' | 'lift') =>
    Float64Array.from(recordings, (recording) => recording[name])
  const bank = readBank({
    rate,
    velocities: Float64Array.from(velocities),
    pcm,
    starts,
    lengths,
    pitches: numbers('pitch'),
    gains: numbers('gain'),
    dulls: numbers('dull'),
    lifts: numbers('lift'),
  })
  if (bank === null) throw new Error('that is no bank')
  return bank
}

/** Three keys, an octave apart from A2, soft and hard: of tones that can be told from strings. */
export const tinyRecordings: readonly Recording[] = [110, 220, 440].flatMap((pitch) => {
  const soft = sine(pitch)
  const overtone = sine(3 * pitch, { size: 2000 })
  const hard = soft.map((x, n) => x + (overtone[n] ?? 0))
  return [soft, hard].map((sound) => ({ sound, pitch, gain: 1 / 16000, dull: 0.5, lift: 1.25 }))
})

export const tinyBank: SampleBank = bankOf(tinyRecordings, TINY_VELOCITIES)
