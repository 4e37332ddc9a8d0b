/**
 * Late "Train" — № 1
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour a0375f22cbfd821a03700e9fdbc99fdeb4bfaf7a9d905c8c2719f1bca9410f3f
 */
import { createPolicyWith } from 'silencio/runtime'

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
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.1776, -0.3679, 0.3134, -0.222, 0.3108, -0.0093, 0.0444, -0.1378, -0.222, 0.2664, 0, 0.1332,
  0.0888, -0.0444, 0, 0.3108, 0, 0, 0.3552, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.444, 0, 0,
)

function timbres() {
  return [round_upright_bass]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [10, 0, 1, 3, 5, 7, 8]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e) {
  e.degree(1, 0, 1, 0.7, 1, 0)
  e.degree(2, 1, 2, 0.7, 2, 0)
  e.step(3, 2, 3, 0.7, 3, 0)
  e.step(4, 3, 4, 0.7, 6, 0)
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
    { name: 'line', bars: 1, loopQuarters: null, play: bass_line },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'Late "Train" — № 1',
  language: '1',
  behaviour: 'a0375f22cbfd821a03700e9fdbc99fdeb4bfaf7a9d905c8c2719f1bca9410f3f',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: 11,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    { symbol: 'Bbm', root: 10, bass: 10, tones: [0, 3, 7], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 126 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'player' },
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
      parts: [bass],
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
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
