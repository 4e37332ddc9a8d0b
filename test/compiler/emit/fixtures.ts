/** Whole pieces as typed IR, with sources whose places the spans really are: what the emitters are tested with. */

import type { Position, SoundIr } from '../../../compiler/ir.ts'
import { timbreOfGrades } from '../../../runtime/timbre/embedding.ts'
import {
  at,
  bars,
  chanceSlot,
  cMajor,
  dMinor,
  event,
  type Fixture,
  fromSlot,
  gSeven,
  nowhere,
  num,
  part,
  pattern,
  placesIn,
  policy,
  prompt,
  section,
  slot,
  steady,
  voice,
  zones,
} from './parts.ts'

// ---- pieces ---------------------------------------------------------------------------------------------------------

export const metronome: Fixture = (() => {
  const source =
    'band "Four"\ntempo 90 bpm\n\nmetronome click {\n  beat |X x x x|\n  timbre "warm woody click"\n}\n'
  const place = placesIn(source)
  const cells = ['X', 'x', 'x', 'x'].map((_, i) => {
    const start = place('|X x x x|').start + 1 + 2 * i
    return event(i + 1, at(i), { span: { start, end: start + 1 }, velocity: i === 0 ? 1 : 0.7 })
  })
  const ir = policy('metronome', {
    title: 'Four',
    tempo: { ...steady(90), span: place('tempo 90 bpm') },
    patterns: [pattern('click_beat', [cells], { span: place('|X x x x|') })],
    parts: [part([voice('beat', 0, 0)])],
    members: [{ name: 'click', kind: 'metronome', follows: 'player', span: place('metronome click') }],
    reference: 'click',
    sections: [section([0])],
    cost: { eventsPerBar: 4, voices: 1, slots: 0 },
  })
  return { source, ir }
})()

/** Chances (fixed and learnable), brackets, swing, accents, levels that ramp, fills. */
export const groove: Fixture = (() => {
  const source = [
    'tempo 96 bpm in 72 bpm..126 bpm',
    'swing learn 58% in 50%..72% on 8ths',
    'zones pocket { snap learn 20 ms in 5 ms..60 ms  follow 100 ms  limit 0.3 beats }',
    'player { zones pocket  plays |x x x x|x - [xx] x| }',
    'drummer kit {',
    '  kick |x... ..~.|',
    '  hat  |x? x?30 [xx] [x[xxx]]|',
    '  snare |..X.|..X.|.xx.|',
    '  fill every 8 bars density learn 30% in 0%..80%',
    '}',
    '',
  ].join('\n')
  const place = placesIn(source)
  const pair: Position = { from: at(2, 1, true), to: at(3, 1, true), num: 1, den: 2 }
  const inner = (i: number): Position => ({
    from: { from: at(3, 1, true), to: at(4, 1, true), num: 1, den: 2 },
    to: { from: at(3, 1, true), to: at(4, 1, true), num: 2, den: 2 },
    num: i,
    den: 3,
  })
  const backbeat = [event(3, at(2), { velocity: 1 })]
  const kick = place('x... ..~.')
  const hatEnd = place('[x[xxx]]').end
  const lastOfHat = { start: hatEnd - 3, end: hatEnd - 2 }
  const ir = policy('groove', {
    slots: [
      slot('swing', 0, { unit: null, default: 0.58, min: 0.5, max: 0.72, span: place('learn 58%') }),
      slot('pocket.snap', 1, { span: place('learn 20 ms'), doc: 'This close, the band holds the beat.' }),
      chanceSlot('kit.kick[1:7]', 2, { span: place('~') }),
      slot('kit.fill.density', 3, { unit: null, default: 0.3, min: 0, max: 0.8, span: place('learn 30%') }),
    ],
    timbres: [
      prompt('deep kick drum', { kick: 1 }),
      prompt('closed hi-hat', { hat: 1 }),
      prompt('snare', { snare: 1 }),
    ],
    tempo: { ...steady(96, 72, 126), span: place('tempo') },
    zones: [
      zones('pocket', {
        span: place('zones pocket'),
        snap: { ms: fromSlot(1), beats: num(0) },
        limit: { ms: num(0), beats: num(0.3) },
      }),
    ],
    player: {
      zones: 0,
      plays: [
        [at(0), at(1), at(2), at(3)],
        [at(0), { from: at(2, 1, true), to: at(3, 1, true), num: 0, den: 2 }, pair, at(3)],
      ],
      count: { who: 'player', amount: 4, unit: 'beats' },
    },
    patterns: [
      pattern(
        'kit_kick',
        [
          [
            event(1, at(0, 2, true), { span: { start: kick.start, end: kick.start + 1 } }),
            event(7, at(6, 2, true), { span: place('~'), chance: { k: 'slot', slot: 2 } }),
          ],
        ],
        { span: kick },
      ),
      pattern('kit_hat', [
        [
          event(1, at(0), { chance: { k: 'fixed', p: 0.5 } }),
          event(2, at(1), { chance: { k: 'fixed', p: 0.3 } }),
          event(5, at(2, 1, true), { label: '1:3.1' }),
          event(6, pair, { label: '1:3.2' }),
          event(7, at(3, 1, true), { label: '1:4.1' }),
          event(8, inner(0), { label: '1:4.2.1' }),
          event(9, inner(1), { label: '1:4.2.2', articulation: 'open' }),
          event(10, inner(2), { label: '1:4.2.3', span: lastOfHat }),
        ],
      ]),
      pattern('kit_snare', [backbeat, backbeat, [event(2, at(1)), event(3, at(2))]]),
    ],
    parts: [
      part(
        [
          voice('kick', 0, 0),
          voice('hat', 1, 1, { levelDb: num(-6), accents: [{ beat: 2, timbre: 2 }] }),
          voice('snare', 2, 2, { feelMs: num(5), humanMs: num(4) }),
        ],
        {
          level: { k: 'ramp', from: num(-12), to: num(0), over: bars(4) },
          fill: { everyBars: 8, density: fromSlot(3) },
          dynamics: { share: num(0.5), withinDb: num(6) },
        },
      ),
    ],
    members: [{ name: 'kit', kind: 'drummer', follows: 'player', span: place('drummer kit') }],
    reference: 'kit',
    sections: [section([0], { swing: { ratio: fromSlot(0), unit: 0.5, shortMs: null } })],
    cost: { eventsPerBar: 14, voices: 3, slots: 4 },
  })
  return { source, ir }
})()

