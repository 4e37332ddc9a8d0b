/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour f21d3ca9c58c7e7887a89c73921fe7f386e142def81e46d6fa5fa37a3de0ec02
 */
import { createPolicyWith } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_line_1_4 = 0 // bass.line[1:4], 1 | 5

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
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e, s, bar) {
  switch (bar) {
    case 0:
      e.degree(1, 0, 2, 0.7, 1, 0)
      e.degree(3, 2, 3, 0.7, 5, -1)
      switch (e.weigh(4, s, S_bass_line_1_4, 2)) {
        case 0:
          e.degree(4, 3, 4, 0.7, 1, 0)
          break
        default:
          e.degree(4, 3, 4, 0.7, 5, 0)
      }
      break
    case 1:
      e.step(1, 0, 2, 0.7, 3, 0)
      e.step(3, 2, 3, 0.7, 6, 0)
      e.degree(4, 3, 4, 0.7, 5, 1)
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
    length: 0.9,
  }),
  voices: [
    { name: 'line', bars: 2, loopQuarters: null, octavesUp: 1, play: bass_line },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'f21d3ca9c58c7e7887a89c73921fe7f386e142def81e46d6fa5fa37a3de0ec02',
  slotSchema: '44468943905bd98dd40a7a501e912c7483512278a50eb45c377c4df3655e1ec9',
  slots: [
    slot(S_bass_line_1_4, 'categorical', 'bass.line[1:4]', {
      default: '1',
      choices: ['1', '5'],
      size: 2,
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
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
  ],
  sections: [
    {
      name: 'head',
      bars: 2,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 2,
      zones: 0,
      mute: [],
      parts: [bass],
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
