/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour b7e9af437efb7ffddbd887cd7f0bbf886b5f43ed3ea06659c806308e2048bd0b
 */
import { createPolicyWith, comping } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_guitar_level = 0 // guitar.level, dB -12..0

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
// "clean electric guitar"
const clean_electric_guitar = Float64Array.of(
  0.205, 0.2152, 0, 0, 0, 0.2562, 0.2562, 0, -0.3074, 0.3843, 0, 0, 0, 0, 0, 0, 0.205, 0, 0.4099, 0,
  0.2562, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5124,
)

function timbres() {
  return [clean_electric_guitar]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [2, 4, 5, 7, 9, 10, 0]

// ---- Patterns: each plays one bar; positions in quarters ----
function guitar_comp(e, s, bar) {
  switch (bar) {
    case 0:
      e.chord(1, 0, e.swing(1 / 2), 0.7)
      e.chord(3, 1, e.swing(3 / 2), 0.7)
      e.chord(6, e.swing(5 / 2), 3, 0.7)
      e.chord(8, e.swing(7 / 2), 4, 0.7)
      break
    case 1:
      e.chord(2, e.swing(1 / 2), 1, 0.7)
      e.chord(4, e.swing(3 / 2), 2, 0.7)
      e.chord(7, 3, e.swing(7 / 2), 0.7)
      break
  }
}

// ---- What each member plays ----
const guitar = {
  settings: (s) => part({
    level: { db: s[S_guitar_level] },
    voices: [
      voice(0),
    ],
    range: { low: 40, high: 64 },
    voicing: 'drop2',
  }),
  voices: [
    { name: 'comp', bars: 2, loopQuarters: null, play: guitar_comp },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const a_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'b7e9af437efb7ffddbd887cd7f0bbf886b5f43ed3ea06659c806308e2048bd0b',
  slotSchema: '7ccc38232ef293a8e8a26ead535254d7aa3a76076869c67bff6cf7f68d4cfce8',
  slots: [
    slot(S_guitar_level, 'continuous', 'guitar.level', { unit: 'dB', default: -3, min: -12, max: 0 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['clean electric guitar'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 8, 10], scale },
    { symbol: 'A7', root: 9, bass: 9, tones: [0, 4, 7, 10], degrees: [0, 1, 4, 5, 7, 8, 10], scale },
    { symbol: 'Dm', root: 2, bass: 2, tones: [0, 3, 7], degrees: [0, 2, 3, 5, 7, 8, 10], scale },
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
  reference: 'guitar',
  members: [
    { name: 'guitar', kind: 'guitarist', follows: 'grid' },
  ],
  sections: [
    {
      name: 'a',
      bars: 2,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: a_chords,
      tonic: 2,
      zones: 0,
      mute: [],
      parts: [guitar],
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
export default createPolicyWith(definition, { comping })
//# sourceMappingURL=main.js.map
