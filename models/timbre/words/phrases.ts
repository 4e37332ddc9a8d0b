/** How people say what an adjective does not: phrases behind a noun, intensities, and what stands around both. */

import { ATTRIBUTES, type Attribute } from './attributes.ts'

export interface Phrase {
  /** Behind the noun: "a snare *with a long tail*". */
  readonly text: string
  readonly attribute: Attribute
  /** As of a word: 1 is as much as the plain one. */
  readonly grade: number
}

const TABLE: Readonly<Record<Attribute, readonly [high: string, low: string]>> = {
  bright: [
    'with lots of treble|with plenty of top end|with a bright edge|with a sparkling top|full of high frequencies|with some sheen',
    'with the treble rolled off|with no top end|with a dark tone|through a low pass filter|without any shimmer|under a blanket',
  ],
  warm: [
    'with a warm body|with warmth|with warm low mids|through a tube amp|from an old tape machine|with a warm glow',
    'with a cold edge|without warmth|without any low mids|with a clinical tone',
  ],
  hard: [
    'hit hard|struck with force|played fortissimo|with a hard mallet|with a heavy hand|smashed with a stick|beaten hard',
    'played softly|hit gently|with a soft mallet|played pianissimo|barely touched|with a light touch|struck with felt|with a soft touch',
  ],
  rough: [
    'with distortion|through a fuzz pedal|with a rough edge|with grit|driven into overdrive|with a broken speaker|with a nasty buzz',
    'without distortion|with a smooth tone|with a clean tone|without any grit|free of buzz',
  ],
  metallic: [
    'made of metal|made of steel|on a metal plate|with a metallic ring|with a metallic clang|on an iron pipe|with inharmonic overtones',
    'made of wood|on wood|on a wooden box|carved from wood|with a wooden body|with a woody knock|on a hollow log',
  ],
  wet: [
    'in a big hall|with lots of reverb|in a cathedral|in a cave|with a long echo|from across the room|in a stairwell|with reverb',
    'without reverb|in a dead room|close to the mic|in a closet|with no room|with no ambience|recorded dry',
  ],
  long: [
    'with a long decay|that rings on|with a long tail|that rings for seconds|with a lot of sustain|left ringing|that lingers',
    'with a short decay|cut short|that stops at once|with no sustain|with a quick decay|that dies quickly|without a tail',
  ],
  full: [
    'with a big body|with lots of body|with weight|with a fat low end|with plenty of body|with heft',
    'without body|with no low end|with a thin body|from a tiny speaker|through a telephone',
  ],
  deep: [
    'with deep bass|with a low pitch|tuned low|with sub bass|an octave down|from the bottom of the range',
    'with a high pitch|tuned high|an octave up|pitched up|from the top of the range',
  ],
  noisy: [
    'with noise|with a lot of hiss|with a burst of noise|with rattling wires|with breath noise|made of noise',
    'without noise|with a clear pitch|with a clear note|with a pure tone|that sings a note|with a definite pitch',
  ],
  open: [
    'left open|let ring|without muting|with no damping|allowed to ring freely|with the pedal up',
    'held shut|with tape on it|with a hand on it|with a towel on it|muted by hand|damped with a pillow|choked by hand',
  ],
  sharp: [
    'with a sharp attack|with a fast attack|with a hard transient|with a crisp transient|with a snap|with a pronounced attack',
    'with a slow attack|that fades in|that swells|with a soft attack|with no transient|that builds up slowly',
  ],
}

/** How much of the pole a phrase says: more than the plain word, less than "very". */
const PHRASE_GRADE = 1.2

export const PHRASES: readonly Phrase[] = ATTRIBUTES.flatMap((attribute) =>
  TABLE[attribute].flatMap((texts, side) =>
    texts.split('|').map((text) => ({ text, attribute, grade: side === 0 ? PHRASE_GRADE : -PHRASE_GRADE })),
  ),
)

/** Before an adjective: how many times its grade it says. Negative: the other way. */
export const INTENSITIES: readonly { readonly words: readonly string[]; readonly factor: number }[] = [
  { words: ['barely', 'hardly'], factor: 0.2 },
  { words: ['slightly', 'a bit', 'a little', 'a touch', 'mildly', 'subtly'], factor: 0.4 },
  { words: ['somewhat', 'moderately'], factor: 0.6 },
  { words: ['fairly', 'reasonably'], factor: 0.8 },
  { words: ['quite', 'rather', 'pretty'], factor: 1.1 },
  { words: ['really', 'so', 'clearly'], factor: 1.5 },
  { words: ['very', 'super', 'strongly'], factor: 1.8 },
  { words: ['extremely', 'incredibly', 'insanely', 'ultra', 'as … as possible'], factor: 2.8 },
]

/** Instead of an adjective of the other pole: "not bright" says a little dark. */
export const NEGATIONS: readonly { readonly words: string; readonly factor: number }[] = [
  { words: 'not', factor: -0.6 },
  { words: 'not too', factor: -0.35 },
  { words: 'not very', factor: -0.45 },
  { words: 'not at all', factor: -0.9 },
  { words: 'less', factor: -0.4 },
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
