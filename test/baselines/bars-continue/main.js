/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 661e65ced3ca37395b0b2619fa95e6b3ccda815bc807cee9208952c7c4a1993e
 */
import { createPolicyWith } from 'silencio/runtime'

// ---- Helpers ----
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

// "dry snare"
const dry_snare = Float64Array.of(
  0.2228, 0.2339, 0, 0.1671, 0, 0.3342, -0.2347, 0.1114, 0.3342, -0.2228, -0.3342, 0, 0, 0.1671, 0,
  0, 0, 0.2785, 0, 0, 0, 0, 0, 0.5569, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [round_upright_bass, deep_kick_drum, dry_snare]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 4, 0.7, 1, 0)
}

function kit_kick(e, s, bar) {
  switch (bar) {
    case 0:
    case 2:
      e.hit(1, 0, 0.7)
      e.hit(5, 2, 0.7)
      break
    case 1:
      e.hit(1, 0, 0.7)
      e.hit(5, 2, 0.7)
      e.hit(7, 3, 0.7)
      break
    case 3:
      e.hit(1, 0, 0.7)
      e.hit(3, 1, 0.7)
      e.hit(5, 2, 0.7)
      e.hit(7, 3, 0.7)
      break
  }
}

function kit_snare(e, s, bar) {
  switch (bar) {
    case 0:
      e.hit(3, 1, 0.7)
      e.hit(7, 3, 0.7)
      break
    case 1:
      e.hit(3, 1, 0.7)
      e.hit(6, e.swing(5 / 2), 0.7)
      e.hit(7, 3, 0.7)
      e.hit(8, e.swing(7 / 2), 0.7)
      break
  }
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

const kit = {
  settings: () => part({
    voices: [
      voice(1),
      voice(2),
    ],
  }),
  voices: [
    { name: 'kick', bars: 4, loopQuarters: null, play: kit_kick },
    { name: 'snare', bars: 2, loopQuarters: null, play: kit_snare },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 3 },
  { bar: 4, at: 0, chord: 0 },
  { bar: 5, at: 0, chord: 1 },
  { bar: 5, at: 2, chord: 4 },
  { bar: 6, at: 0, chord: 5 },
  { bar: 7, at: 0, chord: 5 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '661e65ced3ca37395b0b2619fa95e6b3ccda815bc807cee9208952c7c4a1993e',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['round upright bass', 'deep kick drum', 'dry snare'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
    { symbol: 'A7', root: 9, bass: 9, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 8, 10], scale },
    { symbol: 'C7', root: 0, bass: 0, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 100 }, lowBpm: 75, highBpm: 125 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
    { name: 'kit', kind: 'drummer', follows: 'player' },
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
      tonic: 6,
      zones: 0,
      mute: [],
      parts: [bass, kit],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 1 },
  ],
  repeat: false,
  rules: [],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
