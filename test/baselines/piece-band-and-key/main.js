/**
 * Late "Train" — № 1
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour febcc49cc5da196e91bb448e8bd5810ca97aa8a67ed21283255af67f04611803
 */
import { createPolicy } from 'silencio/runtime'

// ---- Timbres ----
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.17761900840447284, -0.36792508883783653, 0.3134453089490697, -0.22202376050559103,
  0.3108332647078274, -0.009315682258975815, 0.04440475210111821, -0.13780785134829787,
  -0.22202376050559103, 0.26642851260670924, 0, 0.13321425630335462, 0.08880950420223642,
  -0.04440475210111821, 0, 0.3108332647078274, 0, 0, 0.3552380168089457, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0.44404752101118206, 0, 0,
)

function timbres() {
  return [round_upright_bass]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [10, 0, 1, 3, 5, 7, 8]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 1, 0.7, 1, 0, 'normal')
  e.degree(2, 1, 2, 0.7, 2, 0, 'normal')
  e.step(3, 2, 3, 0.7, 3, 0, 'normal')
  e.step(4, 3, 4, 0.7, 6, 0, 'normal')
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

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'Late "Train" — № 1',
  language: '1',
  behaviour: 'febcc49cc5da196e91bb448e8bd5810ca97aa8a67ed21283255af67f04611803',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: 11,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    { symbol: 'Bbm', root: 10, bass: 10, tones: [0, 3, 7], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
