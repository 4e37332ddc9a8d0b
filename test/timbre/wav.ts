/** WAV files for tests, written by hand: also those that no writer of ours makes. */

export interface WavParts {
  readonly rate?: number
  readonly bits?: 8 | 16
  readonly seconds?: number
  /** One sample, −1 to 1, by its time in seconds. */
  readonly sound?: (t: number) => number
  /** Bytes of samples that are really there; all where not given. */
  readonly kept?: number
}

/** A wooden sort of knock. */
export const knock = (t: number): number =>
  Math.exp(-60 * t) * (Math.sin(2 * Math.PI * 900 * t) + 0.5 * Math.sin(2 * Math.PI * 2400 * t)) * 0.6

export function wavBytes({ rate = 48_000, bits = 16, seconds = 0.3, sound = knock, kept }: WavParts): Buffer {
  const frames = Math.round(rate * seconds)
  const width = bits / 8
  const data = Buffer.alloc(frames * width)
  for (let i = 0; i < frames; i++) {
    const x = Math.max(-1, Math.min(1, sound(i / rate)))
    if (bits === 8) data.writeUInt8(Math.round(127 * x) + 128, i)
    else data.writeInt16LE(Math.round(32767 * x), 2 * i)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * width, 28)
  head.writeUInt16LE(width, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data.subarray(0, kept ?? data.length)])
}
