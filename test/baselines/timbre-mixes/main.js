/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour e84aa20128dfe6b359dabe71ddec8d2e4e919797db53e667369b8622b19e9d84
 */
import { createPolicy, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_alloy = 0 // alloy, 0..1

// ---- Helpers ----
/** A learnable value; `more` says what is special about it. */
const slot = (index, kind, name, more) => ({
  name,
  kind,
  unit: null,
  default: 0.5,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index,
  size: 1,
  ...more,
})

// ---- Timbres ----
// "warm woody click"
const woody = Float64Array.of(
  0.2045509933736944, -0.33912401533007225, 0.3380291839650034, 0.0582581943152927,
  -0.1534132450302708, 0.38353311257567696, -0.38353311257567696, 0, -0.1022754966868472,
  -0.1022754966868472, 0, 0, 0, 0, 0, 0.35403056545447104, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.511377483434236, 0, 0, 0, 0,
)

// "sharp metallic tick"
const tick = Float64Array.of(
  0.18232879648791803, 0.43662948632633, -0.17093324670742316, 0.33093925389930323,
  -0.273493194731877, 0.3681639159852191, -0.3274214303128105, 0, -0.04558219912197951,
  -0.04558219912197951, 0, 0, 0, -0.09116439824395901, 0, 0, 0.3155690708444735, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0.45582199121979505, 0, 0, 0, 0,
)

function timbres(s) {
  const alloy = mixTimbre(woody, tick, s[S_alloy])
  return [woody, tick, alloy]
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
      {
        timbre: 2,
        accents: [{ beat: 2, timbre: 1 }, { beat: 4, timbre: 1 }],
        levelDb: 0,
        feelMs: 0,
        humanMs: 0,
      },
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

// ---- Sections ----
const meter_4_4 = { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] }
const swing = () => ({ ratio: 0.5, unit: 0.5, shortMs: null })

// ---- The policy ----
const definition = {
  abi: 1,
  name: 'main',
  title: 'main',
  language: '1',
  behaviour: 'e84aa20128dfe6b359dabe71ddec8d2e4e919797db53e667369b8622b19e9d84',
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
export default createPolicy(definition)
//# sourceMappingURL=main.js.map
