/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour c6fd90812b0218667a6d3a51d6d0c45e961d7b20da0f3243f0bc2f217258918e
 */
import { createPolicyWith, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_alloy = 0 // alloy, 0..1

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
const woody = Float64Array.of(
  0.2046, -0.3391, 0.338, 0.0583, -0.1534, 0.3835, -0.3835, 0, -0.1023, -0.1023, 0, 0, 0, 0, 0,
  0.354, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5114, 0, 0, 0, 0,
)

// "sharp metallic tick"
const tick = Float64Array.of(
  0.1823, 0.4366, -0.1709, 0.3309, -0.2735, 0.3682, -0.3274, 0, -0.0456, -0.0456, 0, 0, 0, -0.0912,
  0, 0, 0.3156, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4558, 0, 0, 0, 0,
)

function timbres(s) {
  const alloy = mixTimbre(woody, tick, s[S_alloy])
  return [woody, tick, alloy]
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
      voice(2, { accents: [{ beat: 2, timbre: 1 }, { beat: 4, timbre: 1 }] }),
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
  behaviour: 'c6fd90812b0218667a6d3a51d6d0c45e961d7b20da0f3243f0bc2f217258918e',
  slotSchema: 'e8bb77accbe5db08dd18c9ad502d4dda5d14a91e41ab22f12d654034cd6ef0f4',
  slots: [
    slot(S_alloy, 'continuous', 'alloy', { default: 0.3, min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: ['woody', 'tick', 'alloy'],
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
export default createPolicyWith(definition, {})
//# sourceMappingURL=main.js.map
