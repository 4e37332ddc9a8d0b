/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 33a69fdd3ca55212946d2ea8aa74a6d211ada6ec233c30e905c6b90d45e80430
 */
import { createPolicyWith, closingHats, wandering } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_kit_kick_1_15 = 0 // kit.kick[1:15], 0..1

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

// "soft brushed snare"
const brush = Float64Array.of(
  0.2273, 0.0907, 0, -0.3946, 0, -0.0741, -0.1705, 0.2017, 0.385, -0.2273, 0, 0, 0, -0.2726, 0, 0,
  0, 0.2842, 0, 0, 0, 0.1764, 0, 0.5684, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [deep_kick_drum, brush, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_kick(e, s) {
  e.hit(1, 0, 0.7)
  e.hit(7, e.swing(3 / 2), 0.7)
  e.hit(9, 2, 0.7)
  if (e.chance(15, s[S_kit_kick_1_15])) e.hit(15, e.swing(7 / 2), 0.7)
}

function kit_snare(e) {
  e.hit(5, 1, 1)
  e.hit(8, e.swing(7 / 4), 0.25)
  e.hit(13, 3, 1)
  e.hit(16, e.swing(15 / 4), 0.25)
}

function kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, e.swing(1 / 2), 0.7)
  e.hit(5, 1, 0.7)
  e.hit(7, e.swing(3 / 2), 0.7)
  e.hit(9, 2, 0.7)
  e.hit(11, e.swing(5 / 2), 0.7)
  e.hit(13, 3, 0.7)
  e.hit(15, e.swing(7 / 2), 0.7, 'open')
}

// ---- What each member plays ----
const kit = {
  settings: () => part({
    humanMs: 3,
    voices: [
      voice(0),
      voice(1, { feelMs: 8 }),
      voice(2, { levelDb: -6 }),
    ],
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'snare', bars: 1, loopQuarters: null, play: kit_snare },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
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
  behaviour: '33a69fdd3ca55212946d2ea8aa74a6d211ada6ec233c30e905c6b90d45e80430',
  slotSchema: 'd5a952ba94898755089191b3e6668f00c457e981a9295ad187ad83dcd5a3402c',
  slots: [
    slot(S_kit_kick_1_15, 'chance', 'kit.kick[1:15]', { min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['deep kick drum', 'brush', 'closed hi-hat'],
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
export default createPolicyWith(definition, { closingHats, wandering })
//# sourceMappingURL=main.js.map
