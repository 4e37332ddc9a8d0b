/** How people say what an adjective does not: phrases behind a noun, intensities, and what stands around both. */

import { ATTRIBUTES, type Attribute, type Grades } from './attributes.ts'

export interface Phrase {
  /** Behind the noun: "a snare *with a long tail*". */
  readonly text: string
  readonly attribute: Attribute
  /** As of a word: 1 is as much as the plain one. */
  readonly grade: number
}

const TABLE: Readonly<Record<Attribute, readonly [high: string, low: string]>> = {
  bright: [
    'with a bright edge|with a sparkling top|full of high frequencies|boosted in the highs|that cuts through|with a glassy edge',
    'with the treble rolled off|with a dark tone|through a low pass filter|under a blanket|with the highs cut|heard through a wall',
  ],
  warm: [
    'with a warm body|with warm low mids|through a tube amp|from an old tape machine|with a warm glow',
    'with a cold edge|without any low mids|with a clinical tone|with an icy tone',
  ],
  hard: [
    'hit hard|struck with force|played fortissimo|with a hard mallet|with a heavy hand|smashed with a stick|beaten hard|played loud',
    'played softly|hit gently|with a soft mallet|played pianissimo|barely touched|with a light touch|struck with felt|with a soft touch|played with the fingertips|with padded beaters',
  ],
  rough: [
    'through a fuzz pedal|with a rough edge|driven into overdrive|from a broken speaker|with a nasty buzz|pushed into clipping',
    'with a smooth tone|with a clean tone|free of buzz|perfectly clean|with clean tone',
  ],
  metallic: [
    'made of metal|made of steel|on a metal plate|with a metallic ring|with a metallic clang|on an iron pipe|with inharmonic overtones|on an anvil',
    'made of wood|on wood|on a wooden box|carved from wood|with a wooden body|with a woody knock|on a hollow log|on a tree trunk',
  ],
  wet: [
    'in a big hall|in a cathedral|in a cave|with a long echo|from across the room|in a stairwell|far away|in a tiled room|drowned in reverb',
    'in a dead room|close to the mic|in a closet|recorded dry|right at the ear|in a vocal booth',
  ],
  long: [
    'with a long decay|with a slow decay|with a slow fade|with a long release|slowly fading|with the pedal down|that rings on|with a long tail|that rings for seconds|left ringing|that lingers|that keeps going|that fades slowly|that never ends|sustaining for ages',
    'with a short decay|with a fast decay|with a short tail|with a short release|quickly fading|with the pedal up|cut short|that stops at once|with a quick decay|that dies quickly|gone in an instant|that stops dead|with an abrupt end',
  ],
  full: [
    'with a big body|with a fat low end|with plenty of low mids|that fills the room',
    'with no low end|with a thin body|from a tiny speaker|through a telephone|from a toy|through a cheap radio',
  ],
  deep: [
    'with deep bass|with a low pitch|tuned low|an octave down|from the bottom of the range|felt in the chest|pitched down',
    'with a high pitch|tuned high|an octave up|pitched up|from the top of the range',
  ],
  noisy: [
    'with a burst of noise|with rattling wires|made of noise|with wires on|like white noise|with no clear pitch',
    'with a clear pitch|with a clear note|with a pure tone|that sings a note|with a definite pitch|with wires off|tuned to a note',
  ],
  open: [
    'left open|let ring|allowed to ring freely|not damped|free to vibrate',
    'held shut|with tape on it|with a hand on it|with a towel on it|muted by hand|damped with a pillow|choked by hand|stopped with the palm',
  ],
  sharp: [
    'with a sharp attack|with a fast attack|with a hard transient|with a crisp transient|with a pronounced attack|that starts at once',
    'with a slow attack|that fades in|that swells|with a soft attack|that builds up slowly|easing in',
  ],
}

/** What a sound can have or lack: [what has it goes up, what has it goes down]. */
const THINGS: Readonly<Record<Attribute, readonly [high: string, low: string]>> = {
  bright: ['treble|top end|shimmer|sparkle|sheen|brilliance', ''],
  warm: ['warmth', ''],
  hard: ['force|impact', 'padding|felt'],
  rough: ['distortion|grit|overdrive|buzz|dirt|fuzz', ''],
  metallic: ['clang|metal', 'wood'],
  wet: ['reverb|echo|ambience|room', ''],
  long: ['sustain|ring|resonance', ''],
  full: ['body|weight|heft', ''],
  deep: ['sub bass|bass|low end rumble', ''],
  noisy: ['hiss|noise|air', 'pitch'],
  open: ['', 'damping|muting|dampening'],
  sharp: ['attack|snap|transient|click', ''],
}
const HAVING = [
  'with …',
  'with lots of …',
  'with heavy …',
  'with plenty of …',
  'full of …',
  'with extra …',
  'with the … on',
]
const LACKING = [
  'no …',
  'without …',
  'with no …',
  'without any …',
  'with the … off',
  'free of …',
  'lacking …',
  'minus the …',
]

