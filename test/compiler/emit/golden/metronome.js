/**
 * Four
 *
 * Compiled from metronome.sil (SIL 1, runtime 0.1.0). Change that file, not this one.
 * Behaviour 0fe96baf640b050c3d74a26e34cdb68327e5e93e34bc4156c15619d32035bd9f
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
// "warm woody click"
const warm_woody_click = Float64Array.of(
  0.2721655269759087, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0.6804138174397717, 0, 0, 0, 0,
)

function timbres() {
  return [warm_woody_click]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 1)
  e.hit(2, 1, 0.7)
  e.hit(3, 2, 0.7)
  e.hit(4, 3, 0.7)
}

// ---- What each member plays ----
const click = {
  settings: () => part({
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 55 },
  }),
  voices: [
    { name: 'beat', bars: 1, loopQuarters: null, play: click_beat },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'metronome',
  title: 'Four',
  language: '1',
  behaviour: '0fe96baf640b050c3d74a26e34cdb68327e5e93e34bc4156c15619d32035bd9f',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['warm woody click'],
  chords: [
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
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
  zoneNames: [''],
  tempo: () => ({ program: { kind: 'steady', bpm: 90 }, lowBpm: 67.5, highBpm: 112.5 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
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
      parts: [click],
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
//# sourceMappingURL=metronome.js.map
