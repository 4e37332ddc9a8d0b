/** What each block of the language reads as. */

import { describe, expect, test } from 'vitest'
import { parse } from '../../language/parse.ts'
import { BLOCK_KINDS, MEMBER_PROPERTIES, PROPERTIES } from '../../language/vocabulary.ts'
import { wholeFile } from './corpus.ts'
import { codes, items, properties } from './sketch.ts'

describe('the piece', () => {
  test.each([
    ['band "Pocket Trio"', 'band "Pocket Trio"'],
    ['tempo 96 bpm', 'tempo 96 bpm'],
    ['tempo 96 bpm in 72 bpm..126 bpm', 'tempo 96 bpm +in (.. 72 bpm 126 bpm)'],
    ['tempo learn 96 bpm in 88 bpm..104 bpm', 'tempo learn(96 bpm, 88 bpm..104 bpm)'],
    ['tempo 120 bpm -> 96 bpm over 4 bars', 'tempo (-> 120 bpm 96 bpm) +over 4 bars'],
    [
      'tempo ladder 80 bpm..120 bpm by 4 bpm every 8 bars',
      'tempo ladder (.. 80 bpm 120 bpm) +by 4 bpm +every 8 bars',
    ],
    ['tempo 70% of 120 bpm', 'tempo 70% +of 120 bpm'],
    ['tempo 220 bpm on 8ths', 'tempo 220 bpm +on #8s'],
    ['meter 4/4', 'meter 4/4'],
    ['meter 7/8 (2+2+3)', 'meter 7/8 (2+2+3)'],
    ['key C major', 'key C major'],
    ['key F# minor', 'key F# minor'],
    ['swing learn 58% in 50%..72% on 8ths', 'swing learn(58%, 50%..72%) +on #8s'],
    ['swing short 100 ms', 'swing short 100 ms'],
    ['seed 7', 'seed 7'],
  ])('%s', (text, expected) => {
    expect(items(text)).toEqual([expected])
  })
})

describe('names', () => {
  test.each([
    ['let shy = 5 ms', 'let shy = 5 ms'],
    ['import { a as b, c } from "./x.sil"', 'import {a as b, c} "./x.sil"'],
    ['import { a, } from "./x.sil"', 'import {a} "./x.sil"'],
    ['timbre brush = "soft brushed snare"', 'timbre brush = "soft brushed snare"'],
    ['timbre knock = sample "knock.wav"', 'timbre knock = sample "knock.wav"'],
    ['timbre a = mix(b, c, learn 30% in 0%..100%)', 'timbre a = mix(b, c, learn(30%, 0%..100%))'],
    [
      'timbre a = near "click" within learn 20% in 0%..40%',
      'timbre a = near "click" within learn(20%, 0%..40%)',
    ],
    ['timbre alias = other', 'timbre alias = other'],
  ])('%s', (text, expected) => {
    expect(items(text)).toEqual([expected])
  })
})

describe('blocks', () => {
  test.each([
    ['zones pocket', 'snap 0.04 beats', 'snap 0.04 beats'],
    ['zones pocket', 'follow 100 ms strength learn 0.5 in 0..1', 'follow 100 ms +strength learn(0.5, 0..1)'],
    ['zones pocket', 'curve smooth', 'curve smooth'],
    ['player', 'count player 4 beats', 'count player 4 beats'],
    ['player', 'plays |x x x x|', 'plays |x x x x|'],
    ['metronome m', 'timbre accent on 1, 3', 'timbre accent +on [1, 3]'],
    ['metronome m', 'rest every 4th bar', 'rest +every #4 bar'],
    ['metronome m', 'level -12 dB -> 0 dB over 4 bars', 'level (-> -12 dB 0 dB) +over 4 bars'],
    ['metronome m', 'mute', 'mute'],
    ['metronome m', 'dynamics follow player 50% within 6 dB', 'dynamics follow player 50% +within 6 dB'],
    [
      'drummer d',
      'fill every 8 bars density learn 30% in 0%..80%',
      'fill +every 8 bars +density learn(30%, 0%..80%)',
    ],
    [
      'drummer d',
      'kick |x...| timbre "deep" level -3 dB pan -10%',
      'kick |x . . .| +timbre "deep" +level -3 dB +pan -10%',
    ],
    ['drummer d', 'ride |x . x| loop 3 beats', 'ride |x . x| +loop 3 beats'],
    ['drummer d', 'trade 4 bars', 'trade 4 bars'],
    ['bassist b', 'line walk', 'line walk'],
    [
      'bassist b',
      'approach chromatic chance learn 40% in 0%..100%',
      'approach chromatic +chance learn(40%, 0%..100%)',
    ],
    ['bassist b', 'range E1..G2', 'range (.. E1 G2)'],
    ['bassist b', 'feel behind 8 ms', 'feel behind 8 ms'],
    ['pianist p', 'voicing learn rootless or shell or spread', 'voicing learn(rootless | shell | spread)'],
    ['guitarist g', 'strum 12 ms', 'strum 12 ms'],
    ['section s', 'chords | Dm7 G7 | % |', 'chords |<Dm7> <G7>|%|'],
    ['section s', 'kit.hat |xxxx| timbre hats', 'kit.hat |x x x x| +timbre hats'],
    ['section s', 'mute kit, keys', 'mute [kit, keys]'],
    ['train t', 'guard completed >= -1%', 'guard (>= completed -1%)'],
    ['train t', 'unit user-week', 'unit user-week'],
    ['scenario "s"', 'player speeds up 4% over 8 bars', 'player speeds up 4% +over 8 bars'],
    ['scenario "s"', 'player silent for 2 bars', 'player silent +for 2 bars'],
    ['scenario "s"', 'expect mode follow on 80% of beats', 'expect mode follow +on 80% +of beats'],
    ['scenario "s"', 'expect tempo within 2% of 96 bpm', 'expect tempo +within 2% +of 96 bpm'],
    ['scenario "s"', 'expect level click < -10 dB', 'expect level (< click -10 dB)'],
    ['rule r when a', 'level click to -12 dB over 2 bars', 'level click +to -12 dB +over 2 bars'],
    ['rule r when a', 'tempo by +4 bpm over 2 bars keep', 'tempo +by 4 bpm +over 2 bars +keep'],
    ['rule r when a', 'mute kit, keys keep', 'mute [kit, keys] +keep'],
    ['rule r when a', 'section out', 'section out'],
    ['rule r when a', 'cue', 'cue'],
  ])('%s { %s }', (head, body, expected) => {
    expect(properties(head, body)).toEqual([expected])
  })

  test('follow whom they say', () => {
    expect(
      items('drummer kit follows click { }\nbassist b follows player { }\nmetronome m follows grid { }'),
    ).toEqual(['drummer kit follows click {}', 'bassist b follows player {}', 'metronome m follows grid {}'])
  })

  test('read every property they know, with nothing but what it needs', () => {
    for (const kind of BLOCK_KINDS) {
      const head = kind === 'player' ? kind : kind === 'scenario' ? 'scenario "s"' : `${kind} it`
      for (const key of Object.keys(PROPERTIES[kind])) {
        const value = SAMPLE[key] ?? (PROPERTIES[kind][key]?.min === 0 ? '' : 'kit')
        expect(properties(head, `${key} ${value}`), `${kind} ${key}`).toHaveLength(1)
      }
    }
    for (const key of Object.keys(MEMBER_PROPERTIES)) {
      expect(
        properties(
          'section s',
          `kit.${key} ${SAMPLE[key] ?? (MEMBER_PROPERTIES[key]?.min === 0 ? '' : '1')}`,
        ),
        key,
      ).toHaveLength(1)
    }
  })
})