/** How much of the pole a phrase says: more than the plain word, less than "very". */
const PHRASE_GRADE = 1.2

export const PHRASES: readonly Phrase[] = ATTRIBUTES.flatMap((attribute) => {
  const [up, down] = [PHRASE_GRADE, -PHRASE_GRADE]
  const [high, low] = TABLE[attribute].map(split)
  const [more = [], less = []] = THINGS[attribute].map(split)
  const phrases = (texts: readonly string[], grade: number): readonly Phrase[] =>
    texts.map((text) => ({ text, attribute, grade }))
  return [
    ...phrases([...(high ?? []), ...filled(HAVING, more), ...filled(LACKING, less)], up),
    ...phrases([...(low ?? []), ...filled(LACKING, more), ...filled(HAVING, less)], down),
  ]
})

/** What a thing says where a sound has it: "reverb" is wet. */
export const THING_GRADES: Readonly<Record<string, Grades>> = Object.fromEntries(
  ATTRIBUTES.flatMap((attribute) =>
    THINGS[attribute].flatMap((things, side) =>
      split(things).map((thing) => [thing, { [attribute]: side === 0 ? PHRASE_GRADE : -PHRASE_GRADE }]),
    ),
  ),
)

function split(texts: string): readonly string[] {
  return texts === '' ? [] : texts.split('|')
}

function filled(forms: readonly string[], things: readonly string[]): readonly string[] {
  return things.flatMap((thing) => forms.map((form) => form.replace('…', thing)))
}

/** Before an adjective: how many times its grade it says. Negative: the other way. */
export const INTENSITIES: readonly { readonly words: readonly string[]; readonly factor: number }[] = [
  {
    words: ['slightly', 'a bit', 'a little', 'a touch', 'mildly', 'subtly', 'faintly', 'lightly'],
    factor: 0.4,
  },
  { words: ['somewhat', 'moderately', 'partly'], factor: 0.6 },
  { words: ['fairly', 'reasonably', 'mostly', 'nearly', 'almost'], factor: 0.8 },
  { words: ['quite', 'rather', 'pretty', 'noticeably'], factor: 1.1 },
  { words: ['really', 'truly', 'clearly'], factor: 1.5 },
  { words: ['very', 'super', 'strongly', 'heavily', 'highly', 'deeply'], factor: 1.8 },
  {
    words: [
      'extremely',
      'incredibly',
      'insanely',
      'ultra',
      'totally',
      'completely',
      'hugely',
      'as … as possible',
    ],
    factor: 2.8,
  },
]

/** Instead of an adjective of the other pole: "not bright" says a little dark. */
export const NEGATIONS: readonly { readonly words: string; readonly factor: number }[] = [
  { words: 'not', factor: -0.6 },
  { words: 'not too', factor: -0.35 },
  { words: 'not very', factor: -0.45 },
  { words: 'not at all', factor: -0.9 },
  { words: 'less', factor: -0.4 },
  // Said of what one would expect more of.
  { words: 'barely', factor: -0.35 },
  { words: 'hardly', factor: -0.35 },
  { words: 'scarcely', factor: -0.35 },
]

/**
 * What a word of this grade with that intensity says, −1 … 1: more words say more, and never more than all. The plain word at a pole is
 * 0.65, "very" 0.85, "slightly" 0.34.
 */
export function saidBy(grade: number, factor: number): number {
  const amount = grade * factor
  return Math.sign(amount) * (1 - Math.exp(-1.05 * Math.abs(amount)))
}

/** Nouns of a caption that names no instrument. */
export const GENERIC_NOUNS: readonly string[] = [
  'sound',
  'tone',
  'hit',
  'timbre',
  'sample',
  'one shot',
  'percussion sound',
  'instrument',
  'stroke',
]
/** Nouns that may stand behind the name of an instrument: "kick sound". */
export const SOUND_NOUNS: readonly string[] = ['sound', 'hit', 'sample', 'one shot', 'stroke', 'tone']