/** Degrees, steps and pitches; ties across the barline; an even choice and one with learnable weights. */
export const bass: Fixture = (() => {
  const degree = (degree: number, octave = 0): SoundIr => ({ k: 'degree', degree, octave })
  const source = 'bassist bass {\n  line |1 - 5, 1/5~|b3 1/3/5 E2 -|\n  range E1..G2\n}\n'
  const place = placesIn(source)
  const ir = policy('bass', {
    slots: [
      slot('bass.line[1:4]', 0, {
        kind: 'categorical',
        unit: null,
        default: '1',
        min: null,
        max: null,
        choices: ['1', '5'],
        size: 2,
        span: place('1/5~'),
      }),
      slot('bass.feel', 2, { default: 8, min: 0, max: 20 }),
      slot('bass.approach', 3, {
        kind: 'categorical',
        unit: null,
        default: 'chromatic',
        min: null,
        max: null,
        choices: ['chromatic', 'scale', 'dominant'],
      }),
    ],
    timbres: [prompt('round upright bass', { bass: 1 })],
    chords: [cMajor, dMinor],
    patterns: [
      pattern(
        'bass_line',
        [
          [
            event(1, at(0), { end: at(2), sounds: [degree(1)] }),
            event(3, at(2), { end: at(3), sounds: [degree(5, -1)] }),
            event(4, at(3), { end: at(4), sounds: [degree(1), degree(5)], weights: 0, span: place('1/5~') }),
          ],
          [
            event(1, at(0), { end: at(1), sounds: [{ k: 'step', semitones: 3, octave: 0 }], label: '2:1' }),
            event(2, at(1), {
              end: at(2),
              sounds: [degree(1), degree(3), degree(5)],
              chance: { k: 'fixed', p: 0.5 },
              label: '2:2',
            }),
            event(3, at(2), {
              end: at(5),
              sounds: [{ k: 'pitch', midi: 40 }],
              articulation: 'dead',
              label: '2:3',
            }),
          ],
        ],
        { span: place('|1 - 5') },
      ),
      pattern('bass_walk', [[]]),
    ],
    parts: [
      part([voice('line', 0, 0)], { feelMs: fromSlot(1) }),
      part([voice('line', 1, 0)], {
        walk: true,
        approach: {
          kind: { k: 'slot', slot: 2, choices: ['chromatic', 'scale', 'dominant'] },
          chance: num(0.4),
        },
      }),
    ],
    members: [{ name: 'bass', kind: 'bassist', follows: 'grid', span: place('bassist bass') }],
    reference: 'bass',
    sections: [
      section([0], {
        name: 'written',
        bars: 4,
        chords: [
          { bar: 0, at: at(0), chord: 1, span: nowhere },
          { bar: 1, at: at(2), chord: 0, span: nowhere },
        ],
      }),
      section([1], { name: 'walked', bars: 4 }),
    ],
    form: [
      { k: 'play', section: 0, times: 2 },
      { k: 'play', section: 1, times: 1 },
    ],
    cost: { eventsPerBar: 4, voices: 1, slots: 3 },
  })
  return { source, ir }
})()

