/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 6a46095b66baae078001144d481096e220438fee0b60b5bb133bd6908e8efa96
 */
import { createPolicy } from 'silencio/runtime'

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

// "dry snare"
const dry_snare = Float64Array.of(
  0.22277117006129354, 0.23390972856435818, 0, 0.16707837754597013, 0, 0.33415675509194026,
  -0.23473821638690023, 0.11138558503064677, 0.33415675509194026, -0.22277117006129354,
  -0.33415675509194026, 0, 0, 0.16707837754597013, 0, 0, 0, 0.27846396257661693, 0, 0, 0, 0, 0,
  0.5569279251532339, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [round_upright_bass, deep_kick_drum, dry_snare]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 4, 0.7, 1, 0, 'normal')
}

function kit_kick(e, s, bar) {
  switch (bar) {
    case 0:
    case 2:
      e.hit(1, 0, 0.7, 'normal')
      e.hit(5, 2, 0.7, 'normal')
      break
    case 1:
      e.hit(1, 0, 0.7, 'normal')
      e.hit(5, 2, 0.7, 'normal')
      e.hit(7, 3, 0.7, 'normal')
      break
    case 3:
      e.hit(1, 0, 0.7, 'normal')
      e.hit(3, 1, 0.7, 'normal')
      e.hit(5, 2, 0.7, 'normal')
      e.hit(7, 3, 0.7, 'normal')
      break
  }
}

function kit_snare(e, s, bar) {
  switch (bar) {
    case 0:
      e.hit(3, 1, 0.7, 'normal')
      e.hit(7, 3, 0.7, 'normal')
      break
    case 1:
      e.hit(3, 1, 0.7, 'normal')
      e.hit(6, e.swing(5 / 2), 0.7, 'normal')
      e.hit(7, 3, 0.7, 'normal')
      e.hit(8, e.swing(7 / 2), 0.7, 'normal')
      break
  }
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
    { name: 'kick', bars: 4, loopQuarters: null, play: kit_kick },
    { name: 'snare', bars: 2, loopQuarters: null, play: kit_snare },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const head_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 3 },
  { bar: 4, at: 0, chord: 0 },
  { bar: 5, at: 0, chord: 1 },
  { bar: 5, at: 2, chord: 4 },
  { bar: 6, at: 0, chord: 5 },
  { bar: 7, at: 0, chord: 5 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '6a46095b66baae078001144d481096e220438fee0b60b5bb133bd6908e8efa96',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['round upright bass', 'deep kick drum', 'dry snare'],
  chords: [
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
    { symbol: 'G7', root: 7, bass: 7, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
    { symbol: 'A7', root: 9, bass: 9, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 8, 10], scale },
    { symbol: 'C7', root: 0, bass: 0, tones: [0, 4, 7, 10], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
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
      name: 'head',
      bars: 8,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: head_chords,
      tonic: 6,
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
