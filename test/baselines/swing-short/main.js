/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 772163731e1252dedf5c9f355dafe988566da953b1053c3342e9847a87b84f43
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
// "dry ride cymbal"
const dry_ride_cymbal = Float64Array.of(
  0.2091, 0.4025, -0.0523, 0, -0.2091, 0.2613, 0.2851, 0, 0.1568, -0.1568, -0.3136, 0, 0, 0, 0.2091,
  0, 0.4181, 0, 0, 0, 0, 0, 0, 0, 0.1045, 0.4704, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [dry_ride_cymbal]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function kit_ride(e) {
  e.hit(1, 0, 0.7)
  e.hit(3, 1, 0.7)
  e.hit(4, e.swing(3 / 2), 0.7)
  e.hit(5, 2, 0.7)
  e.hit(7, 3, 0.7)
  e.hit(8, e.swing(7 / 2), 0.7)
}

// ---- What each member plays ----
const kit = {
  settings: () => part({
    voices: [
      voice(0),
    ],
  }),
  voices: [
    { name: 'ride', bars: 1, loopQuarters: null, play: kit_ride },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: 100 })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '772163731e1252dedf5c9f355dafe988566da953b1053c3342e9847a87b84f43',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['dry ride cymbal'],
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
  tempo: () => ({ program: { kind: 'steady', bpm: 160 }, lowBpm: 120, highBpm: 200 }),
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
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
