/**
 * Song & Dance
 *
 * Compiled from song.sil (SIL 1, runtime 0.1.0). Change that file, not this one.
 * Behaviour 982e36445bf57fb8ef6668f860fd0045a130849b7f27526395ae7f4982593bd1
 */
import {
  createPolicyWith,
  changingTempo,
  comping,
  contextual,
  drumming,
  exploring,
  rewarding,
  ruling,
  mixTimbre,
} from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_accent = 0 // accent, 0..1
const S_keys_voicing = 1 // keys.voicing, rootless | shell | spread
const S_pocket_adapt = 2 // pocket.adapt, 0..0.6
const S_pocket_follow = 3 // pocket.follow, ms 70..150
const keys_voicing_choices = ['rootless', 'shell', 'spread']

// ---- Helpers ----
/** A learnable value; `more` says what is special about it. */
const slot = (index, kind, name, more) => ({
  index,
  kind,
  name,
  unit: null,
  default: 0.5,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  size: 1,
  ...more,
})
/** How a member plays; `more` says what is special about it. */
const part = (more) => ({
  level: { db: 0 },
  pan: 0,
  feelMs: 0,
  humanMs: 0,
  mute: false,
  restEvery: 0,
  dynamics: null,
  voices: [],
  fill: null,
  tradeBars: 0,
  range: { low: 0, high: 127 },
  length: 1,
  voicing: 'close',
  strumMs: 0,
  walk: false,
  approach: null,
  ...more,
})
/** How a voice sounds, likewise. */
const voice = (timbre, more) => ({
  timbre,
  accents: [],
  levelDb: 0,
  feelMs: 0,
  humanMs: 0,
  ...more,
})
/** `a else b`: NaN is a value that is missing. */
const orElse = (a, b) => (Number.isNaN(a) ? b : a)

// ---- Timbres ----
// "warm woody click"
const woody = Float64Array.of(
  0.2721655269759087, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0,
)

// "sharp metallic tick"
const tick = Float64Array.of(
  0.2721655269759087, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0,
)

// sample sounds/piano.wav
const piano = Float64Array.of(
  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres(s) {
  const accent = mixTimbre(woody, tick, s[S_accent])
  return [woody, tick, accent, piano]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 1, 0.7)
  e.hit(3, 2, 0.7)
  e.hit(4, 3, 0.7)
}

function keys_comp(e) {
  e.chord(2, 1, 2, 0.7)
  e.chord(4, 3, 4, 0.7)
}

function stop_kit_kick(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 2, 0.7)
}

// ---- What each member plays ----
const click = {
  settings: () => part({
    restEvery: 4,
    voices: [
      voice(0, { accents: [{ beat: 1, timbre: 2 }] }),
    ],
    range: { low: 28, high: 55 },
  }),
  voices: [
    { name: 'beat', bars: 1, loopQuarters: null, play: click_beat },
  ],
}

const kit_settings = () => part({
  voices: [
    voice(0),
  ],
  range: { low: 28, high: 55 },
})

const kit = {
  settings: kit_settings,
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: click_beat },
  ],
}

const keys = {
  settings: (s) => part({
    voices: [
      voice(3),
    ],
    range: { low: 48, high: 72 },
    length: 0.7,
    voicing: keys_voicing_choices[s[S_keys_voicing]],
  }),
  voices: [
    { name: 'comp', bars: 1, loopQuarters: null, play: keys_comp },
  ],
}

const stop_kit = {
  settings: kit_settings,
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: stop_kit_kick },
  ],
}

