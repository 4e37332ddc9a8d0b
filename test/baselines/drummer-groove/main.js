/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour f00219ee38a9b5ba77854f97f2834f878e982cc259c4aba40c4e282fd640785a
 */
import { createPolicy } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_kit_kick_1_15 = 0 // kit.kick[1:15], 0..1

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
// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "soft brushed snare"
const brush = Float64Array.of(
  0.22734505226406362, 0.09065024235845573, 0, -0.39462732871163875, 0, -0.07413425617306438,
  -0.1705087891980477, 0.2016770624923145, 0.3850198465762367, -0.22734505226406362, 0, 0, 0,
  -0.27256051804892384, 0, 0, 0, 0.2841813153300795, 0, 0, 0, 0.17638840261867, 0,
  0.568362630660159, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.16871334793425743, 0.4428725383274256, -0.21089168491782176, 0.08435667396712872,
  -0.29524835888495043, 0.2530700219013861, -0.24725232024848068, 0, 0.29524835888495043,
  -0.29524835888495043, 0, 0, 0, 0, -0.2684075989863186, 0, 0.29524835888495043, 0, 0, 0, 0, 0, 0,
  0, 0.4217833698356435, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [deep_kick_drum, brush, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_kick(e, s) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(7, e.swing(3 / 2), 0.7, 'normal')
  e.hit(9, 2, 0.7, 'normal')
  if (e.chance(15, s[S_kit_kick_1_15])) e.hit(15, e.swing(7 / 2), 0.7, 'normal')
}

function kit_snare(e) {
  e.hit(5, 1, 1, 'normal')
  e.hit(8, e.swing(7 / 4), 0.25, 'normal')
  e.hit(13, 3, 1, 'normal')
  e.hit(16, e.swing(15 / 4), 0.25, 'normal')
}

function kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(3, e.swing(1 / 2), 0.7, 'normal')
  e.hit(5, 1, 0.7, 'normal')
  e.hit(7, e.swing(3 / 2), 0.7, 'normal')
  e.hit(9, 2, 0.7, 'normal')
  e.hit(11, e.swing(5 / 2), 0.7, 'normal')
  e.hit(13, 3, 0.7, 'normal')
  e.hit(15, e.swing(7 / 2), 0.7, 'open')
}

// ---- What each member plays ----
const kit = {
  settings: () => ({
    level: { db: 0 },
    pan: 0,
    feelMs: 0,
    humanMs: 3,
    mute: false,
    restEvery: 0,
    dynamics: null,
    voices: [
      { timbre: 0, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
      { timbre: 1, accents: [], levelDb: 0, feelMs: 8, humanMs: 0 },
      { timbre: 2, accents: [], levelDb: -6, feelMs: 0, humanMs: 0 },
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
  behaviour: 'f00219ee38a9b5ba77854f97f2834f878e982cc259c4aba40c4e282fd640785a',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
