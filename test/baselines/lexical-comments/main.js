/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour ffa6af27b452c92721b03718c6873fc0b9350dd67d6bff1938e59675e87f6859
 */
import { createPolicy } from 'silencio/runtime'

// ---- Timbres ----
// "wood // no comment"
const wood_no_comment = Float64Array.of(
  0.43644031348340406, -0.3525094839673648, 0.3386174845991927, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.755377465644353, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

// "deep kick drum"
const deep_kick_drum = Float64Array.of(
  0.20862918885158446, -0.43216046262113916, 0.15647189163868833, 0, 0.4267415226509682,
  0.20862918885158446, -0.15647189163868833, 0, -0.20862918885158446, -0.10431459442579223, 0, 0,
  0.10431459442579223, 0.15647189163868833, 0, 0, 0, 0.36510108049027273, 0, 0, 0, 0,
  0.5215729721289611, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres() {
  return [wood_no_comment, deep_kick_drum]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function click_beat(e) {
  e.hit(1, 0, 1, 'normal')
  e.hit(2, 1, 0.7, 'normal')
  e.hit(3, 2, 0.7, 'normal')
  e.hit(4, 3, 0.7, 'normal')
}

function kit_kick(e) {
  e.hit(1, 0, 0.7, 'normal')
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
      { timbre: 0, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
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
      { timbre: 1, accents: [], levelDb: 0, feelMs: 0, humanMs: 0 },
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
  behaviour: 'ffa6af27b452c92721b03718c6873fc0b9350dd67d6bff1938e59675e87f6859',
  slotSchema: 'be9556fa3aa4e7c0ca3a0bab4399950f999f7934d5f17c17bc02d3f8a20ab03a',
  slots: [],
  seed: null,
  timbres,
  timbreNames: ['wood // no comment', 'deep kick drum'],
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
  tempo: () => ({ program: { kind: 'steady', bpm: 96 }, lowBpm: 72, highBpm: 120 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'click',
  members: [
    { name: 'click', kind: 'metronome', follows: 'player' },
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
      parts: [click, kit],
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
