/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour bb5decbda317e824b23dd83a0fa0e59dcf251cd4b6a2f973f00cbe4c31c9ff50
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_swing = 0 // swing, 0.5..0.7

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
// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.16871334793425743, 0.4428725383274256, -0.21089168491782176, 0.08435667396712872,
  -0.29524835888495043, 0.2530700219013861, -0.24725232024848068, 0, 0.29524835888495043,
  -0.29524835888495043, 0, 0, 0, 0, -0.2684075989863186, 0, 0.29524835888495043, 0, 0, 0, 0, 0, 0,
  0, 0.4217833698356435, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(3, e.swing(1 / 2), 0.7, 'normal')
  e.hit(4, e.swing(3 / 4), 0.7, 'normal')
  e.hit(5, 1, 0.7, 'normal')
  e.hit(6, e.swing(5 / 4), 0.7, 'normal')
  e.hit(7, e.swing(3 / 2), 0.7, 'normal')
  e.hit(9, 2, 0.7, 'normal')
  e.hit(11, e.swing(5 / 2), 0.7, 'normal')
  e.hit(12, e.swing(11 / 4), 0.7, 'normal')
  e.hit(13, 3, 0.7, 'normal')
  e.hit(14, e.swing(13 / 4), 0.7, 'normal')
  e.hit(15, e.swing(7 / 2), 0.7, 'normal')
  e.hit(16, e.swing(15 / 4), 0.7, 'normal')
}

// ---- What each member plays ----
const kit = {
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
    range: { low: 0, high: 127 },
    length: 1,
    voicing: 'close',
    strumMs: 0,
    walk: false,
    approach: null,
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
  behaviour: 'bb5decbda317e824b23dd83a0fa0e59dcf251cd4b6a2f973f00cbe4c31c9ff50',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
