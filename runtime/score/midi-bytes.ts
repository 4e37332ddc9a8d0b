/** The bytes that events of a Standard MIDI File are made of. */

/** One MIDI event at its place. */
export interface TrackEvent {
  readonly tick: number
  readonly bytes: readonly number[]
}

/** What is no sound: a name, a tempo, a bar line. */
export function meta(type: number, data: readonly number[]): readonly number[] {
  return [0xff, type, ...variableLength(data.length), ...data]
}

/** Seven bits a byte, high ones first, the last byte without its top bit. */
export function variableLength(value: number): readonly number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}

/** Characters of a name that are written. Programs that read MIDI put a name on their call stack, which ends at some 100,000. */
const LONGEST_NAME = 1000

/** The runtime's core knows no TextEncoder. A lone half of a surrogate pair becomes U+FFFD. */
export function utf8(text: string): readonly number[] {
  return Array.from(text)
    .slice(0, LONGEST_NAME)
    .flatMap((character) => {
      const code = character.codePointAt(0) ?? 0
      const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
      if (point < 0x80) return [point]
      if (point < 0x800) return [0xc0 | (point >>> 6), 0x80 | (point & 0x3f)]
      if (point < 0x10000)
        return [0xe0 | (point >>> 12), 0x80 | ((point >>> 6) & 0x3f), 0x80 | (point & 0x3f)]
      return [
        0xf0 | (point >>> 18),
        0x80 | ((point >>> 12) & 0x3f),
        0x80 | ((point >>> 6) & 0x3f),
        0x80 | (point & 0x3f),
      ]
    })
}
