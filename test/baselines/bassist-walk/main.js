/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 83c1a5cc8f0ea181a278d1cf6914a517cbcb4247641158186a9e7c200fe0982b
 */
import { createPolicyWith, walking } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_approach_chance = 0 // bass.approach.chance, 0..1

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

function timbres() {
  return [round_upright_bass]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [5, 7, 9, 10, 0, 2, 4]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line() {}

// ---- What each member plays ----
const bass = {
  settings: (s) => part({
    feelMs: 8,
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 43 },
    walk: true,
    approach: { kind: 'chromatic', chance: s[S_bass_approach_chance] },
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.64, unit: 0.5, shortMs: null })
const turn_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 0, at: 2, chord: 1 },
  { bar: 1, at: 0, chord: 2 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 3 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '83c1a5cc8f0ea181a278d1cf6914a517cbcb4247641158186a9e7c200fe0982b',
  slotSchema: '2db92988d909b05e381d91f40197a4a091fe4368f0f1b6834bc35658aa0fd511',
  slots: [
    slot(S_bass_approach_chance, 'continuous', 'bass.approach.chance', { default: 0.4, min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    { symbol: 'Gm7', root: 7, bass: 7, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'C7', root: 0, bass: 0, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
    {
      symbol: 'Fmaj7/A',
      root: 5,
      bass: 9,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
    { symbol: 'N.C.', root: -1, bass: -1, tones: [], degrees: [], scale },
    { symbol: 'F', root: 5, bass: 5, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 132 }, lowBpm: 99, highBpm: 165 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
  ],
  sections: [
    {
      name: 'turn',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: turn_chords,
      tonic: 4,
      zones: 0,
      mute: [],
      parts: [bass],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 2 },
  ],
  repeat: false,
  rules: [],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicyWith(definition, { walking })
//# sourceMappingURL=main.js.map
