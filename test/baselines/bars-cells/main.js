/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour d9b6a8be0307ec5ef90cf8c530b6e385812182c3e7fb6f75579783b1d8289f63
 */
import { createPolicyWith, closingHats } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_line_1_7 = 0 // bass.line[1:7], 1 | 3 | 5
const S_kit_kick_1_1 = 3 // kit.kick[1:1], 0..1
const S_kit_snare_1_8 = 4 // kit.snare[1:8], 0..1

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
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.1776, -0.3679, 0.3134, -0.222, 0.3108, -0.0093, 0.0444, -0.1378, -0.222, 0.2664, 0, 0.1332,
  0.0888, -0.0444, 0, 0.3108, 0, 0, 0.3552, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.444, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.2086, -0.4322, 0.1565, 0, 0.4267, 0.2086, -0.1565, 0, -0.2086, -0.1043, 0, 0, 0.1043, 0.1565, 0,
  0, 0, 0.3651, 0, 0, 0, 0, 0.5216, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "crisp snare drum"
const crisp_snare_drum = Float64Array.of(
  0.2161, 0.4315, 0, 0.1621, 0, 0.3814, -0.2277, -0.0257, 0.3241, -0.2161, 0, 0, 0, 0.1621, 0, 0, 0,
  0.2701, 0, 0, 0, 0, 0, 0.5402, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

// "bright crash cymbal"
const bright_crash_cymbal = Float64Array.of(
  0.1654, 0.4341, -0.0954, 0, -0.124, 0.2067, 0.3101, 0.124, 0.3101, -0.2894, 0, 0, 0, 0.2481,
  0.2894, 0, 0.3307, 0, 0, 0, 0, 0, 0, 0, 0, 0.4134, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [round_upright_bass, deep_kick_drum, crisp_snare_drum, closed_hi_hat, bright_crash_cymbal]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e, s) {
  e.degree(1, 0, e.swing(1 / 2), 0.7, 1, 0)
  e.step(2, e.swing(1 / 2), 1, 0.7, 3, 0)
  e.step(3, 1, e.swing(3 / 2), 0.7, 6, 0)
  e.degree(4, e.swing(3 / 2), 2, 0.7, 5, 1)
  e.degree(5, 2, e.swing(5 / 2), 0.7, 1, -1)
  switch (e.choose(6, 2)) {
    case 0:
      e.degree(6, e.swing(5 / 2), 3, 0.7, 1, 0)
      break
    default:
      e.degree(6, e.swing(5 / 2), 3, 0.7, 5, 0)
  }
  switch (e.weigh(7, s, S_bass_line_1_7, 3)) {
    case 0:
      e.degree(7, 3, 4, 0.7, 1, 0)
      break
    case 1:
      e.degree(7, 3, 4, 0.7, 3, 0)
      break
    default:
      e.degree(7, 3, 4, 0.7, 5, 0)
  }
}

function kit_kick(e, s) {
  const at1 = between(e.swing(3 / 2), 2, 1 / 2)
  if (e.chance(1, s[S_kit_kick_1_1])) e.hit(1, 0, 0.7)
  e.hit(9, e.swing(1 / 2), 0.7)
  e.hit(10, between(e.swing(1 / 2), 1, 1 / 2), 0.7)
  e.hit(3, 1, 0.7)
  e.hit(11, e.swing(3 / 2), 0.7)
  e.hit(13, between(e.swing(3 / 2), 2, 1 / 2), 0.7)
  e.hit(14, between(at1, 2, 1 / 2), 0.7)
}

function kit_snare(e, s) {
  e.hit(1, 0, 0.7, 'flam')
  e.hit(2, e.swing(1 / 2), 0.7, 'drag')
  e.hit(3, 1, 0.7, 'roll', e.swing(3 / 2))
  e.hit(4, e.swing(3 / 2), 1)
  e.hit(5, 2, 0.7, 'dead')
  if (e.chance(6, 0.5)) e.hit(6, e.swing(5 / 2), 0.7)
  if (e.chance(7, 0.3)) e.hit(7, 3, 0.7)
  if (e.chance(8, s[S_kit_snare_1_8])) e.hit(8, e.swing(7 / 2), 0.7)
}

function kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, e.swing(1 / 2), 1)
  e.hit(3, 1, 0.25)
  e.hit(4, e.swing(3 / 2), 0.7, 'open')
  e.hit(5, 2, 0.7, 'pedal')
}

function kit_crash(e) {
  e.hit(1, 0, 0.7)
  e.hit(2, 1, 0.7, 'choke')
}

// ---- What each member plays ----
const bass = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 43 },
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, octavesUp: 1, play: bass_line },
  ],
}

const kit = {
  settings: () => part({
    voices: [
      voice(1),
      voice(2),
      voice(3),
      voice(4),
    ],
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'snare', bars: 1, loopQuarters: null, play: kit_snare },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
    { name: 'crash', bars: 1, loopQuarters: null, play: kit_crash },
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
  behaviour: 'd9b6a8be0307ec5ef90cf8c530b6e385812182c3e7fb6f75579783b1d8289f63',
  slotSchema: 'ae61c13622111c899ff2041b84aa6ce9ff1a6f7fce7eaad7f7bdce99d9a1d137',
  slots: [
    slot(S_bass_line_1_7, 'categorical', 'bass.line[1:7]', {
      default: '1',
      choices: ['1', '3', '5'],
      size: 3,
    }),
    slot(S_kit_kick_1_1, 'chance', 'kit.kick[1:1]', { min: 0, max: 1 }),
    slot(S_kit_snare_1_8, 'chance', 'kit.snare[1:8]', { min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: [
    'round upright bass',
    'deep kick drum',
    'crisp snare drum',
    'closed hi-hat',
    'bright crash cymbal',
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
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
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
      parts: [bass, kit],
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
export default createPolicyWith(definition, { closingHats })
//# sourceMappingURL=main.js.map