const out_kit = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    tradeBars: 4,
    range: { low: 28, high: 55 },
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: 3, play: stop_kit_kick },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 1 },
  { bar: 0, at: 2, chord: 2 },
  { bar: 1, at: 0, chord: 0 },
]
const swing_2 = () => ({ ratio: 0.5, unit: 0.5, shortMs: 100 })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'song',
  title: 'Song & Dance',
  language: '1',
  behaviour: '982e36445bf57fb8ef6668f860fd0045a130849b7f27526395ae7f4982593bd1',
  slotSchema: '522d24282d4ce183e2897a02242e07b1ff849bd885509fbc3c5274e9cdb4a79d',
  slots: [
    slot(S_accent, 'continuous', 'accent', { default: 0.3, min: 0, max: 1 }),
    slot(S_keys_voicing, 'categorical', 'keys.voicing', {
      default: 'rootless',
      choices: ['rootless', 'shell', 'spread'],
    }),
    slot(S_pocket_adapt, 'contextual', 'pocket.adapt', {
      default: 0.2,
      min: 0,
      max: 0.6,
      features: ['player.level', 'tempo'],
    }),
    slot(S_pocket_follow, 'continuous', 'pocket.follow', {
      unit: 'ms',
      default: 100,
      min: 70,
      max: 150,
      scale: 'log',
      above: 'pocket.snap',
    }),
  ],
  seed: 7,
  timbres,
  timbreNames: ['woody', 'tick', 'accent', 'piano'],
  chords: [
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
  ],
  zones: [
    (s) => ({
      snap: { ms: 20, beats: 0 },
      follow: { ms: s[S_pocket_follow] - (1 + s[S_pocket_follow]), beats: 0 },
      limit: { ms: 200, beats: 0 },
      strength: 0.5,
      adapt: s[S_pocket_adapt],
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['pocket'],
  tempo: () => ({ program: { kind: 'steady', bpm: 100 }, lowBpm: 75, highBpm: 125 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
    { name: 'kit', kind: 'drummer', follows: { member: 'click' } },
    { name: 'keys', kind: 'pianist', follows: { member: 'kit' } },
  ],
  sections: [
    {
      name: 'head',
      bars: 8,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [click, kit, keys],
    },
    {
      name: 'stop',
      bars: 2,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: () => ({
        program: { kind: 'ramp', from: 80, to: 100, over: { amount: 2, unit: 'bars' } },
        lowBpm: 75,
        highBpm: 125,
      }),
      swing,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: ['keys'],
      parts: [click, stop_kit, keys],
    },
    {
      name: 'out',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: () => ({ program: { kind: 'ladder', from: 80, to: 120, by: 4, everyBars: 2 }, lowBpm: 75, highBpm: 125 }),
      swing: swing_2,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [click, out_kit, keys],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 2 },
    { kind: 'play', section: 1, times: 1 },
    { kind: 'vamp', section: 0 },
    { kind: 'play', section: 2, times: 1 },
  ],
  repeat: true,
  rules: [
    {
      name: 'quiet',
      when: (player) => player.silent,
      hold: () => ({ amount: 2, unit: 'bars' }),
      actions: () => [
        {
          do: 'level',
          member: 'click',
          mode: 'to',
          db: -12,
          over: { amount: 2, unit: 'bars' },
          keep: false,
        },
      ],
    },
    {
      name: 'push',
      when: (player) => player.spread < 12 && !player.late,
      hold: null,
      actions: () => [
        { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'bars' }, keep: true },
        { do: 'mute', members: ['kit', 'keys'], keep: false },
        { do: 'section', section: 2 },
        { do: 'cue' },
      ],
    },
  ],
  rewards: [
    {
      name: 'practice',
      min: -0.2,
      max: 0.6,
      maturesAfterDays: 3,
      parts: ['improvement(within session)', 'return_rate(3 days)'],
      compute: (m) => [
        0.2 * orElse(m.improvementWithin(), 0),
        0.4 * m.returnRate(3),
      ],
    },
  ],
  train: [
    { reward: 'practice', explore: 0.1, unit: 'user-week', gate: 0.95 },
  ],
}

export { definition }
export default createPolicyWith(definition, { changingTempo, comping, contextual, drumming, exploring, rewarding, ruling })
//# sourceMappingURL=song.js.map
