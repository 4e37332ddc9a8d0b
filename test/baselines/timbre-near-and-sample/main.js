/**
 * main
 *
 * Compiled from main.sil (SIL 1, runtime 0.0.0). Change that file, not this one.
 * Behaviour 7a2faa44a62fb7607dad8c94d95e4d809ec949dba87729b9077033f132cf8a00
 */
import { createPolicy, mixTimbre } from 'silencio/runtime'

// ---- Learnable values: where each stands in `s` ----
const S_around_brightness = 0 // around.brightness, 0..1
const S_around_decay = 1 // around.decay, 0..1
const S_around_hardness = 2 // around.hardness, 0..1
const S_around_warmth = 3 // around.warmth, 0..1

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
const warm_woody_click_brightness = Float64Array.of(
  0.13845692249312094, -0.7710527477736099, 0.22880593123863202, 0.039433933621458486,
  -0.10384269186984069, 0.25960672967460174, -0.25960672967460174, 0, -0.06922846124656047,
  -0.06922846124656047, 0, 0, 0, 0, 0, 0.2396369812380939, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.3461423062328023, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_brightness_2 = Float64Array.of(
  0.19526248104998659, 0.43994794030943474, 0.32267952376904563, 0.055612731944616425,
  -0.14644686078748995, 0.3661171519687248, -0.3661171519687248, 0, -0.09763124052499329,
  -0.09763124052499329, 0, 0, 0, 0, 0, 0.33795429412497674, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.48815620262496645, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_warmth = Float64Array.of(
  0.19510682324969827, -0.3234665753876576, -0.4406415088192395, 0.05556839902681279,
  -0.1463301174372737, 0.3658252935931842, -0.3658252935931842, 0, -0.09755341162484914,
  -0.09755341162484914, 0, 0, 0, 0, 0, 0.3376848863937085, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.48776705812424564, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_warmth_2 = Float64Array.of(
  0.138512517984217, -0.22963917455278077, 0.7706209840914318, 0.03944976778031496,
  -0.10388438848816274, 0.2597109712204068, -0.2597109712204068, 0, -0.0692562589921085,
  -0.0692562589921085, 0, 0, 0, 0, 0, 0.23973320420345245, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.34628129496054244, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_hardness = Float64Array.of(
  0.16446987100823401, -0.2726737335136511, 0.27179343090343755, -0.5963998369810267,
  -0.12335240325617551, 0.3083810081404388, -0.3083810081404388, 0, -0.08223493550411701,
  -0.08223493550411701, 0, 0, 0, 0, 0, 0.2846593921296358, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.411174677520585, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_hardness_2 = Float64Array.of(
  0.155373021033595, -0.25759211381885483, 0.25676050086060187, 0.6519165039398644,
  -0.11652976577519625, 0.2913244144379906, -0.2913244144379906, 0, -0.0776865105167975,
  -0.0776865105167975, 0, 0, 0, 0, 0, 0.2689148440966067, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.38843255258398746, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_decay = Float64Array.of(
  0.13625676416305643, -0.2258993721650672, 0.22517007637115255, 0.03880730624897176,
  -0.10219257312229231, 0.25548143280573077, -0.788382346815486, 0, -0.06812838208152822,
  -0.06812838208152822, 0, 0, 0, 0, 0, 0.23582901489759764, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.340641910407641, 0, 0, 0, 0,
)

// "warm woody click"
const warm_woody_click_decay_2 = Float64Array.of(
  0.20190844315957984, -0.33474294523825077, 0.33366225776371244, 0.05750556925431071,
  -0.1514313323696849, 0.37857833092421217, 0.41108664143097223, 0, -0.10095422157978992,
  -0.10095422157978992, 0, 0, 0, 0, 0, 0.34945692085311897, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0.5047711078989496, 0, 0, 0, 0,
)

// sample knock.wav
const knock = Float64Array.of(
  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
)

function timbres(s) {
  const warm_woody_click_brightness_3 = mixTimbre(warm_woody_click_brightness, warm_woody_click_brightness_2, s[S_around_brightness])
  const warm_woody_click_warmth_3 = mixTimbre(warm_woody_click_warmth, warm_woody_click_warmth_2, s[S_around_warmth])
  const around = mixTimbre(warm_woody_click_brightness_3, warm_woody_click_warmth_3, 0.5)
  const warm_woody_click_hardness_3 = mixTimbre(warm_woody_click_hardness, warm_woody_click_hardness_2, s[S_around_hardness])
  const warm_woody_click_decay_3 = mixTimbre(warm_woody_click_decay, warm_woody_click_decay_2, s[S_around_decay])
  const around_2 = mixTimbre(warm_woody_click_hardness_3, warm_woody_click_decay_3, 0.5)
  const around_3 = mixTimbre(around, around_2, 0.5)
  return [
    warm_woody_click_brightness, warm_woody_click_brightness_2, warm_woody_click_brightness_3,
    warm_woody_click_warmth, warm_woody_click_warmth_2, warm_woody_click_warmth_3, around,
    warm_woody_click_hardness, warm_woody_click_hardness_2, warm_woody_click_hardness_3,
    warm_woody_click_decay, warm_woody_click_decay_2, warm_woody_click_decay_3, around_2, around_3,
    knock,
  ]
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
      { timbre: 14, accents: [{ beat: 1, timbre: 15 }], levelDb: 0, feelMs: 0, humanMs: 0 },
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
  behaviour: '7a2faa44a62fb7607dad8c94d95e4d809ec949dba87729b9077033f132cf8a00',
  slotSchema: '1568ad4d549eb8129081a25ce4dc4737827c558d19abd884831a7349ad4c72cb',
  slots: [
    slot(S_around_brightness, 'continuous', 'around.brightness', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_decay, 'continuous', 'around.decay', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_hardness, 'continuous', 'around.hardness', { default: 0.75, min: 0, max: 1 }),
    slot(S_around_warmth, 'continuous', 'around.warmth', { default: 0.75, min: 0, max: 1 }),
  ],
  seed: null,
  timbres,
  timbreNames: [
    'warm woody click, brightness −',
    'warm woody click, brightness +',
    'warm woody click, brightness',
    'warm woody click, warmth −',
    'warm woody click, warmth +',
    'warm woody click, warmth',
    'around',
    'warm woody click, hardness −',
    'warm woody click, hardness +',
    'warm woody click, hardness',
    'warm woody click, decay −',
    'warm woody click, decay +',
    'warm woody click, decay',
    'around',
    'around',
    'knock',
  ],
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
