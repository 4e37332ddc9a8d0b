/**
 * The file that a sampled instrument is kept in. Numbers are little-endian:
 *
 *   0   `SILBANK1`
 *   8   u32 CRC-32 of everything from byte 12 on (what ZIP and PNG use; SHA-256 of four megabytes takes a second in plain code)
 *   12  u32 rate of the recordings, u16 layers, u16 keys
 *   20  f32 a layer: the velocity that it was struck with, rising, the last one 1
 *       24 bytes a recording, by key and then by layer: u32 length in samples, u32 its bytes below,
 *       f32 pitch in Hz, gain, dull, lift (see `SampleBank`)
 *       the recordings as `packSound` writes them
 */

import { GUARD, readBank, type SampleBank } from './bank.ts'
import { crc32 } from './crc32.ts'
import { packSound, unpackSound } from './rice.ts'

const MAGIC = 'SILBANK1'
const CHECKED_FROM = 12
const HEADER = 20
const ENTRY = 24
const MOST_LAYERS = 16
const MOST_KEYS = 128
/** Ten minutes at 44.1 kHz: what the file promises is believed no further. */
const MOST_SAMPLES = 26_460_000

export interface Recording {
  readonly sound: Int16Array
  readonly pitch: number
  readonly gain: number
  readonly dull: number
  readonly lift: number
}

export type ReadBankFile =
  | { readonly ok: true; readonly bank: SampleBank }
  | { readonly ok: false; readonly problem: string }

/** @param recordings by key (rising) and, within a key, by layer */
export function writeBankFile(
  rate: number,
  velocities: readonly number[],
  recordings: readonly Recording[],
): Uint8Array {
  const packed = recordings.map(({ sound }) => packSound(sound))
  const table = HEADER + 4 * velocities.length
  const data = table + ENTRY * recordings.length
  const file = new Uint8Array(data + packed.reduce((sum, { length }) => sum + length, 0))
  const view = new DataView(file.buffer)
  for (let i = 0; i < MAGIC.length; i++) file[i] = MAGIC.charCodeAt(i)
  view.setUint32(12, rate, true)
  view.setUint16(16, velocities.length, true)
  view.setUint16(18, recordings.length / velocities.length, true)
  for (const [i, velocity] of velocities.entries()) view.setFloat32(HEADER + 4 * i, velocity, true)
  let at = data
  recordings.forEach(({ sound, pitch, gain, dull, lift }, i) => {
    const bytes = packed[i] ?? new Uint8Array()
    const entry = table + ENTRY * i
    view.setUint32(entry, sound.length, true)
    view.setUint32(entry + 4, bytes.length, true)
    for (const [j, x] of [pitch, gain, dull, lift].entries()) view.setFloat32(entry + 8 + 4 * j, x, true)
    file.set(bytes, at)
    at += bytes.length
  })
  view.setUint32(8, crc32(file.subarray(CHECKED_FROM)), true)
  return file
}

/** What a file holds, or in plain words why it cannot be used. Never throws, whatever it is given. */
export function readBankFile(file: Uint8Array): ReadBankFile {
  const refuse = (problem: string): ReadBankFile => ({ ok: false, problem })
  // Hosts are not all written in TypeScript.
  if (
    !ArrayBuffer.isView(file) ||
    file.length < HEADER ||
    MAGIC.split('').some((letter, i) => file[i] !== letter.charCodeAt(0))
  )
    return refuse('it is no file of samples')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const layers = view.getUint16(16, true)
  const keys = view.getUint16(18, true)
  const count = layers * keys
  const table = HEADER + 4 * layers
  const data = table + ENTRY * count
  if (layers === 0 || layers > MOST_LAYERS || keys === 0 || keys > MOST_KEYS || data > file.length)
    return refuse('its table is cut off or nonsense')
  const entries = Array.from({ length: count }, (_, i) => {
    const entry = table + ENTRY * i
    const number = (j: number): number => view.getFloat32(entry + 8 + 4 * j, true)
    return {
      length: view.getUint32(entry, true),
      bytes: view.getUint32(entry + 4, true),
      pitch: number(0),
      gain: number(1),
      dull: number(2),
      lift: number(3),
    }
  })
  const promised = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  if (data + promised > file.length) return refuse('it is cut off')
  if (data + promised < file.length) return refuse('it is longer than it says')
  // Before anything is made room for: a number of ours may have been changed, too.
  if (view.getUint32(8, true) !== crc32(file.subarray(CHECKED_FROM)))
    return refuse('it is damaged: its checksum is another one')
  if (entries.reduce((sum, { length }) => sum + length, 0) > MOST_SAMPLES) return refuse('it is too large')
  const starts = new Int32Array(count)
  let total = GUARD
  entries.forEach(({ length }, i) => {
    starts[i] = total
    total += length + GUARD
  })
  const pcm = new Int16Array(total)
  let at = data
  for (const [i, { length, bytes }] of entries.entries()) {
    if (!unpackSound(file.subarray(at, at + bytes), pcm, starts[i] ?? 0, length))
      return refuse('a recording in it cannot be read')
    at += bytes
  }
  const bank = readBank({
    rate: view.getUint32(12, true),
    velocities: Float64Array.from({ length: layers }, (_, i) => view.getFloat32(HEADER + 4 * i, true)),
    pcm,
    starts,
    lengths: Int32Array.from(entries, ({ length }) => length),
    pitches: Float64Array.from(entries, ({ pitch }) => pitch),
    gains: Float64Array.from(entries, ({ gain }) => gain),
    dulls: Float64Array.from(entries, ({ dull }) => dull),
    lifts: Float64Array.from(entries, ({ lift }) => lift),
  })
  return bank === null ? refuse('its numbers are out of range') : { ok: true, bank }
}
