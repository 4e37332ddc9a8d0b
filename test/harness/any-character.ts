import fc from 'fast-check'

/** Half surrogate pairs, which are no characters, and how many there are. */
const HALVES = { from: 0xd800, count: 0x800 }

/**
 * Any code point, for `fc.string({ unit: anyCharacter })`: draws what `unit: 'binary'` draws. That one begins with a table of all million
 * characters, for seconds and 140 MB of each process.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - HALVES.count })
  .map((n) => String.fromCodePoint(n < HALVES.from ? n : n + HALVES.count), numberOf)

/** @throws for what is no single character: fast-check then looks elsewhere for where it came from */
function numberOf(value: unknown): number {
  const point = typeof value === 'string' ? value.codePointAt(0) : undefined
  if (point === undefined || String.fromCodePoint(point) !== value) throw new Error('not one character')
  return point < HALVES.from ? point : point - HALVES.count
}
