/** Pieces that the environment is tried on. */

import fc from 'fast-check'

export const CLICK = `band "Click"
tempo 100 bpm in 60 bpm..180 bpm
zones pocket {
  snap   20 ms
  follow 100 ms  strength 0.5
  limit  200 ms
}
player { zones pocket }
metronome click { beat |X x x .| }
`

/** Two sections in two metres with tempi of their own, chords, and a bass that rests. */
export const SONG = `band "Song"
tempo 96 bpm in 70 bpm..140 bpm
meter 4/4
key   D minor
zones pocket {
  snap   10 ms
  follow 60 ms  strength 0.8
  limit  150 ms
  adapt  0.4
  expect player
  track  one
}
player { zones pocket }
drummer kit {
  kick |x.x.|
  human 3 ms
}
bassist bass follows kit {
  line |1--. 5--3|
  range E1..G2
}
section a {
  bars 2
  chords | Dm7 | A7 |
}
section b {
  bars 2
  meter 3/4
  tempo 110 bpm in 80 bpm..160 bpm
  chords | Gm7 | Dm7 |
  bass.line |1 3 .|
  kit.kick |x..|
}
form a * 2, b, a
`

interface Zones {
  readonly snap: fc.Arbitrary<number>
  readonly follow: fc.Arbitrary<number>
  readonly limit: fc.Arbitrary<number>
  readonly swing?: fc.Arbitrary<string>
  readonly feel?: fc.Arbitrary<string>
  readonly count?: fc.Arbitrary<string>
}

const answers: Readonly<Record<'near' | 'far', Zones>> = {
  near: {
    snap: fc.integer({ min: 1, max: 40 }),
    follow: fc.integer({ min: 41, max: 120 }),
    limit: fc.integer({ min: 121, max: 240 }),
  },
  /** For players who are far off: windows as wide as a beat allows. */
  far: {
    snap: fc.integer({ min: 1, max: 80 }),
    follow: fc.integer({ min: 81, max: 350 }),
    limit: fc.integer({ min: 351, max: 900 }),
    swing: fc.constantFrom('', 'swing 75% on 8ths', 'swing 62% on 8ths'),
    feel: fc.constantFrom('', 'feel ahead 40 ms', 'feel behind 40 ms'),
    count: fc.constantFrom('', 'count 1 beat', 'count 2 bars'),
  },
}

const rest = {
  strength: fc.integer({ min: 0, max: 10 }),
  adapt: fc.integer({ min: 0, max: 10 }),
  curve: fc.constantFrom('classic', 'smooth'),
  expect: fc.constantFrom('player', 'grid'),
  swing: fc.constantFrom('', 'swing 62% on 8ths', 'swing short 90 ms on 8ths'),
  meter: fc.constantFrom(['4/4', 'X x . x'], ['3/4', 'X . x'], ['6/8', 'X x'], ['7/8 (2+2+3)', 'X x x']),
  tempo: fc.constantFrom(
    'tempo 100 bpm in 60 bpm..180 bpm',
    'tempo 150 bpm in 149 bpm..151 bpm',
    'tempo 80 bpm -> 120 bpm over 4 bars',
    'tempo ladder 90 bpm..120 bpm by 6 bpm every 2 bars',
  ),
  count: fc.constantFrom('', 'count 2 beats', 'count 1 beat'),
  feel: fc.constantFrom('', 'feel ahead 12 ms', 'feel behind 15 ms'),
}

/** Bands that follow one player in every way that one idea of the beat allows. */
export const followers = (reach: 'near' | 'far'): fc.Arbitrary<string> =>
  fc.record({ ...rest, ...answers[reach] }).map(
    ({ snap, follow, limit, strength, adapt, curve, expect, swing, meter, tempo, count, feel }) => `band "Any"
${tempo}
meter ${meter[0]}
${swing}
zones any {
  snap   ${snap} ms
  follow ${follow} ms  strength ${strength / 10}
  limit  ${limit} ms
  adapt  ${adapt / 10}
  curve  ${curve}
  expect ${expect}
  track  one
}
player {
  zones any
  ${count}
}
metronome click {
  beat |${meter[1]}|
  ${feel}
}
`,
  )
