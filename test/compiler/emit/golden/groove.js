/**
 * groove
 *
 * Compiled from groove.sil (SIL 1, runtime 0.1.0). Change that file, not this one.
 * Behaviour b4ff40fc6a3e45c97c4a63ea499c88929aa2de2dcc04f773657ed8d315c87e2b
 */
import {
  createPolicyWith,
  closingHats,
  countingIn,
  drumming,
  dynamics,
  expecting,
  wandering,
} from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_swing = 0 // swing, 0.5..0.72
const S_pocket_snap = 1 // pocket.snap, ms 5..60
const S_kit_kick_1_7 = 2 // kit.kick[1:7], chance
const S_kit_fill_density = 3 // kit.fill.density, 0..0.8

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
/** The place `t` of the way from `a` to `b`: cells of a bracket share the time between its ends. */
const between = (a, b, t) => a + (b - a) * t

// ---- Timbres ----
// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.37139067635410367, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.9284766908852592, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.37139067635410367, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.9284766908852592, 0, 0, 0, 0, 0, 0, 0,
)

// "snare"
const snare = Float64Array.of(
  0.37139067635410367, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.9284766908852592, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [deep_kick_drum, closed_hi_hat, snare]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_kick(e, s) {
  e.hit(1, e.swing(0), 0.7)
  if (e.chance(7, s[S_kit_kick_1_7])) e.hit(7, e.swing(3), 0.7)
}

function kit_hat(e) {
  const at1 = between(e.swing(3), e.swing(4), 1 / 2)
  if (e.chance(1, 0.5)) e.hit(1, 0, 0.7)
  if (e.chance(2, 0.3)) e.hit(2, 1, 0.7)
  e.hit(5, e.swing(2), 0.7)
  e.hit(6, between(e.swing(2), e.swing(3), 1 / 2), 0.7)
  e.hit(7, e.swing(3), 0.7)
  e.hit(8, between(e.swing(3), e.swing(4), 1 / 2), 0.7)
  e.hit(9, between(at1, e.swing(4), 1 / 3), 0.7, 'open')
  e.hit(10, between(at1, e.swing(4), 2 / 3), 0.7)
}

function kit_snare(e, s, bar) {
  switch (bar) {
    case 0:
    case 1:
      e.hit(3, 2, 1)
      break
    case 2:
      e.hit(2, 1, 0.7)
      e.hit(3, 2, 0.7)
      break
  }
}

// ---- What each member plays ----
const kit = {
  settings: (s) => part({
    level: { fromDb: -12, toDb: 0, over: { amount: 4, unit: 'bars' } },
    dynamics: { share: 0.5, withinDb: 6 },
    voices: [
      voice(0),
      voice(1, { accents: [{ beat: 2, timbre: 2 }], levelDb: -6 }),
      voice(2, { feelMs: 5, humanMs: 4 }),
    ],
    fill: { everyBars: 8, density: s[S_kit_fill_density] },
    range: { low: 28, high: 55 },
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
    { name: 'snare', bars: 3, loopQuarters: null, play: kit_snare },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = (s) => ({ ratio: s[S_swing], unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'groove',
  title: 'groove',
  language: '1',
  behaviour: 'b4ff40fc6a3e45c97c4a63ea499c88929aa2de2dcc04f773657ed8d315c87e2b',
  slotSchema: 'd8081444211f5721d3684b36885a9e50702eb52a317d467e3c19d72956acf70e',
  slots: [
    slot(S_swing, 'continuous', 'swing', { default: 0.58, min: 0.5, max: 0.72 }),
    slot(S_pocket_snap, 'continuous', 'pocket.snap', {
      unit: 'ms',
      default: 20,
      min: 5,
      max: 60,
      doc: 'This close, the band holds the beat.',
    }),
    slot(S_kit_kick_1_7, 'chance', 'kit.kick[1:7]'),
    slot(S_kit_fill_density, 'continuous', 'kit.fill.density', { default: 0.3, min: 0, max: 0.8 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['deep kick drum', 'closed hi-hat', 'snare'],
  chords: [
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
  ],
  zones: [
    (s) => ({
      snap: { ms: s[S_pocket_snap], beats: 0 },
      follow: { ms: 100, beats: 0 },
      limit: { ms: 0, beats: 0.3 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['pocket'],
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 }),
  player: {
    zones: 0,
    plays: [[0, 1, 2, 3], [0, 2, 5 / 2, 3]],
    count: { who: 'player', amount: 4, unit: 'beats' },
  },
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
export default createPolicyWith(definition, { closingHats, countingIn, drumming, dynamics, expecting, wandering })
//# sourceMappingURL=groove.js.map
