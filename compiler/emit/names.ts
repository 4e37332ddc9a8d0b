/** Identifiers made of what users wrote: legal in every engine, readable, and each of them once. */

export interface Names {
  /** An identifier that resembles `hint` and was not given out before. */
  unique(hint: string): string
}

/** Longer names are cut: a reader gains nothing from the rest. */
const LONGEST = 60

/** @param taken identifiers that must not be given out, besides the language's own. */
export function createNames(taken: Iterable<string> = []): Names {
  const used = new Set<string>([...RESERVED, ...taken])
  // Next number to try behind a name: many alike (`S_hat_1`, …) must not search from 2 each time.
  const next = new Map<string, number>()

  return {
    unique(hint) {
      const base = identifier(hint)
      let name = base
      let number = next.get(base) ?? 2
      while (used.has(name)) name = `${base}_${number++}`
      next.set(base, number)
      used.add(name)
      return name
    },
  }
}

/**
 * ASCII letters, digits and `_`: accents fall off (`für` is `fur`), other letters become their code (`太` is `u592a`),
 * and everything else is `_`. Engines disagree about newer letters; about these they do not.
 */
export function identifier(hint: string): string {
  let name = ''
  for (const character of hint) {
    if (name.length >= LONGEST) break
    if (/[A-Za-z0-9_]/.test(character)) name += character
    else if (/\p{L}/u.test(character)) {
      // Latin letters and their accents: the same in every version of Unicode.
      const plain = character < '\u0250' ? character.normalize('NFD').charAt(0) : ''
      name += /[A-Za-z]/.test(plain) ? plain : `u${character.codePointAt(0)?.toString(16)}`
    } else name += '_'
  }
  name = name.replaceAll(/_{2,}/g, '_').replace(/^_+|_+$/g, '')
  if (name === '') return 'it'
  return /^[0-9]/.test(name) ? `n${name}` : name
}

/** Words of the language, in sloppy, strict and module code. */
const WORDS =
  'abstract arguments as async await boolean break byte case catch char class const continue debugger default delete ' +
  'do double else enum eval export extends false final finally float for from function get goto if implements import ' +
  'in instanceof int interface let long native new null of package private protected public return set short static ' +
  'super switch synchronized this throw throws transient true try typeof undefined using var void volatile while ' +
  'with yield'

/** Built-ins that the emitted code or its reader takes for granted, and what prototypes carry. */
const BUILT_IN =
  'Array Float64Array Infinity Map Math NaN Number Object Set String Symbol globalThis constructor hasOwnProperty ' +
  'isPrototypeOf propertyIsEnumerable prototype proto toLocaleString toString valueOf'

/** Names of parameters in emitted functions; a constant of that name would be hidden there. */
const PARAMETERS = 'a b bar e m player s t'

const RESERVED: ReadonlySet<string> = new Set(`${WORDS} ${BUILT_IN} ${PARAMETERS}`.split(' '))
