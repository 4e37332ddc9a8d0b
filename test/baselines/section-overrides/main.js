/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour ad0695fc8ef47bd29f5b2267d0fda451a5e7a8a84cd6d60384d0caab10a74beb
 */
import { createPolicyWith } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_verse_kit_kick_1_6 = 0 // verse.kit.kick[1:6], 0..1

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
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.1776, -0.3679, 0.3134, -0.222, 0.3108, -0.0093, 0.0444, -0.1378, -0.222, 0.2664, 0, 0.1332,
  0.0888, -0.0444, 0, 0.3108, 0, 0, 0.3552, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.444, 0, 0,
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

function timbres() {
  return [round_upright_bass, deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [4, 6, 7, 9, 11, 0, 2]
const scale_2 = [9, 11, 0, 2, 4, 5, 7]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 3 / 2, 0.7, 1, 0)
  e.degree(3, 3 / 2, 3, 0.7, 5, 0)
}

function kit_kick(e) {
  e.hit(1, 0, 0.7)
  e.hit(5, 3 / 2, 0.7)
  e.hit(7, 9 / 4, 0.7)
}

function kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 3 / 8, 0.7)
  e.hit(3, 3 / 4, 0.7)
  e.hit(4, 9 / 8, 0.7)
  e.hit(5, 3 / 2, 0.7)
  e.hit(6, 15 / 8, 0.7)
  e.hit(7, 9 / 4, 0.7)
  e.hit(8, 21 / 8, 0.7)
}

function bass_line_2(e) {
  e.degree(1, 0, 2, 0.7, 1, 0)
  e.degree(3, 2, 4, 0.7, 5, 0)
}

function verse_kit_kick(e, s) {
  e.hit(1, 0, 0.7)
  if (e.chance(6, s[S_verse_kit_kick_1_6])) e.hit(6, e.swing(5 / 2), 0.7)
}

function verse_kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, 1, 0.7)
  e.hit(5, 2, 0.7)
  e.hit(7, 3, 0.7)
}

// ---- What each member plays ----
const bass = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 43 },
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line },
  ],
}

const kit_settings = () => part({
  voices: [
    voice(1),
    voice(2),
  ],
})

const kit = {
  settings: kit_settings,
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
  ],
}

const verse_bass = {
  settings: () => part({
    level: { db: -3 },
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 43 },
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
  behaviour: 'ad0695fc8ef47bd29f5b2267d0fda451a5e7a8a84cd6d60384d0caab10a74beb',
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
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
