/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 692bf87b4457cd32782c9a2a96272b47a335a158cf166b06d1be8cf205e55def
 */
import { createPolicyWith, comping } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_line_1_4 = 0 // bass.line[1:4], 1 | 5
const S_keys_voicing = 2 // keys.voicing, rootless | shell | spread
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

// ---- Timbres ----
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.1776, -0.3679, 0.3134, -0.222, 0.3108, -0.0093, 0.0444, -0.1378, -0.222, 0.2664, 0, 0.1332,
  0.0888, -0.0444, 0, 0.3108, 0, 0, 0.3552, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.444, 0, 0,
)

// "mellow upright piano"
const mellow_upright_piano = Float64Array.of(
  0.1997, -0.3311, 0.3155, -0.214, 0, 0.2056, 0.1498, 0.0499, -0.2497, 0.3745, 0, 0.0999, 0, -0.155,
  0, 0.2497, 0, 0, 0.2996, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4993, 0,
)

function timbres() {
  return [round_upright_bass, mellow_upright_piano]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e, s) {
  e.degree(1, 0, 2, 0.7, 1, 0)
  e.degree(3, 2, 3, 0.7, 5, 0)
  switch (e.weigh(4, s, S_bass_line_1_4, 2)) {
    case 0:
      e.degree(4, 3, 4, 0.7, 1, 0)
      break
    default:
      e.degree(4, 3, 4, 0.7, 5, 0)
  }
}

function keys_comp(e) {
  e.chord(2, 1, 2, 0.7)
  e.chord(4, 3, 4, 0.7)
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

const keys = {
  settings: (s) => part({
    voices: [
      voice(1),
    ],
    range: { low: 48, high: 72 },
    voicing: keys_voicing_choices[s[S_keys_voicing]],
  }),
  voices: [
    { name: 'comp', bars: 1, loopQuarters: null, play: keys_comp },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '692bf87b4457cd32782c9a2a96272b47a335a158cf166b06d1be8cf205e55def',
  slotSchema: 'bf42fcefd00ebb6e54d9fec77a7a863c9b2e3a77171034a0df4a657096d850f7',
  slots: [
    slot(S_bass_line_1_4, 'categorical', 'bass.line[1:4]', {
      default: '1',
      choices: ['1', '5'],
      size: 2,
    }),
    slot(S_keys_voicing, 'categorical', 'keys.voicing', {
      default: 'rootless',
      choices: ['rootless', 'shell', 'spread'],
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass', 'mellow upright piano'],
  chords: [
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
    { name: 'keys', kind: 'pianist', follows: { member: 'bass' } },
  ],
  sections: [
    {
      name: '',
      bars: null,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [bass, keys],
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
