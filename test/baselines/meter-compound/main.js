/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 73d825bcd1bf2cd7c4ca11269cfec173163bd38800713e763488f0eefa2b5334
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
// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.2086, -0.4322, 0.1565, 0, 0.4267, 0.2086, -0.1565, 0, -0.2086, -0.1043, 0, 0, 0.1043, 0.1565, 0,
  0, 0, 0.3651, 0, 0, 0, 0, 0.5216, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "closed hi-hat"
const closed_hi_hat = Float64Array.of(
  0.1687, 0.4429, -0.2109, 0.0844, -0.2952, 0.2531, -0.2473, 0, 0.2952, -0.2952, 0, 0, 0, 0,
  -0.2684, 0, 0.2952, 0, 0, 0, 0, 0, 0, 0, 0.4218, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [deep_kick_drum, closed_hi_hat]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_kick(e) {
  e.hit(1, 0, 0.7)
  e.hit(6, 5 / 2, 0.7)
}

function kit_hat(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, 1, 0.7)
  e.hit(4, 3 / 2, 0.7)
  e.hit(6, 5 / 2, 0.7)
}

// ---- What each member plays ----
const kit = {
  settings: () => part({
    voices: [
      voice(0),
      voice(1),
    ],
  }),
  voices: [
    { name: 'kick', bars: 1, loopQuarters: null, play: kit_kick },
    { name: 'hat', bars: 1, loopQuarters: null, play: kit_hat },
  ],
}

// ---- Sections ----
const meter_6_8 = { upper: 6, lower: 8, quarters: 3, beats: [0, 1.5] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '73d825bcd1bf2cd7c4ca11269cfec173163bd38800713e763488f0eefa2b5334',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['deep kick drum', 'closed hi-hat'],
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
  tempo: () => ({ program: { kind: 'steady', bpm: 54 }, lowBpm: 40.5, highBpm: 67.5 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'kit',
  members: [
    { name: 'kit', kind: 'drummer', follows: 'player' },
  ],
  sections: [
    {
      name: '',
      bars: null,
      meter: meter_6_8,
      tempoUnit: 1.5,
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
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
