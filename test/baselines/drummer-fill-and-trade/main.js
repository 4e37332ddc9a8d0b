/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 4491dcd03151066a0bd80e60da6b1c4ede871c020d867dcad858580d25db56ba
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_kit_fill_density = 0 // kit.fill.density, 0..0.8

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
// "crisp snare drum"
const crisp_snare_drum = Float64Array.of(
  0.2160985673402287, 0.43153425563953646, 0, 0.1620739255051715, 0, 0.3813504129533447,
  -0.227707168065117, -0.025726019921455817, 0.324147851010343, -0.2160985673402287, 0, 0, 0,
  0.1620739255051715, 0, 0, 0, 0.27012320917528587, 0, 0, 0, 0, 0, 0.5402464183505717, 0, 0, 0, 0,
  0, 0, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "dry ride cymbal"
const dry_ride_cymbal = Float64Array.of(
  0.2090713349609268, 0.4024623197997841, -0.0522678337402317, 0, -0.2090713349609268,
  0.2613391687011585, 0.2850972749467183, 0, 0.15680350122069509, -0.15680350122069509,
  -0.31360700244139017, 0, 0, 0, 0.2090713349609268, 0, 0.4181426699218536, 0, 0, 0, 0, 0, 0, 0,
  0.1045356674804634, 0.4704105036620853, 0, 0, 0, 0, 0, 0,
)

// "bright crash cymbal"
const bright_crash_cymbal = Float64Array.of(
  0.16536898316157272, 0.4340935807991283, -0.09540518259321504, 0, -0.12402673737117953,
  0.2067112289519659, 0.3100668434279488, 0.12402673737117953, 0.3100668434279488,
  -0.28939572053275225, 0, 0, 0, 0.24805347474235906, 0.28939572053275225, 0, 0.33073796632314545,
  0, 0, 0, 0, 0, 0, 0, 0, 0.4134224579039318, 0, 0, 0, 0, 0, 0,
)

// "high tom"
const high_tom = Float64Array.of(
  0.24613375944370108, 0.1435780263421589, 0.1846003195827758, 0, -0.27969745391329665,
  0.24613375944370108, 0.06153343986092527, 0, -0.24613375944370108, 0.12306687972185054, 0,
  0.12306687972185054, 0.12306687972185054, 0.12306687972185054, 0, 0, 0, 0.49226751888740217, 0, 0,
  0, 0, 0, 0, 0, 0, 0.6153343986092527, 0, 0, 0, 0, 0,
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
  e.hit(1, 0, 0.7, 'normal')
  e.hit(3, 2, 0.7, 'normal')
}

function kit_crash(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, 1, 0.7, 'choke')
}

function kit_tom1(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, 4 / 3, 0.7, 'normal')
  e.hit(3, 8 / 3, 0.7, 'normal')
}

// ---- What each member plays ----
const guest = {
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
    tradeBars: 4,
    range: { low: 0, high: 127 },
    length: 1,
    voicing: 'close',
    strumMs: 0,
    walk: false,
    approach: null,
  }),
  voices: [
    { name: 'snare', bars: 1, loopQuarters: null, play: guest_snare },
  ],
}

const kit = {
  settings: (s) => ({
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
    fill: { everyBars: 8, density: s[S_kit_fill_density] },
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
  behaviour: '4491dcd03151066a0bd80e60da6b1c4ede871c020d867dcad858580d25db56ba',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
