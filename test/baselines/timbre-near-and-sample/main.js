/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 42d297959ee3cf08187c45c6b9aa6a47f110b0dde4ccb62d9ca0f2e27ad35542
 */
import { createPolicyWith, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_around_brightness = 0 // around.brightness, 0..1
const S_around_decay = 1 // around.decay, 0..1
const S_around_hardness = 2 // around.hardness, 0..1
const S_around_warmth = 3 // around.warmth, 0..1

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
const warm_woody_click_brightness = Float64Array.of(
  0.1385, -0.7711, 0.2288, 0.0394, -0.1038, 0.2596, -0.2596, 0, -0.0692, -0.0692, 0, 0, 0, 0, 0,
  0.2396, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3461, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_brightness_2 = Float64Array.of(
  0.1953, 0.4399, 0.3227, 0.0556, -0.1464, 0.3661, -0.3661, 0, -0.0976, -0.0976, 0, 0, 0, 0, 0,
  0.338, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4882, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_warmth = Float64Array.of(
  0.1951, -0.3235, -0.4406, 0.0556, -0.1463, 0.3658, -0.3658, 0, -0.0976, -0.0976, 0, 0, 0, 0, 0,
  0.3377, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4878, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_warmth_2 = Float64Array.of(
  0.1385, -0.2296, 0.7706, 0.0394, -0.1039, 0.2597, -0.2597, 0, -0.0693, -0.0693, 0, 0, 0, 0, 0,
  0.2397, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3463, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_hardness = Float64Array.of(
  0.1645, -0.2727, 0.2718, -0.5964, -0.1234, 0.3084, -0.3084, 0, -0.0822, -0.0822, 0, 0, 0, 0, 0,
  0.2847, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4112, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_hardness_2 = Float64Array.of(
  0.1554, -0.2576, 0.2568, 0.6519, -0.1165, 0.2913, -0.2913, 0, -0.0777, -0.0777, 0, 0, 0, 0, 0,
  0.2689, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3884, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_decay = Float64Array.of(
  0.1363, -0.2259, 0.2252, 0.0388, -0.1022, 0.2555, -0.7884, 0, -0.0681, -0.0681, 0, 0, 0, 0, 0,
  0.2358, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.3406, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_decay_2 = Float64Array.of(
  0.2019, -0.3347, 0.3337, 0.0575, -0.1514, 0.3786, 0.4111, 0, -0.101, -0.101, 0, 0, 0, 0, 0,
  0.3495, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5048, 0, 0, 0, 0,
)

// sample knock.wav
const knock = Float64Array.of(
  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres(s) {
  const warm_woody_click_brightness_3 = mixTimbre(warm_woody_click_brightness, warm_woody_click_brightness_2, s[S_around_brightness])
  const warm_woody_click_warmth_3 = mixTimbre(warm_woody_click_warmth, warm_woody_click_warmth_2, s[S_around_warmth])
  const around = mixTimbre(warm_woody_click_brightness_3, warm_woody_click_warmth_3, 0.5)
  const warm_woody_click_hardness_3 = mixTimbre(warm_woody_click_hardness, warm_woody_click_hardness_2, s[S_around_hardness])
  const warm_woody_click_decay_3 = mixTimbre(warm_woody_click_decay, warm_woody_click_decay_2, s[S_around_decay])
  const around_2 = mixTimbre(warm_woody_click_hardness_3, warm_woody_click_decay_3, 0.5)
  const around_3 = mixTimbre(around, around_2, 0.5)
  return [
    warm_woody_click_brightness, warm_woody_click_brightness_2, warm_woody_click_brightness_3,
    warm_woody_click_warmth, warm_woody_click_warmth_2, warm_woody_click_warmth_3, around,
    warm_woody_click_hardness, warm_woody_click_hardness_2, warm_woody_click_hardness_3,
    warm_woody_click_decay, warm_woody_click_decay_2, warm_woody_click_decay_3, around_2, around_3,
    knock,
  ]
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
      voice(14, { accents: [{ beat: 1, timbre: 15 }] }),
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
  behaviour: '42d297959ee3cf08187c45c6b9aa6a47f110b0dde4ccb62d9ca0f2e27ad35542',
  slotSchema: '1568ad4d549eb8129081a25ce4dc4737827c558d19abd884831a7349ad4c72cb',
  slots: [
    slot(S_around_brightness, 'continuous', 'around.brightness', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_decay, 'continuous', 'around.decay', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_hardness, 'continuous', 'around.hardness', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_warmth, 'continuous', 'around.warmth', { default: 0.75, min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: [
    'warm woody click, brightness −',
    'warm woody click, brightness +',
    'warm woody click, brightness',
    'warm woody click, warmth −',
    'warm woody click, warmth +',
    'warm woody click, warmth',
    'around',
    'warm woody click, hardness −',
    'warm woody click, hardness +',
    'warm woody click, hardness',
    'warm woody click, decay −',
    'warm woody click, decay +',
    'warm woody click, decay',
    'around',
    'around',
    'knock',
  ],
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