const SAMPLE: Readonly<Record<string, string>> = { meter: '4/4', key: 'C major' }

describe('form, rules, rewards', () => {
  test.each([
    ['form head * 2, stop, vamp head until cue', 'form head * 2, stop, vamp head until cue'],
    ['form a repeat', 'form a repeat'],
    ['form vamp, repeat', 'form vamp, repeat'],
    [
      'rule quiet when player.silent for 2 bars { level click to -12 dB over 2 bars }',
      'rule quiet when player.silent for 2 bars {level click +to -12 dB +over 2 bars}',
    ],
    [
      'rule r when player.late and not player.spread > 30 ms { cue }',
      'rule r when (and player.late (not (> player.spread 30 ms))) {cue}',
    ],
    [
      'reward r = 0.2 * (improvement(across 5 sessions) else 0) + min(session.duration / 10 min, 1)',
      'reward r = (+ (* 0.2 ⟨(else improvement(across 5 sessions) 0)⟩) min((/ session.duration 10 min), 1))',
    ],
  ])('%s', (text, expected) => {
    expect(items(text)).toEqual([expected])
  })
})

test('the whole-file example reads as it is meant', () => {
  expect(codes(parse(wholeFile))).toEqual([])
  expect(items(wholeFile)).toMatchInlineSnapshot(`
    [
      "import {woody, tick} "./timbres.sil"",
      "band "Pocket Trio"",
      "tempo 96 bpm +in (.. 72 bpm 126 bpm)",
      "meter 4/4",
      "key C major",
      "swing learn(58%, 50%..72%) +on #8s",
      "let shy = 5 ms",
      "zones pocket {snap learn(20 ms, shy..60 ms); follow 100 ms +strength learn(0.5, 0..1); limit 200 ms; adapt learn(0.2, 0..0.6); curve smooth; expect player; track one}",
      "player {zones pocket; plays |x x x x|; count 1 bars}",
      "timbre brush = "soft brushed snare"",
      "timbre accent = mix(woody, tick, learn(30%, 0%..100%))",
      "metronome click {beat |X x x x|; timbre woody; timbre accent +on 1; rest +every #4 bar}",
      "drummer kit {kick |x . . . . . x . x . . . . . ~ .| +timbre "deep kick drum"; snare |. . . . X . . g . . . . X . . g| +timbre brush; hat |x . x . x . x . x . x . x . o .| +timbre "closed hi-hat" +level -6 dB; fill +every 8 bars +density learn(30%, 0%..80%)}",
      "bassist bass follows kit {line |1 - 5 1/5~|; approach chromatic +chance learn(40%, 0%..100%); range (.. E1 G2); feel behind 8 ms; timbre "round upright bass"}",
      "pianist keys follows kit {voicing learn(rootless | shell | spread); comp |. x . x|; range (.. C3 C5)}",
      "section head {bars 8; chords |<Dm7>|<G7>|<Cmaj7>|<A7>|<Dm7>|<G7>|<Cmaj7>|%|}",
      "section stop {bars 4; chords |<Dm7>|<G7>|<Cmaj7>|%|; mute [kit, keys]}",
      "form head * 2, stop, vamp head until cue",
      "rule quiet when player.silent for 2 bars {level click +to -12 dB +over 2 bars}",
      "rule push when (< player.spread 12 ms) for 8 bars {tempo +by 4 bpm +over 2 bars +keep}",
      "reward practice = (+ (+ (+ (* 0.2 ⟨(else improvement(within session) 0)⟩) (* 0.2 ⟨(else improvement(across 5 sessions) 0)⟩)) (* 0.2 min((/ session.duration 10 min), 1))) (* 0.4 return_rate(3 days)))",
      "train practice {explore 10%; unit user-week; gate 95%; guard (>= completed -1%)}",
    ]
  `)
})
