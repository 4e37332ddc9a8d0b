/**
 * bass
 *
 * Compiled from bass.sil (SIL 1, runtime 0.1.0). Change that file, not this one.
 * Behaviour e094ab88f3ec838b6a3b7649cdef13c784aef917e23524d9acc559805c547327
 */
import { createPolicyWith, walking } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_bass_line_1_4 = 0 // bass.line[1:4], 1 | 5
const S_bass_feel = 2 // bass.feel, ms 0..20
const S_bass_approach = 3 // bass.approach, chromatic | scale | dominant
const bass_approach_choices = ['chromatic', 'scale', 'dominant']

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
// "round upright bass"
const round_upright_bass = Float64Array.of(
  0.37139067635410367, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0.9284766908852592, 0, 0,
)

function timbres() {
  return [round_upright_bass]
}

// ---- Chords: pitch classes and semitones above the root ----
const scale = [0, 2, 4, 5, 7, 9, 11]

// ---- Patterns: each plays one bar; positions in quarters ----
function bass_line(e, s, bar) {
  switch (bar) {
    case 0:
      e.degree(1, 0, 2, 0.7, 1, 0)
      e.degree(3, 2, 3, 0.7, 5, -1)
      switch (e.weigh(4, s, S_bass_line_1_4, 2)) {
        case 0:
          e.degree(4, 3, 4, 0.7, 1, 0)
          break
        default:
          e.degree(4, 3, 4, 0.7, 5, 0)
      }
      break
    case 1:
      e.step(1, 0, 1, 0.7, 3, 0)
      if (e.chance(2, 0.5)) {
        switch (e.choose(2, 3)) {
          case 0:
            e.degree(2, 1, 2, 0.7, 1, 0)
            break
          case 1:
            e.degree(2, 1, 2, 0.7, 3, 0)
            break
          default:
            e.degree(2, 1, 2, 0.7, 5, 0)
        }
      }
      e.pitch(3, 2, 5, 0.7, 40, 'dead')
      break
  }
}

function bass_walk() {}

// ---- What each member plays ----
const bass = {
  settings: (s) => part({
    feelMs: s[S_bass_feel],
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 55 },
  }),
  voices: [
    { name: 'line', bars: 2, loopQuarters: null, play: bass_line },
  ],
}

const walked_bass = {
  settings: (s) => part({
    voices: [
      voice(0),
    ],
    range: { low: 28, high: 55 },
    walk: true,
    approach: { kind: bass_approach_choices[s[S_bass_approach]], chance: 0.4 },
  }),
  voices: [
    { name: 'line', bars: 1, loopQuarters: null, play: bass_walk },
  ],
}

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })
const written_chords = [
  { bar: 0, at: 0, chord: 1 },
  { bar: 1, at: 2, chord: 0 },
]

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'bass',
  title: 'bass',
  language: '1',
  behaviour: 'e094ab88f3ec838b6a3b7649cdef13c784aef917e23524d9acc559805c547327',
  slotSchema: '2cecb7c522db55372db753ded11138b3a19e4b76c062090f2e542122f3901fcc',
  slots: [
    slot(S_bass_line_1_4, 'categorical', 'bass.line[1:4]', {
      default: '1',
      choices: ['1', '5'],
      size: 2,
    }),
    slot(S_bass_feel, 'continuous', 'bass.feel', { unit: 'ms', default: 8, min: 0, max: 20 }),
    slot(S_bass_approach, 'categorical', 'bass.approach', {
      default: 'chromatic',
      choices: ['chromatic', 'scale', 'dominant'],
    }),
  ],
  seed: null,
  timbres,
  timbreNames: ['round upright bass'],
  chords: [
    {
      symbol: 'Cmaj7',
      root: 0,
      bass: 0,
      tones: [0, 4, 7, 11],
      degrees: [0, 2, 4, 5, 7, 9, 11],
      scale,
    },
    { symbol: 'Dm7', root: 2, bass: 2, tones: [0, 3, 7, 10], degrees: [0, 2, 3, 5, 7, 9, 10], scale },
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
  tempo: () => ({ program: { kind: 'steady', bpm: 100 }, lowBpm: 75, highBpm: 125 }),
  player: { zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } },
  reference: 'bass',
  members: [
    { name: 'bass', kind: 'bassist', follows: 'grid' },
  ],
  sections: [
    {
      name: 'written',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: written_chords,
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [bass],
    },
    {
      name: 'walked',
      bars: 4,
      meter: meter_4_4,
      tempoUnit: 1,
      tempo: null,
      swing,
      chords: [],
      tonic: 0,
      zones: 0,
      mute: [],
      parts: [walked_bass],
    },
  ],
  form: [
    { kind: 'play', section: 0, times: 2 },
    { kind: 'play', section: 1, times: 1 },
  ],
  repeat: false,
  rules: [],
  rewards: [],
  train: [],
}

export { definition }
export default createPolicyWith(definition, { walking })
//# sourceMappingURL=bass.js.map
