/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour aeec50702948fc135dbe7e07dddce41eae0521d780b8507e48a35424387b471f
 */
import { createPolicyWith, pickingUp } from 'silencio/runtime'

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

function timbres() {
  return [round_upright_bass]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bridge_bass_line(e) {
  e.degree(1, 0, 1, 0.7, 1, 0)
  e.degree(2, 1, 2, 0.7, 3, 0)
  e.degree(3, 2, 3, 0.7, 5, 0)
}

function bass_line(e) {
  e.degree(1, 0, 1, 0.7, 1, 0)
  e.degree(2, 1, 2, 0.7, 2, 0)
  e.degree(3, 2, 3, 0.7, 3, 0)
  e.degree(4, 3, 4, 0.7, 5, 0)
}

// ---- What each member plays ----
const bass_settings = () => part({
  voices: [
    voice(0),
  ],
  range: { low: 28, high: 43 },
})

const bass = {
  settings: bass_settings,
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bridge_bass_line },
  ],
}

const head_bass = {
  settings: bass_settings,
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line },
  ],
}

// ---- Sections ----
const meter_3_4 = { upper: 3, lower: 4, quarters: 3, beats: [0, 1, 2] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const head_chords = [
  { bar: 0, at: 0, chord: 1 },
  { bar: 1, at: 0, chord: 2 },
  { bar: 2, at: 0, chord: 1 },
  { bar: 3, at: 0, chord: 2 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'aeec50702948fc135dbe7e07dddce41eae0521d780b8507e48a35424387b471f',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    { symbol: 'C', root: 0, bass: 0, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 120 }, lowBpm: 90, highBpm: 150 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 2, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
  ],
  sections: [
    {
      name: 'bridge',
      bars: 4,
      meter: meter_3_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [bass],
    },
    {
      name: 'head',
      bars: 4,
      pickup: 1.5,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [head_bass],
    },
  ],
  form: [
    { kind: 'play', section: 1, times: 2 },
    { kind: 'play', section: 0, times: 1 },
    { kind: 'play', section: 1, times: 1 },
  ],
  repeat: false,
  rules: [],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicyWith(definition, { pickingUp })
//# sourceMappingURL=main.js.map
