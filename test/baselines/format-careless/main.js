/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 107ddf8213f11959473416797548e58f61b33d8da2961f17585ac29f36cb01d9
 */
import { createPolicyWith, ruling, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_accent = 0 // accent, 0..1
const S_pocket_snap = 1 // pocket.snap, ms 5..60

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

// ---- Timbres ----
// "warm woody click"
const warm_woody_click = Float64Array.of(
  0.2046, -0.3391, 0.338, 0.0583, -0.1534, 0.3835, -0.3835, 0, -0.1023, -0.1023, 0, 0, 0, 0, 0,
  0.354, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5114, 0, 0, 0, 0,
)

// "soft brushed snare"
const brush = Float64Array.of(
  0.2273, 0.0907, 0, -0.3946, 0, -0.0741, -0.1705, 0.2017, 0.385, -0.2273, 0, 0, 0, -0.2726, 0, 0,
  0, 0.2842, 0, 0, 0, 0.1764, 0, 0.5684, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.2086, -0.4322, 0.1565, 0, 0.4267, 0.2086, -0.1565, 0, -0.2086, -0.1043, 0, 0, 0.1043, 0.1565, 0,
  0, 0, 0.3651, 0, 0, 0, 0, 0.5216, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

function timbres(s) {
  const accent = mixTimbre(warm_woody_click, brush, s[S_accent])
  return [warm_woody_click, warm_woody_click, brush, accent, deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 1)
  e.hit(2, 1, 0.7)
  e.hit(3, 2, 0.7)
}

function kit_kick(e) {
  e.hit(1, 0, 0.7)
  if (e.chance(3, 0.3)) e.hit(3, 1, 0.7)
}

function head_kit_snare() {}

function head_kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, e.swing(1 / 2), 0.7)
  e.hit(3, 1, 0.7)
  e.hit(4, e.swing(3 / 2), 0.7)
  e.hit(5, 2, 0.7)
  e.hit(6, e.swing(5 / 2), 0.7)
  e.hit(7, e.swing(3), 0.7)
}

// ---- What each member plays ----
const click = {
  settings: () => part({
    voices: [
      voice(0, { accents: [{ beat: 1, timbre: 3 }, { beat: 2, timbre: 1 }] }),
    ],
  }),
  voices: [
    { name: 'beat', bars: 1, loopQuarters: null, play: click_beat },
  ],
}

const kit = {
  settings: () => part({
    voices: [
      voice(4),
      voice(2, { levelDb: -3 }),
      voice(5),
    ],
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'snare', bars: 1, loopQuarters: null, play: head_kit_snare },
    { name: 'hat', bars: 1, loopQuarters: null, play: head_kit_hat },
  ],
}

// ---- Sections ----
const meter_7_8 = { upper: 7, lower: 8, quarters: 3.5, beats: [0, 1, 2] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 2 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '107ddf8213f11959473416797548e58f61b33d8da2961f17585ac29f36cb01d9',
  slotSchema: '390ab14aedfa0fa0582d208c2f14286a977555b140be93cf491e33555d388851',
  slots: [
    slot(S_accent, 'continuous', 'accent', { default: 0.3, min: 0, max: 1 }),
    slot(S_pocket_snap, 'continuous', 'pocket.snap', { unit: 'ms', default: 20, min: 5, max: 60 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['warm woody click', 'woody', 'brush', 'accent', 'deep kick drum', 'closed hi-hat'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
    {
      symbol: 'Fmaj7',
      root: 5,
      bass: 5,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 6, 7, 9, 11],
      scale,
    },
    { symbol: 'C', root: 0, bass: 0, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
  ],
  zones: [
    (s) => ({
      snap: { ms: s[S_pocket_snap], beats: 0 },
      follow: { ms: 100, beats: 0 },
      limit: { ms: 200, beats: 0 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['pocket'],
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
    { name: 'kit', kind: 'drummer', follows: 'player' },
  ],
  sections: [
    {
      name: 'head',
      bars: 4,
      meter: meter_7_8,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 3,
      zones: 0,
      mute: [],
      parts: [click, kit],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 2 },
  ],
  repeat: false,
  rules: [
    {
      name: 'push',
      when: (player) => player.spread < 12,
      hold: () => ({ amount: 8, unit: 'bars' }),
      actions: () => [
        { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'bars' }, keep: true },
      ],
    },
    {
      name: 'quiet',
      when: (player) => player.silent,
      hold: () => ({ amount: 2, unit: 'bars' }),
      actions: () => [
        {
          do: 'level',
          member: 'kit',
          mode: 'to',
          db: -12,
          over: { amount: 2, unit: 'bars' },
          keep: false,
        },
      ],
    },
  ],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicyWith(definition, { ruling })
//# sourceMappingURL=main.js.map
