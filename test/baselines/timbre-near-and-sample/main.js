/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 1cc8960e96d028fb324f01b8cc4d2b915c2c672ba35b5c5b786cae95d741e58f
 */
import { createPolicyWith, nearTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_around_near_1 = 0 // around.near[1], -0.1633..0.1633
const S_around_near_2 = 1 // around.near[2], -0.1633..0.1633
const S_around_near_3 = 2 // around.near[3], -0.1633..0.1633
const S_around_near_4 = 3 // around.near[4], -0.1633..0.1633
const S_around_near_5 = 4 // around.near[5], -0.1633..0.1633
const S_around_near_6 = 5 // around.near[6], -0.1633..0.1633

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
// "warm woody click"
const warm_woody_click = Float64Array.of(
  0.2046, -0.3391, 0.338, 0.0583, -0.1534, 0.3835, -0.3835, 0, -0.1023, -0.1023, 0, 0, 0, 0, 0,
  0.354, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5114, 0, 0, 0, 0,
)

// "warm woody click", direction 1
const warm_woody_click_way_1 = Float64Array.of(
  0.059, 0.7911, 0.034, 0.4268, -0.1497, 0.148, -0.0967, 0.1801, 0.0326, -0.0468, 0.0159, -0.0126,
  -0.0115, 0.2517, 0.0204, 0.0739, 0.0368, 0.0005, 0.0147, 0.0679, 0.006, -0.0122, 0, 0, 0, 0, 0,
  0.1475, 0, 0, 0, 0,
)

// "warm woody click", direction 2
const warm_woody_click_way_2 = Float64Array.of(
  0.0126, -0.0326, 0.0304, -0.2273, -0.0619, -0.0075, -0.0162, 0.658, 0.6624, -0.1832, -0.0002,
  0.0185, -0.015, -0.1656, 0.0165, 0.0266, -0.0099, 0.0153, 0.0121, -0.0204, -0.0165, 0.0755, 0, 0,
  0, 0, 0, 0.0315, 0, 0, 0, 0,
)

// "warm woody click", direction 3
const warm_woody_click_way_3 = Float64Array.of(
  -0.0268, -0.3739, 0.0145, 0.437, 0.4632, -0.0221, 0.0562, 0.2808, 0.0551, -0.0126, 0.0379,
  -0.0064, 0.0764, 0.5891, 0.028, -0.0336, -0.0122, 0.0012, -0.0241, -0.0171, 0.0335, -0.0716, 0, 0,
  0, 0, 0, -0.0671, 0, 0, 0, 0,
)

// "warm woody click", direction 4
const warm_woody_click_way_4 = Float64Array.of(
  0.0566, 0.3106, 0.1478, -0.5374, 0.606, 0.0866, -0.0676, -0.1557, 0.0465, -0.0413, 0.1614, 0.1454,
  0.2038, 0.1812, 0.1113, 0.1049, -0.0003, 0.009, 0.0444, -0.0601, 0.0871, 0.0632, 0, 0, 0, 0, 0,
  0.1415, 0, 0, 0, 0,
)

// "warm woody click", direction 5
const warm_woody_click_way_5 = Float64Array.of(
  0.0047, -0.0343, 0.0282, -0.2661, -0.3095, -0.0059, 0.098, 0.2378, -0.1704, 0.4772, -0.05, 0.0638,
  -0.0586, 0.305, 0.6264, 0.0314, -0.0316, -0.0083, 0.0754, -0.0622, -0.0217, -0.0283, 0, 0, 0, 0,
  0, 0.0117, 0, 0, 0, 0,
)

// "warm woody click", direction 6
const warm_woody_click_way_6 = Float64Array.of(
  0.007, -0.0425, -0.0153, 0.3025, 0.0772, 0.0334, 0.0698, -0.3497, 0.3225, -0.2347, -0.0222,
  -0.0867, 0.1728, -0.2368, 0.7115, -0.0068, 0.0221, 0.0172, -0.078, 0.0648, 0.0158, 0.036, 0, 0, 0,
  0, 0, 0.0174, 0, 0, 0, 0,
)

const warm_woody_click_ways = [
  warm_woody_click_way_1, warm_woody_click_way_2, warm_woody_click_way_3, warm_woody_click_way_4,
  warm_woody_click_way_5, warm_woody_click_way_6,
]

// sample knock.wav
const knock = Float64Array.of(
  0.2343, -0.291, 0.2412, 0.1758, 0.0586, 0.3515, -0.3808, 0, -0.1758, -0.0586, 0, 0.2343, 0, 0, 0,
  0.4363, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4687, 0, 0, 0, 0,
)

function timbres(s) {
  const around = nearTimbre(warm_woody_click, warm_woody_click_ways, [
    s[S_around_near_1],
    s[S_around_near_2],
    s[S_around_near_3],
    s[S_around_near_4],
    s[S_around_near_5],
    s[S_around_near_6],
  ])
  return [around, knock]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 1)
  e.hit(2, 1, 0.7)
  e.hit(3, 2, 0.7)
  e.hit(4, 3, 0.7)
}

// ---- What each member plays ----
const click = {
  settings: () => part({
    voices: [
      voice(0, { accents: [{ beat: 1, timbre: 1 }] }),
    ],
  }),
  voices: [
    { name: 'beat', bars: 1, loopQuarters: null, play: click_beat },
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
  behaviour: '1cc8960e96d028fb324f01b8cc4d2b915c2c672ba35b5c5b786cae95d741e58f',
  slotSchema: '7db7d097648ab5c5d944cd3ff3fcc25d668c951a606b35e6db5469a7330783a5',
  slots: [
    slot(S_around_near_1, 'continuous', 'around.near[1]', {
      default: 0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more brightness and hardness',
    }),
    slot(S_around_near_2, 'continuous', 'around.near[2]', {
      default: -0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more noisiness and roughness',
    }),
    slot(S_around_near_3, 'continuous', 'around.near[3]', {
      default: -0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more energy and depth and hardness',
    }),
    slot(S_around_near_4, 'continuous', 'around.near[4]', {
      default: -0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more depth and brightness, less hardness',
    }),
    slot(S_around_near_5, 'continuous', 'around.near[5]', {
      default: -0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more openness and pitchedness, less depth',
    }),
    slot(S_around_near_6, 'continuous', 'around.near[6]', {
      default: 0.08165,
      min: -0.1633,
      max: 0.1633,
      doc: 'more openness and noisiness, less roughness',
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['around', 'knock'],
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
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
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
      parts: [click],
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
