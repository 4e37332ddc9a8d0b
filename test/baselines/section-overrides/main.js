/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour f09c25613b502d66f051971974fed956e281db4640c85958543b35ab42b41f89
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_verse_kit_kick_1_6 = 0 // verse.kit.kick[1:6], 0..1

// ---- Helpers ----
/** A learnable value; `more` says what is special about it. */
const slot = (index, kind, name, more) => ({
  name,
  kind,
  unit: null,
  default: 0.5,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index,
  size: 1,
  ...more,
})

// ---- Timbres ----
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.17761900840447284, -0.36792508883783653, 0.3134453089490697, -0.22202376050559103,
  0.3108332647078274, -0.009315682258975815, 0.04440475210111821, -0.13780785134829787,
  -0.22202376050559103, 0.26642851260670924, 0, 0.13321425630335462, 0.08880950420223642,
  -0.04440475210111821, 0, 0.3108332647078274, 0, 0, 0.3552380168089457, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0.44404752101118206, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.16871334793425743, 0.4428725383274256, -0.21089168491782176, 0.08435667396712872,
  -0.29524835888495043, 0.2530700219013861, -0.24725232024848068, 0, 0.29524835888495043,
  -0.29524835888495043, 0, 0, 0, 0, -0.2684075989863186, 0, 0.29524835888495043, 0, 0, 0, 0, 0, 0,
  0, 0.4217833698356435, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [round_upright_bass, deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [4, 6, 7, 9, 11, 0, 2]
const scale_2 = [9, 11, 0, 2, 4, 5, 7]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 3 / 2, 0.7, 1, 0, 'normal')
  e.degree(3, 3 / 2, 3, 0.7, 5, 0, 'normal')
}

function kit_kick(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(5, 3 / 2, 0.7, 'normal')
  e.hit(7, 9 / 4, 0.7, 'normal')
}

function kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, 3 / 8, 0.7, 'normal')
  e.hit(3, 3 / 4, 0.7, 'normal')
  e.hit(4, 9 / 8, 0.7, 'normal')
  e.hit(5, 3 / 2, 0.7, 'normal')
  e.hit(6, 15 / 8, 0.7, 'normal')
  e.hit(7, 9 / 4, 0.7, 'normal')
  e.hit(8, 21 / 8, 0.7, 'normal')
}

function bass_line_2(e) {
  e.degree(1, 0, 2, 0.7, 1, 0, 'normal')
  e.degree(3, 2, 4, 0.7, 5, 0, 'normal')
}

function verse_kit_kick(e, s) {
  e.hit(1, 0, 0.7, 'normal')
  if (e.chance(6, s[S_verse_kit_kick_1_6])) e.hit(6, e.swing(5 / 2), 0.7, 'normal')
}

function verse_kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(3, 1, 0.7, 'normal')
  e.hit(5, 2, 0.7, 'normal')
  e.hit(7, 3, 0.7, 'normal')
}

// ---- What each member plays ----
const bass = {
  settings: () => ({
    level: { db: 0 },
    pan: 0,
    feelMs: 0,
    humanMs: 0,
    mute: false,
    restEvery: 0,
    dynamics: null,
    voices: [
      { timbre: 0, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
    ],
    fill: null,
    tradeBars: 0,
    range: { low: 28, high: 43 },
    length: 1,
    voicing: 'close',
    strumMs: 0,
    walk: false,
    approach: null,
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line },
  ],
}

const kit_settings = () => ({
  level: { db: 0 },
  pan: 0,
  feelMs: 0,
  humanMs: 0,
  mute: false,
  restEvery: 0,
  dynamics: null,
  voices: [
    { timbre: 1, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
    { timbre: 2, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
  ],
  fill: null,
  tradeBars: 0,
  range: { low: 0, high: 127 },
  length: 1,
  voicing: 'close',
  strumMs: 0,
  walk: false,
  approach: null,
})

const kit = {
  settings: kit_settings,
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
  ],
}

const verse_bass = {
  settings: () => ({
    level: { db: -3 },
    pan: 0,
    feelMs: 0,
    humanMs: 0,
    mute: false,
    restEvery: 0,
    dynamics: null,
    voices: [
      { timbre: 0, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
    ],
    fill: null,
    tradeBars: 0,
    range: { low: 28, high: 43 },
    length: 1,
    voicing: 'close',
    strumMs: 0,
    walk: false,
    approach: null,
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line_2 },
  ],
}

const verse_kit = {
  settings: kit_settings,
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: verse_kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: verse_kit_hat },
  ],
}

// ---- Sections ----
const meter_3_4 = { upper: 3, lower: 4, quarters: 3, beats: [0, 1, 2] }
const swing = () => ({ ratio: 0.56, unit: 0.5, shortMs: null })
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing_2 = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const verse_chords = [
  { bar: 0, at: 0, chord: 1 },
  { bar: 1, at: 0, chord: 2 },
  { bar: 2, at: 0, chord: 3 },
  { bar: 3, at: 0, chord: 4 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'f09c25613b502d66f051971974fed956e281db4640c85958543b35ab42b41f89',
  slotSchema: '68807e370e081271273c351992c1f2802129c2ad02c75d4eefd9843ce558771e',
  slots: [
    slot(S_verse_kit_kick_1_6, 'chance', 'verse.kit.kick[1:6]', { min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass', 'deep kick drum', 'closed hi-hat'],
  chords: [
    { symbol: 'Em', root: 4, bass: 4, tones: [0, 3, 7], degrees: [0, 2, 3, 5, 7, 8, 10], scale },
    {
      symbol: 'Am',
      root: 9,
      bass: 9,
      tones: [0, 3, 7],
      degrees: [0, 2, 3, 5, 7, 8, 10],
      scale: scale_2,
    },
    {
      symbol: 'F',
      root: 5,
      bass: 5,
      tones: [0, 4, 7],
      degrees: [0, 2, 4, 6, 7, 9, 11],
      scale: scale_2,
    },
    {
      symbol: 'C',
      root: 0,
      bass: 0,
      tones: [0, 4, 7],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale: scale_2,
    },
    {
      symbol: 'G',
      root: 7,
      bass: 7,
      tones: [0, 4, 7],
      degrees: [0, 2, 4, 5, 7, 9, 10],
      scale: scale_2,
    },
  ],
  zones: [
    () => ({
      snap: { ms: 20, beats: 0 },
      follow: { ms: 100, beats: 0 },
      limit: { ms: 200, beats: 0 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['default'],
  tempo: () => ({ program: { kind: 'steady', bpm: 104 }, lowBpm: 78, highBpm: 130 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
    { name: 'kit', kind: 'drummer', follows: 'player' },
  ],
  sections: [
    {
      name: 'break',
      bars: 2,
      meter: meter_3_4,
      tempoUnit: 1,
      tempo: () => ({ program: { kind: 'steady', bpm: 90 }, lowBpm: 67.5, highBpm: 112.5 }),
      swing,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: ['kit', 'bass'],
      parts: [bass, kit],
    },
    {
      name: 'verse',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing: swing_2,
      chords: verse_chords,
      tonic: 1,
      zones: 0,
      mute: [],
      parts: [verse_bass, verse_kit],
    },
  ],
  form: [
    { kind: 'play', section: 1, times: 1 },
    { kind: 'play', section: 0, times: 1 },
    { kind: 'play', section: 1, times: 1 },
  ],
  repeat: false,
  rules: [],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
