/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 2339f68332dbd156168260f138670fc68e3857e402bc8e0a326ee0d05ebed116
 */
import { createPolicyWith, contextual } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_pocket_follow = 0 // pocket.follow, ms 70..150
const S_pocket_snap = 1 // pocket.snap, ms 5..60

// ---- Helpers ----
/** A learnable value; `more` says what is special about it. */
const slot = (index, kind, name, more) => ({
  index,
  kind,
  name,
  unit: null,
  default: 0.5,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  size: 1,
  ...more,
})
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
  0.2046, -0.3391, 0.338, 0.0583, -0.1534, 0.3835, -0.3835, 0, -0.1023, -0.1023, 0, 0, 0, 0, 0,
  0.354, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5114, 0, 0, 0, 0,
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
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: '2339f68332dbd156168260f138670fc68e3857e402bc8e0a326ee0d05ebed116',
  slotSchema: '6e147717f607a31fb8aaf9a078cb79e54cae3cf3c8c203cf1711340d392fb6fe',
  slots: [
    slot(S_pocket_follow, 'contextual', 'pocket.follow', {
      unit: 'ms',
      default: 100,
      min: 70,
      max: 150,
      scale: 'log',
      above: 'pocket.snap',
      features: ['days since last', 'tempo'],
    }),
    slot(S_pocket_snap, 'contextual', 'pocket.snap', {
      unit: 'ms',
      default: 20,
      min: 5,
      max: 60,
      features: ['player.level', 'player.spread'],
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['warm woody click'],
  chords: [
    { symbol: 'C', root: 0, bass: 0, tones: [0, 4, 7], degrees: [0, 2, 4, 5, 7, 9, 11], scale },
  ],
  zones: [
    (s) => ({
      snap: { ms: s[S_pocket_snap], beats: 0 },
      follow: { ms: s[S_pocket_follow], beats: 0 },
      limit: { ms: 200, beats: 0 },
      strength: 0.5,
      adapt: 0.2,
      curve: 'smooth',
      expect: 'player',
      track: 'one',
    }),
  ],
  zoneNames: ['pocket'],
  tempo: () => ({ program: { kind: 'steady', bpm: 100 }, lowBpm: 75, highBpm: 125 }),
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
export default createPolicyWith(definition, { contextual })
//# sourceMappingURL=main.js.map
