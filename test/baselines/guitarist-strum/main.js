/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour f44de754f8f17d6ee1428d09b00925d84813422bd61b05be95f14ac692caa220
 */
import { createPolicyWith, comping, strumming } from 'silencio/runtime'

// ---- Helpers ----
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
// "bright steel acoustic guitar"
const bright_steel_acoustic_guitar = Float64Array.of(
  0.1786, 0.4466, -0.1431, 0.1675, 0, 0.2233, 0.2089, 0, -0.2233, 0.3349, 0, 0.0893, 0, 0, 0, 0,
  0.3092, 0, 0.4019, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4466,
)

function timbres() {
  return [bright_steel_acoustic_guitar]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [7, 9, 11, 0, 2, 4, 6]

// ---- Patterns: each plays one bar; positions in quarters ----
function guitar_comp(e) {
  e.chord(1, 0, e.swing(1 / 2), 0.7)
  e.chord(3, 1, e.swing(3 / 2), 0.7)
  e.chord(4, e.swing(3 / 2), 2, 0.7)
  e.chord(6, e.swing(5 / 2), 3, 0.7)
  e.chord(7, 3, e.swing(7 / 2), 0.7)
}

// ---- What each member plays ----
const guitar = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    range: { low: 40, high: 64 },
    length: 0.8,
    voicing: 'spread',
    strumMs: 18,
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
  behaviour: 'f44de754f8f17d6ee1428d09b00925d84813422bd61b05be95f14ac692caa220',
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
export default createPolicyWith(definition, { comping, strumming })
//# sourceMappingURL=main.js.map
