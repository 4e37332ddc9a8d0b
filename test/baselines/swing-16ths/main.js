/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour d3ea0b6868d201513764fe04402caf54644dd4eea3a9c2b3eb38a0cddb4ca8dc
 */
import { createPolicyWith } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_swing = 0 // swing, 0.5..0.7

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
// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, e.swing(1 / 2), 0.7)
  e.hit(4, e.swing(3 / 4), 0.7)
  e.hit(5, 1, 0.7)
  e.hit(6, e.swing(5 / 4), 0.7)
  e.hit(7, e.swing(3 / 2), 0.7)
  e.hit(9, 2, 0.7)
  e.hit(11, e.swing(5 / 2), 0.7)
  e.hit(12, e.swing(11 / 4), 0.7)
  e.hit(13, 3, 0.7)
  e.hit(14, e.swing(13 / 4), 0.7)
  e.hit(15, e.swing(7 / 2), 0.7)
  e.hit(16, e.swing(15 / 4), 0.7)
}

// ---- What each member plays ----
const kit = {
  settings: () => part({
    voices: [
      voice(0),
    ],
  }),
  voices: [
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = (s) => ({ ratio: s[S_swing], unit: 0.25, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'd3ea0b6868d201513764fe04402caf54644dd4eea3a9c2b3eb38a0cddb4ca8dc',
  slotSchema: '42b83eadd01d4559295854765e8009ffdcd5e1aef6c61714e15dc8bb4a5e0e9a',
  slots: [
    slot(S_swing, 'continuous', 'swing', { default: 0.6, min: 0.5, max: 0.7 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['closed hi-hat'],
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
  tempo: () => ({ program: { kind: 'steady', bpm: 84 }, lowBpm: 63, highBpm: 105 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'kit',
  members: [
    { name: 'kit', kind: 'drummer', follows: 'player' },
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
      parts: [kit],
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