/** The whole band: members that follow members, overrides, a learned voicing and timbre, rules, a reward. */
export const song: Fixture = (() => {
  const source = [
    'band "Song & Dance"',
    'timbre woody = "warm woody click"',
    'timbre tick = "sharp metallic tick"',
    'timbre accent = mix(woody, tick, learn 30% in 0%..100%)',
    'metronome click { beat |X x x x|  timbre woody  timbre accent on 1  rest every 4th bar }',
    'drummer kit follows click { kick |x x x x| }',
    'pianist keys follows kit { comp |. x . x|  voicing learn rootless or shell or spread }',
    'section head { bars 8  chords | Dm7 G7 | Cmaj7 | }',
    'section stop { bars 2  mute keys  kit.kick |xx|  tempo 80 bpm -> 100 bpm over 2 bars }',
    'section out { bars 4  swing short 100 ms  tempo ladder 80 bpm..120 bpm by 4 bpm every 2 bars }',
    'form head * 2, stop, vamp head until cue, out repeat',
    'rule quiet when player.silent for 2 bars { level click to -12 dB over 2 bars }',
    'rule push when player.spread < 12 ms and not player.late { tempo by +4 bpm over 2 bars keep }',
    'reward practice = 0.2 * (improvement(within session) else 0) + 0.4 * return_rate(3 days)',
    'train practice { explore 10%  unit user-week  gate 95% }',
    '',
  ].join('\n')
  const place = placesIn(source)
  const accent = slot('accent', 0, { unit: null, default: 0.3, min: 0, max: 1, span: place('learn 30%') })
  const voicing = slot('keys.voicing', 1, {
    kind: 'categorical',
    unit: null,
    default: 'rootless',
    min: null,
    max: null,
    choices: ['rootless', 'shell', 'spread'],
    span: place('learn rootless'),
  })
  const adapt = slot('pocket.adapt', 2, {
    kind: 'contextual',
    unit: null,
    default: 0.2,
    min: 0,
    max: 0.6,
    features: ['player.level', 'tempo'],
  })
  const follow = slot('pocket.follow', 3, {
    default: 100,
    min: 70,
    max: 150,
    scale: 'log',
    above: 'pocket.snap',
  })
  const click = part([voice('beat', 0, 0, { accents: [{ beat: 1, timbre: 2 }] })], { restEvery: 4 })
  const keys = part([voice('comp', 2, 3)], {
    voicing: { k: 'slot', slot: 1, choices: ['rootless', 'shell', 'spread'] },
    range: { low: 48, high: 72 },
    length: num(0.7),
  })
  const ir = policy('song', {
    title: 'Song & Dance',
    seed: 7,
    slots: [accent, voicing, adapt, follow],
    timbres: [
      prompt('warm woody click', { wood: 1, click: 1 }, { name: 'woody', span: place('timbre woody') }),
      prompt('sharp metallic tick', { metal: 1, click: 1 }, { name: 'tick', span: place('timbre tick') }),
      { kind: 'mix', name: 'accent', span: place('timbre accent'), a: 0, b: 1, t: fromSlot(0) },
      {
        kind: 'sample',
        name: 'piano',
        span: nowhere,
        path: 'sounds/piano.wav',
        vector: [...timbreOfGrades({}).vector],
      },
    ],
    chords: [cMajor, dMinor, gSeven],
    patterns: [
      pattern('click_beat', [[0, 1, 2, 3].map((i) => event(i + 1, at(i)))], { span: place('|X x x x|') }),
      pattern('kit_kick', [[0, 1, 2, 3].map((i) => event(i + 1, at(i)))], { span: place('|x x x x|') }),
      pattern('keys_comp', [
        [
          event(2, at(1), { end: at(2), sounds: [{ k: 'chord' }] }),
          event(4, at(3), { end: at(4), sounds: [{ k: 'chord' }] }),
        ],
      ]),
      pattern('stop_kit_kick', [[event(1, at(0)), event(2, at(2))]], { span: place('|xx|') }),
      pattern('out_kit_kick', [[event(1, at(0)), event(2, at(2))]], { loopQuarters: 3, barQuarters: 3 }),
    ],
    parts: [
      click,
      part([voice('kick', 1, 0)]),
      keys,
      part([voice('kick', 3, 0)]),
      part([voice('kick', 4, 0)], { tradeBars: 4 }),
    ],
    zones: [
      zones('pocket', {
        adapt: fromSlot(2),
        follow: {
          ms: { k: 'op', op: '-', a: fromSlot(3), b: { k: 'op', op: '+', a: num(1), b: fromSlot(3) } },
          beats: num(0),
        },
      }),
    ],
    members: [
      { name: 'click', kind: 'metronome', follows: 'player', span: place('metronome click') },
      { name: 'kit', kind: 'drummer', follows: { member: 'click' }, span: place('drummer kit') },
      { name: 'keys', kind: 'pianist', follows: { member: 'kit' }, span: place('pianist keys') },
    ],
    reference: 'click',
    sections: [
      section([0, 1, 2], {
        name: 'head',
        bars: 8,
        span: place('section head'),
        chords: [
          { bar: 0, at: at(0), chord: 1, span: place('Dm7') },
          { bar: 0, at: at(2), chord: 2, span: place('G7') },
          { bar: 1, at: at(0), chord: 0, span: place('Cmaj7') },
        ],
      }),
      section([0, 3, 2], {
        name: 'stop',
        bars: 2,
        span: place('section stop'),
        mute: ['keys'],
        tempo: {
          span: place('tempo 80'),
          program: { k: 'ramp', from: num(80), to: num(100), over: bars(2) },
          lowBpm: num(75),
          highBpm: num(125),
        },
      }),
      section([0, 4, 2], {
        name: 'out',
        bars: 4,
        span: place('section out'),
        swing: { ratio: num(0.5), unit: 0.5, shortMs: num(100) },
        tempo: {
          span: place('tempo ladder'),
          program: { k: 'ladder', from: num(80), to: num(120), by: num(4), everyBars: 2 },
          lowBpm: num(75),
          highBpm: num(125),
        },
      }),
    ],
    form: [
      { k: 'play', section: 0, times: 2 },
      { k: 'play', section: 1, times: 1 },
      { k: 'vamp', section: 0 },
      { k: 'play', section: 2, times: 1 },
    ],
    repeat: true,
    rules: [
      {
        name: 'quiet',
        span: place('rule quiet'),
        when: { k: 'flag', field: 'silent' },
        hold: bars(2),
        actions: [{ k: 'level', member: 'click', mode: 'to', db: num(-12), over: bars(2), keep: false }],
      },
      {
        name: 'push',
        span: place('rule push'),
        when: {
          k: 'and',
          a: { k: 'compare', op: '<', a: { k: 'player', field: 'spread' }, b: num(12) },
          b: { k: 'not', a: { k: 'flag', field: 'late' } },
        },
        hold: null,
        actions: [
          { k: 'tempo', mode: 'by', bpm: num(4), over: bars(2), keep: true },
          { k: 'mute', members: ['kit', 'keys'], keep: false },
          { k: 'section', section: 2 },
          { k: 'cue' },
        ],
      },
    ],
    rewards: [
      {
        name: 'practice',
        span: place('reward practice'),
        min: -0.2,
        max: 0.6,
        maturesAfterDays: 3,
        parts: [
          {
            label: 'improvement(within session)',
            span: place('0.2 * '),
            value: {
              k: 'op',
              op: '*',
              a: { k: 'const', v: 0.2 },
              b: {
                k: 'else',
                a: { k: 'metric', metric: 'improvementWithin', n: null },
                b: { k: 'const', v: 0 },
              },
            },
          },
          {
            label: 'return_rate(3 days)',
            span: place('0.4 * '),
            value: {
              k: 'op',
              op: '*',
              a: { k: 'const', v: 0.4 },
              b: { k: 'metric', metric: 'returnRate', n: 3 },
            },
          },
        ],
      },
    ],
    train: [
      {
        reward: 'practice',
        span: place('train practice'),
        explore: 0.1,
        unit: 'user-week',
        gate: 0.95,
        guards: [{ metric: 'completed', op: '>=', value: -0.01 }],
      },
    ],
    cost: { eventsPerBar: 10, voices: 8, slots: 4 },
  })
  return { source, ir }
})()

export const fixtures: Readonly<Record<string, Fixture>> = { metronome, groove, bass, song }
