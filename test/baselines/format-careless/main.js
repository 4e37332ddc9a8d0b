/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 183c231e04741330bd440482a8c0a9daadd29509c17e977d33857b70edeb31f8
 */
import { createPolicy, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_accent = 0 // accent, 0..1
const S_pocket_snap = 1 // pocket.snap, ms 5..60

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
// "warm woody click"
const warm_woody_click = Float64Array.of(
  0.2045509933736944, -0.33912401533007225, 0.3380291839650034, 0.0582581943152927,
  -0.1534132450302708, 0.38353311257567696, -0.38353311257567696, 0, -0.1022754966868472,
  -0.1022754966868472, 0, 0, 0, 0, 0, 0.35403056545447104, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.511377483434236, 0, 0, 0, 0,
)

// "soft brushed snare"
const brush = Float64Array.of(
  0.22734505226406362, 0.09065024235845573, 0, -0.39462732871163875, 0, -0.07413425617306438,
  -0.1705087891980477, 0.2016770624923145, 0.3850198465762367, -0.22734505226406362, 0, 0, 0,
  -0.27256051804892384, 0, 0, 0, 0.2841813153300795, 0, 0, 0, 0.17638840261867, 0,
  0.568362630660159, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.16871334793425743, 0.4428725383274256, -0.21089168491782176, 0.08435667396712872,
  -0.29524835888495043, 0.2530700219013861, -0.24725232024848068, 0, 0.29524835888495043,
  -0.29524835888495043, 0, 0, 0, 0, -0.2684075989863186, 0, 0.29524835888495043, 0, 0, 0, 0, 0, 0,
  0, 0.4217833698356435, 0, 0, 0, 0, 0, 0, 0,
)

function timbres(s) {
  const accent = mixTimbre(warm_woody_click, brush, s[S_accent])
  return [warm_woody_click, warm_woody_click, brush, accent, deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 1, 'normal')
  e.hit(2, 1, 0.7, 'normal')
  e.hit(3, 2, 0.7, 'normal')
}

function kit_kick(e) {
  e.hit(1, 0, 0.7, 'normal')
  if (e.chance(3, 0.3)) e.hit(3, 1, 0.7, 'normal')
}

function head_kit_snare() {}

function head_kit_hat(e) {
  e.hit(1, 0, 0.7, 'normal')
  e.hit(2, e.swing(1 / 2), 0.7, 'normal')
  e.hit(3, 1, 0.7, 'normal')
  e.hit(4, e.swing(3 / 2), 0.7, 'normal')
  e.hit(5, 2, 0.7, 'normal')
  e.hit(6, e.swing(5 / 2), 0.7, 'normal')
  e.hit(7, e.swing(3), 0.7, 'normal')
}

// ---- What each member plays ----
const click = {
  settings: () => ({
    level: { db: 0 },
    pan: 0,
    feelMs: 0,
    humanMs: 0,
    mute: false,
    restEvery: 0,
    dynamics: null,
    voices: [
      {
        timbre: 0,
        accents: [{ beat: 1, timbre: 3 }, { beat: 2, timbre: 1 }],
        levelDb: 0,
        feelMs: 0,
        humanMs: 0,
      },
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
    { name: 'beat', bars: 1, loopQuarters: null, play: click_beat },
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
      { timbre: 4, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
      { timbre: 2, accents: [], levelDb: -3, feelMs: 0, humanMs: 0 },
      { timbre: 5, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
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
    { name: 'snare', bars: 1, loopQuarters: null, play: head_kit_snare },
    { name: 'hat', bars: 1, loopQuarters: null, play: head_kit_hat },
  ],
}

// ---- Sections ----
const meter_7_8 = { upper: 7, lower: 8, quarters: 3.5, beats: [0, 1, 2] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 2 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '183c231e04741330bd440482a8c0a9daadd29509c17e977d33857b70edeb31f8',
  slotSchema: '390ab14aedfa0fa0582d208c2f14286a977555b140be93cf491e33555d388851',
  slots: [
    slot(S_accent, 'continuous', 'accent', { default: 0.3, min: 0, max: 1 }),
    slot(S_pocket_snap, 'continuous', 'pocket.snap', { unit: 'ms', default: 20, min: 5, max: 60 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['warm woody click', 'woody', 'brush', 'accent', 'deep kick drum', 'closed hi-hat'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
    {
      symbol: 'Fmaj7',
      root: 5,
      bass: 5,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 6, 7, 9, 11],
      scale,
    },
    { symbol: 'C', root: 0, bass: 0, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
  ],
  zones: [
    (s) => ({
      snap: { ms: s[S_pocket_snap], beats: 0 },
      follow: { ms: 100, beats: 0 },
      limit: { ms: 200, beats: 0 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['pocket'],
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
    { name: 'kit', kind: 'drummer', follows: 'player' },
  ],
  sections: [
    {
      name: 'head',
      bars: 4,
      meter: meter_7_8,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 3,
      zones: 0,
      mute: [],
      parts: [click, kit],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 2 },
  ],
  repeat: false,
  rules: [
    {
      name: 'push',
      when: (player) => player.spread < 12,
      hold: () => ({ amount: 8, unit: 'bars' }),
      actions: () => [
        { do: 'tempo', mode: 'by', bpm: 4, over: { amount: 2, unit: 'bars' }, keep: true },
      ],
    },
    {
      name: 'quiet',
      when: (player) => player.silent,
      hold: () => ({ amount: 2, unit: 'bars' }),
      actions: () => [
        {
          do: 'level',
          member: 'kit',
          mode: 'to',
          db: -12,
          over: { amount: 2, unit: 'bars' },
          keep: false,
        },
      ],
    },
  ],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
