/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour a7dcbda30a11dc72a9bfb10b1c1944c7a74334fd4235e4d4c27a0f97df4b2d06
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_keys_voicing = 0 // keys.voicing, rootless | shell | spread
const keys_voicing_choices = ['rootless', 'shell', 'spread']

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

// "mellow upright piano"
const mellow_upright_piano = Float64Array.of(
  0.19972268076851987, -0.331119181274125, 0.31551282391345925, -0.21398858653769984, 0,
  0.2055968772617116, 0.14979201057638988, 0.04993067019212997, -0.24965335096064983,
  0.3744800264409747, 0, 0.09986134038425994, 0, -0.1549572523204033, 0, 0.24965335096064983, 0, 0,
  0.29958402115277977, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.49930670192129967, 0,
)

function timbres() {
  return [round_upright_bass, mellow_upright_piano]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 2, 0.7, 1, 0, 'normal')
  e.degree(3, 2, 4, 0.7, 5, 0, 'normal')
}

function keys_comp(e) {
  e.chord(2, 1, 2, 0.7, 'normal')
  e.chord(4, 3, 4, 0.7, 'normal')
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

const keys = {
  settings: (s) => ({
    level: { db: 0 },
    pan: 0,
    feelMs: 0,
    humanMs: 0,
    mute: false,
    restEvery: 0,
    dynamics: null,
    voices: [
      { timbre: 1, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
    ],
    fill: null,
    tradeBars: 0,
    range: { low: 48, high: 72 },
    length: 0.7,
    voicing: keys_voicing_choices[s[S_keys_voicing]],
    strumMs: 0,
    walk: false,
    approach: null,
  }),
  voices: [
    { name: 'comp', bars: 1, loopQuarters: null, play: keys_comp },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
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
  behaviour: 'a7dcbda30a11dc72a9bfb10b1c1944c7a74334fd4235e4d4c27a0f97df4b2d06',
  slotSchema: '31b83f99ed12e032534c665d8c4027c63be457d58026f8575b534601f5296d2b',
  slots: [
    slot(S_keys_voicing, 'categorical', 'keys.voicing', {
      default: 'rootless',
      choices: ['rootless', 'shell', 'spread'],
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass', 'mellow upright piano'],
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
      name: 'head',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 3,
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
