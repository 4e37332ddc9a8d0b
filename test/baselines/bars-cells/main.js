/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 841d3a187eff0f0ea04b31a6ceabf1e1aa4bb099f5c354cc08457cf8b4dfea1e
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_line_1_7 = 0 // bass.line[1:7], 1 | 3 | 5
const S_kit_kick_1_1 = 3 // kit.kick[1:1], 0..1
const S_kit_snare_1_8 = 4 // kit.snare[1:8], 0..1

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
/** The place `t` of the way from `a` to `b`: cells of a bracket share the time between its ends. */
const between = (a, b, t) => a + (b - a) * t

// ---- Timbres ----
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.17761900840447284, -0.36792508883783653, 0.3134453089490697, -0.22202376050559103,
  0.3108332647078274, -0.009315682258975815, 0.04440475210111821, -0.13780785134829787,
  -0.22202376050559103, 0.26642851260670924, 0, 0.13321425630335462, 0.08880950420223642,
  -0.04440475210111821, 0, 0.3108332647078274, 0, 0, 0.3552380168089457, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0.44404752101118206, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "crisp snare drum"
const crisp_snare_drum = Float64Array.of(
  0.2160985673402287, 0.43153425563953646, 0, 0.1620739255051715, 0, 0.3813504129533447,
  -0.227707168065117, -0.025726019921455817, 0.324147851010343, -0.2160985673402287, 0, 0, 0,
  0.1620739255051715, 0, 0, 0, 0.27012320917528587, 0, 0, 0, 0, 0, 0.5402464183505717, 0, 0, 0, 0,
  0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.16871334793425743, 0.4428725383274256, -0.21089168491782176, 0.08435667396712872,
  -0.29524835888495043, 0.2530700219013861, -0.24725232024848068, 0, 0.29524835888495043,
  -0.29524835888495043, 0, 0, 0, 0, -0.2684075989863186, 0, 0.29524835888495043, 0, 0, 0, 0, 0, 0,
  0, 0.4217833698356435, 0, 0, 0, 0, 0, 0, 0,
)

// "bright crash cymbal"
const bright_crash_cymbal = Float64Array.of(
  0.16536898316157272, 0.4340935807991283, -0.09540518259321504, 0, -0.12402673737117953,
  0.2067112289519659, 0.3100668434279488, 0.12402673737117953, 0.3100668434279488,
  -0.28939572053275225, 0, 0, 0, 0.24805347474235906, 0.28939572053275225, 0, 0.33073796632314545,
  0, 0, 0, 0, 0, 0, 0, 0, 0.4134224579039318, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [round_upright_bass, deep_kick_drum, crisp_snare_drum, closed_hi_hat, bright_crash_cymbal]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e, s) {
  e.degree(1, 0, e.swing(1 / 2), 0.7, 1, 0, 'normal')
  e.step(2, e.swing(1 / 2), 1, 0.7, 3, 0, 'normal')
  e.step(3, 1, e.swing(3 / 2), 0.7, 6, 0, 'normal')
  e.degree(4, e.swing(3 / 2), 2, 0.7, 5, 1, 'normal')
  e.degree(5, 2, e.swing(5 / 2), 0.7, 1, -1, 'normal')
  switch (e.choose(6, 2)) {
    case 0:
      e.degree(6, e.swing(5 / 2), 3, 0.7, 1, 0, 'normal')
      break
    default:
      e.degree(6, e.swing(5 / 2), 3, 0.7, 5, 0, 'normal')
  }
  switch (e.weigh(7, s, S_bass_line_1_7, 3)) {
    case 0:
      e.degree(7, 3, 4, 0.7, 1, 0, 'normal')
      break
    case 1:
      e.degree(7, 3, 4, 0.7, 3, 0, 'normal')
      break
    default:
      e.degree(7, 3, 4, 0.7, 5, 0, 'normal')
  }
}

function kit_kick(e, s) {
  const at1 = between(e.swing(3 / 2), 2, 1 / 2)
  if (e.chance(1, s[S_kit_kick_1_1])) e.hit(1, 0, 0.7, 'normal')
  e.hit(9, e.swing(1 / 2), 0.7, 'normal')
  e.hit(10, between(e.swing(1 / 2), 1, 1 / 2), 0.7, 'normal')
  e.hit(3, 1, 0.7, 'normal')
  e.hit(11, e.swing(3 / 2), 0.7, 'normal')
  e.hit(13, between(e.swing(3 / 2), 2, 1 / 2), 0.7, 'normal')
  e.hit(14, between(at1, 2, 1 / 2), 0.7, 'normal')
}

function kit_snare(e, s) {
  e.hit(1, 0, 0.7, 'flam')
  e.hit(2, e.swing(1 / 2), 0.7, 'drag')
  e.hit(3, 1, 0.7, 'roll')
  e.hit(4, e.swing(3 / 2), 1, 'normal')
  e.hit(5, 2, 0.7, 'dead')
  if (e.chance(6, 0.5)) e.hit(6, e.swing(5 / 2), 0.7, 'normal')
  if (e.chance(7, 0.3)) e.hit(7, 3, 0.7, 'normal')
  if (e.chance(8, s[S_kit_snare_1_8])) e.hit(8, e.swing(7 / 2), 0.7, 'normal')
}

function kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, e.swing(1 / 2), 1, 'normal')
  e.hit(3, 1, 0.25, 'normal')
  e.hit(4, e.swing(3 / 2), 0.7, 'open')
  e.hit(5, 2, 0.7, 'pedal')
}

function kit_crash(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, 1, 0.7, 'choke')
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
      { timbre: 1, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
      { timbre: 2, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
      { timbre: 3, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
      { timbre: 4, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
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
  behaviour: '841d3a187eff0f0ea04b31a6ceabf1e1aa4bb099f5c354cc08457cf8b4dfea1e',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
