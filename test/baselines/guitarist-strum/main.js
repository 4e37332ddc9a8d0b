/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour b0b201887eb94a467e050b3f7991644da9376cab0e1e9d5838f0a68510f7c30e
 */
import { createPolicy } from 'silencio/runtime'

// ---- Timbres ----
// "bright steel acoustic guitar"
const bright_steel_acoustic_guitar = Float64Array.of(
  0.1786392858879764, 0.44659821471994093, -0.14308486491027236, 0.16747433051997787, 0,
  0.22329910735997047, 0.20886532475495337, 0, -0.22329910735997047, 0.33494866103995574, 0,
  0.0893196429439882, 0, 0, 0, 0, 0.3091833794214976, 0, 0.4019383932479469, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0.44659821471994093,
)

function timbres() {
  return [bright_steel_acoustic_guitar]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [7, 9, 11, 0, 2, 4, 6]

// ---- Patterns: each plays one bar; positions in quarters ----
function guitar_comp(e) {
  e.chord(1, 0, e.swing(1 / 2), 0.7, 'normal')
  e.chord(3, 1, e.swing(3 / 2), 0.7, 'normal')
  e.chord(4, e.swing(3 / 2), 2, 0.7, 'normal')
  e.chord(6, e.swing(5 / 2), 3, 0.7, 'normal')
  e.chord(7, 3, e.swing(7 / 2), 0.7, 'normal')
}

// ---- What each member plays ----
const guitar = {
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
    range: { low: 40, high: 64 },
    length: 0.8,
    voicing: 'spread',
    strumMs: 18,
    walk: false,
    approach: null,
  }),
  voices: [
    { name: 'comp', bars: 1, loopQuarters: null, play: guitar_comp },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const jam_chords = [
  { bar: 0, at: 0, chord: 0 },
  { bar: 1, at: 0, chord: 1 },
  { bar: 2, at: 0, chord: 2 },
  { bar: 3, at: 0, chord: 0 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'b0b201887eb94a467e050b3f7991644da9376cab0e1e9d5838f0a68510f7c30e',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['bright steel acoustic guitar'],
  chords: [
    { symbol: 'G', root: 7, bass: 7, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
    { symbol: 'C', root: 0, bass: 0, tones: [0, 4, 7], degrees: [0, 2, 4, 6, 7, 9, 11], scale },
    { symbol: 'D', root: 2, bass: 2, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 10], scale },
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
  reference: 'guitar',
  members: [
    { name: 'guitar', kind: 'guitarist', follows: 'player' },
  ],
  sections: [
    {
      name: 'jam',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: jam_chords,
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [guitar],
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
