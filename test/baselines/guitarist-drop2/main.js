/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 1553eae9a7a504e6d3106c07daa48807d19a5c471a59ab00903621bba9d34358
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_guitar_level = 0 // guitar.level, dB -12..0

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
// "clean electric guitar"
const clean_electric_guitar = Float64Array.of(
  0.20495579676207032, 0.2152035866001738, 0, 0, 0, 0.2561947459525879, 0.2561947459525879, 0,
  -0.3074336951431054, 0.3842921189288818, 0, 0, 0, 0, 0, 0, 0.20495579676207032, 0,
  0.40991159352414064, 0, 0.2561947459525879, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5123894919051758,
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
      e.chord(1, 0, e.swing(1 / 2), 0.7, 'normal')
      e.chord(3, 1, e.swing(3 / 2), 0.7, 'normal')
      e.chord(6, e.swing(5 / 2), 3, 0.7, 'normal')
      e.chord(8, e.swing(7 / 2), 4, 0.7, 'normal')
      break
    case 1:
      e.chord(2, e.swing(1 / 2), 1, 0.7, 'normal')
      e.chord(4, e.swing(3 / 2), 2, 0.7, 'normal')
      e.chord(7, 3, e.swing(7 / 2), 0.7, 'normal')
      break
  }
}

// ---- What each member plays ----
const guitar = {
  settings: (s) => ({
    level: { db: s[S_guitar_level] },
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
    range: { low: 40, high: 64 },
    length: 1,
    voicing: 'drop2',
    strumMs: 0,
    walk: false,
    approach: null,
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
  behaviour: '1553eae9a7a504e6d3106c07daa48807d19a5c471a59ab00903621bba9d34358',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
