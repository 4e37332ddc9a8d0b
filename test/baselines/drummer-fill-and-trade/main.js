/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour dcba8d7a6c98e539784cea7e89456b26c1e6c864b0c191c5326cbc806842bc9b
 */
import { createPolicyWith, drumming } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_kit_fill_density = 0 // kit.fill.density, 0..0.8

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
// "crisp snare drum"
const crisp_snare_drum = Float64Array.of(
  0.2161, 0.4315, 0, 0.1621, 0, 0.3814, -0.2277, -0.0257, 0.3241, -0.2161, 0, 0, 0, 0.1621, 0, 0, 0,
  0.2701, 0, 0, 0, 0, 0, 0.5402, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.2086, -0.4322, 0.1565, 0, 0.4267, 0.2086, -0.1565, 0, -0.2086, -0.1043, 0, 0, 0.1043, 0.1565, 0,
  0, 0, 0.3651, 0, 0, 0, 0, 0.5216, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "dry ride cymbal"
const dry_ride_cymbal = Float64Array.of(
  0.2091, 0.4025, -0.0523, 0, -0.2091, 0.2613, 0.2851, 0, 0.1568, -0.1568, -0.3136, 0, 0, 0, 0.2091,
  0, 0.4181, 0, 0, 0, 0, 0, 0, 0, 0.1045, 0.4704, 0, 0, 0, 0, 0, 0,
)

// "bright crash cymbal"
const bright_crash_cymbal = Float64Array.of(
  0.1654, 0.4341, -0.0954, 0, -0.124, 0.2067, 0.3101, 0.124, 0.3101, -0.2894, 0, 0, 0, 0.2481,
  0.2894, 0, 0.3307, 0, 0, 0, 0, 0, 0, 0, 0, 0.4134, 0, 0, 0, 0, 0, 0,
)

// "high tom"
const high_tom = Float64Array.of(
  0.2461, 0.1436, 0.1846, 0, -0.2797, 0.2461, 0.0615, 0, -0.2461, 0.1231, 0, 0.1231, 0.1231, 0.1231,
  0, 0, 0, 0.4923, 0, 0, 0, 0, 0, 0, 0, 0, 0.6153, 0, 0, 0, 0, 0,
)

function timbres() {
  return [crisp_snare_drum, deep_kick_drum, dry_ride_cymbal, bright_crash_cymbal, high_tom]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function guest_snare(e) {
  e.hit(2, 1, 0.7, 'flam')
  e.hit(4, 3, 0.7, 'drag')
}

function kit_kick(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, 2, 0.7)
}

function kit_crash(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 1, 0.7, 'choke')
}

function kit_tom1(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 4 / 3, 0.7)
  e.hit(3, 8 / 3, 0.7)
}

// ---- What each member plays ----
const guest = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    tradeBars: 4,
  }),
  voices: [
    { name: 'snare', bars: 1, loopQuarters: null, play: guest_snare },
  ],
}

const kit = {
  settings: (s) => part({
    voices: [
      voice(1),
      voice(2),
      voice(3),
      voice(4),
    ],
    fill: { everyBars: 8, density: s[S_kit_fill_density] },
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'ride', bars: 1, loopQuarters: 3, play: kit_kick },
    { name: 'crash', bars: 1, loopQuarters: null, play: kit_crash },
    { name: 'tom1', bars: 1, loopQuarters: null, play: kit_tom1 },
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
  behaviour: 'dcba8d7a6c98e539784cea7e89456b26c1e6c864b0c191c5326cbc806842bc9b',
  slotSchema: '7071e1aaa2c8664e39c170d690b486a6510405ed483c6d0c277fa2fcc1330543',
  slots: [
    slot(S_kit_fill_density, 'continuous', 'kit.fill.density', { default: 0.3, min: 0, max: 0.8 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['crisp snare drum', 'deep kick drum', 'dry ride cymbal', 'bright crash cymbal', 'high tom'],
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
    { name: 'guest', kind: 'drummer', follows: { member: 'kit' } },
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
      parts: [guest, kit],
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
export default createPolicyWith(definition, { drumming })
//# sourceMappingURL=main.js.map
