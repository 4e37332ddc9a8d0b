/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour fd5169fa3cfd844e7e8fdcce12cdcd190921d1287d3defe6378c148a1d7b01ab
 */
import { createPolicyWith } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_a_kit_hat_1_2 = 0 // a.kit.hat[1:2], 0..1
const S_kit_kick_1_14 = 1 // kit.kick[1:14], 0..1
const S_kit_kick_1_7 = 2 // kit.kick[1:7], 0..1

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
// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.2086, -0.4322, 0.1565, 0, 0.4267, 0.2086, -0.1565, 0, -0.2086, -0.1043, 0, 0, 0.1043, 0.1565, 0,
  0, 0, 0.3651, 0, 0, 0, 0, 0.5216, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_kick(e, s) {
  e.hit(1, 0, 0.7)
  if (e.chance(7, s[S_kit_kick_1_7])) e.hit(7, e.swing(3 / 2), 0.7)
  e.hit(9, 2, 0.7)
  if (e.chance(14, s[S_kit_kick_1_14])) e.hit(14, e.swing(13 / 4), 0.7)
}

function a_kit_hat(e, s) {
  e.hit(1, 0, 0.7)
  if (e.chance(2, s[S_a_kit_hat_1_2])) e.hit(2, 1, 0.7)
  e.hit(3, 2, 0.7)
  e.hit(4, 3, 0.7)
}

// ---- What each member plays ----
const kit = {
  settings: () => part({
    voices: [
      voice(0),
      voice(1),
    ],
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: a_kit_hat },
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
  behaviour: 'fd5169fa3cfd844e7e8fdcce12cdcd190921d1287d3defe6378c148a1d7b01ab',
  slotSchema: 'dcea372816a2b9f66ec48da532fdebecd9e59cfd7394737c9edb85c110d67506',
  slots: [
    slot(S_a_kit_hat_1_2, 'chance', 'a.kit.hat[1:2]', { min: 0, max: 1 }),
    slot(S_kit_kick_1_14, 'chance', 'kit.kick[1:14]', { min: 0, max: 1 }),
    slot(S_kit_kick_1_7, 'chance', 'kit.kick[1:7]', { min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['deep kick drum', 'closed hi-hat'],
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
  reference: 'kit',
  members: [
    { name: 'kit', kind: 'drummer', follows: 'player' },
  ],
  sections: [
    {
      name: 'a',
      bars: 2,
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
