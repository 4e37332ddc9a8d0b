/** Semitones of the major scale's degrees 1..7: what a bare degree number means, and accidentals count from. */
export const MAJOR_DEGREES = [0, 2, 4, 5, 7, 9, 11] as const

/**
 * The semitones of an interval as the chord library spells it: `3m` is 3, `5A` 8, `7d` 9, `9M` 14.
 * NaN for what is no interval.
 */
export function intervalSemitones(name: string): number {
  const match = /^(\d+)(P|M|m|A+|d+)$/.exec(name)
  if (match === null) return Number.NaN
  const [, digits = '', quality = ''] = match
  const steps = Number(digits) - 1
  const natural = (MAJOR_DEGREES[steps % 7] ?? Number.NaN) + 12 * Math.floor(steps / 7)
  const perfect = steps % 7 === 0 || steps % 7 === 3 || steps % 7 === 4
  switch (quality[0]) {
    case 'A':
      return natural + quality.length
    case 'd':
      return natural - quality.length - (perfect ? 0 : 1)
    case 'm':
      return natural - 1
    default:
      return natural
  }
}

/** The degree number of an interval within its octave: `3m` is 3, `9A` is 2, `10m` is 3. */
export function intervalDegree(name: string): number {
  return ((Number.parseInt(name, 10) - 1) % 7) + 1
}
