/** Which cells a part knows. */

import type { Voicing } from '../policy-types.ts'

/** In the order of the reference's suggestions. */
export const VOICINGS: readonly Voicing[] = ['rootless', 'shell', 'spread', 'drop2', 'close']

/** Who reads the bars. */
export type PartKind = 'click' | 'drum' | 'line' | 'comp' | 'plays'

export interface PartRules {
  readonly marks: string
  readonly ties: boolean
  readonly degrees: boolean
  readonly chances: boolean
  readonly hint: string
}

const PARTS: Readonly<Record<PartKind, PartRules>> = {
  click: {
    marks: 'xXgfdr',
    ties: false,
    degrees: false,
    chances: true,
    hint: 'A click knows x X g, f d r, rests and brackets.',
  },
  drum: {
    marks: 'xXgfdr',
    ties: false,
    degrees: false,
    chances: true,
    hint: 'Drums know x X g, f d r, rests and brackets; the hat o and p, crash and ride #.',
  },
  line: {
    marks: '',
    ties: true,
    degrees: true,
    chances: true,
    hint: 'A line knows degrees 1 to 8 (b3, #4), pitches (E2), rests, - and brackets.',
  },
  comp: {
    marks: 'xXg',
    ties: true,
    degrees: false,
    chances: true,
    hint: 'Comping knows x X g, rests, - and brackets; which notes is for chords and voicing to say.',
  },
  plays: {
    marks: 'xXg',
    ties: true,
    degrees: false,
    chances: false,
    hint: 'Expected notes are x X g, rests, - and brackets, without chances.',
  },
}

/** Strokes that only some drums have. */
const HAT: PartRules = { ...PARTS.drum, marks: `${PARTS.drum.marks}op` }
const CYMBAL: PartRules = { ...PARTS.drum, marks: `${PARTS.drum.marks}#` }
const SPECIAL_DRUMS: ReadonlyMap<string, PartRules> = new Map([
  ['hat', HAT],
  ['crash', CYMBAL],
  ['ride', CYMBAL],
])

/** @param voice the property: `hat` */
export function rulesOf(part: PartKind, voice: string): PartRules {
  return (part === 'drum' ? SPECIAL_DRUMS.get(voice) : undefined) ?? PARTS[part]
}
