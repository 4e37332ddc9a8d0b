/** What is right, however it looks like somebody's slip: members called like properties, lists that end a line, brackets. */

import { expect, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'

const BAND =
  'tempo 100 bpm\nmetronome bars { beat |X x x x| }\nmetronome cue { beat |x . x .| }\ndrummer kit { kick |x...| }\nguitarist chords { comp |x . x .| }\npianist level { comp |x . x .| }\n'
const section = (line: string): string => `${BAND}section A { bars 4  ${line} }\nform A\n`
const rule = (line: string): string => `${BAND}rule r when player.silent { ${line} }\n`

it.each([
  section('swing (learn 55% in 50%..60% by player.level, tempo)'),
  section('kit.level (learn -6 dB in -12 dB..-3 dB by player.level, tempo)'),
  rule('level kit to (learn -6 dB in -12 dB..-3 dB by player.level, tempo) over 2 bars'),
  rule('tempo to (learn 100 bpm in 90 bpm..110 bpm by player.level, tempo) over 2 bars'),
  section('swing learn 55% in 50%..60% by player.level, tempo on 8ths'),
  section('swing learn 55% in 50%..60% by days since last on 8ths'),
  section('kit.level learn -6 dB in -12 dB..-3 dB by player.level  kit.pan 10%'),
  section('kit.kick |x...|  level learn -6 dB in -12 dB..-3 dB by tempo  human 9 ms'),
  rule('level kit to learn -6 dB in -12 dB..-3 dB by player.level, tempo over 2 bars'),
  rule('tempo by learn 2 bpm in 0 bpm..4 bpm by session.index over 2 bars keep'),
  section('mute kit, chords  key A minor'),
  section('mute bars, chords  meter 4/4'),
  rule('mute kit, level keep'),
  rule('mute kit, level  level kit to -6 dB'),
  rule('mute kit, cue  keep'),
  section('key A minor  mute chords'),
  section('key A harmonic minor  mute level'),
  section('zones tight  mute chords').replace(
    'section',
    'zones tight { snap 20 ms  follow 60 ms  limit 90 ms }\nsection',
  ),
  `${BAND}let a = 5 ms\n  -- 2 ms\nplayer { zones z }\nzones z { snap a  follow 60 ms  limit 90 ms }\n`,
  `${BAND}reward p =\n  0.5\n  -- 0.25 * session.completed\n  -- (0.1)\n  -- session.completed\n`,
])('%s', (text) => {
  const { diagnostics } = checkText(text)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
})
