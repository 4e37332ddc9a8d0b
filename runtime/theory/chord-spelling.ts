/**
 * From the many ways a lead sheet spells a chord to the one the chord library knows: `-7`, `min7`, `mi7` and `m7`
 * are one chord, as are `△7`, `Δ`, `ma7` and `maj7`, or `7(b9,#11)`, `7-9+11` and `7b9#11`.
 */

import { plainAccidentals } from './pitch.ts'
import { CHORDS } from './tables.ts'

let known: ReadonlyMap<string, string> | null = null

/** Intervals of every chord ending the library has a name for; made with the first chord. */
function intervalsByEnding(): ReadonlyMap<string, string> {
  known ??= new Map(
    CHORDS.flatMap(([intervals, endings]) => endings.map((ending) => [ending, intervals] as const)),
  )
  return known
}

/** Endings that musicians write most, in that order: suggested before rarer ones that are as near. */
export const COMMON_ENDINGS = [
  '',
  'm',
  '7',
  'maj7',
  'm7',
  'm7b5',
  'dim7',
  '6',
  'm6',
  '9',
  'm9',
  'maj9',
  'sus4',
  '7sus4',
  '7b9',
  '7#9',
  '7#11',
  '7alt',
  '13',
  '69',
  'dim',
  'aug',
  'mMaj7',
  'add9',
  'sus2',
  'm11',
  '11',
  '9sus4',
  '7#5',
  '7b13',
  '13b9',
  'maj7#11',
  'maj13',
  '5',
] as const

/** The intervals of a chord ending (`m7b5`, `-7`, `△`, `7(b9)`), or null where nobody knows it. */
export function intervalsOfEnding(ending: string): readonly string[] | null {
  for (const spelling of spellings(ending)) {
    const intervals = intervalsByEnding().get(spelling)
    if (intervals !== undefined) return intervals.split(' ')
  }
  return null
}

/** All endings known by name, the common ones first. */
export function knownEndings(): readonly string[] {
  return [...new Set<string>([...COMMON_ENDINGS, ...intervalsByEnding().keys()])]
}

/** Endings of which a chord in SIL can be made: there a `/` stands before a bass note or a digit only. */
export function writableEndings(): readonly string[] {
  return knownEndings().filter(isWritable)
}

/** Of an ending, or of a whole chord. */
export function isWritable(text: string): boolean {
  return WRITABLE.test(text)
}

const WRITABLE = /^(?:[#A-Za-z0-9+°øØΔ△()^]|\/[A-G0-9]|-[0-9m])*$/

/** The library spellings that an ending may stand for, likeliest first. */
function spellings(ending: string): readonly string[] {
  const plain = plainEnding(ending)
  const withMajor = plain.replace(/^maj/, 'M')
  // The order of alterations is free: 7#11b9 is 7b9#11.
  return [ending, plain, withMajor].flatMap((text) => [text, ...reorderedAlterations(text)])
}

/** One way of writing what has several. Each step is one habit of lead sheets. */
export function plainEnding(ending: string): string {
  return (
    plainAccidentals(ending)
      .replace(/[\s(),]/g, '')
      .replace(/[−–]/g, '-')
      // As fake books print: CMA7, CMI7, C7SUS.
      .replace(/MAJ?|MIN?|SUS|ADD|DIM|AUG|ALT/g, (word) => word.toLowerCase())
      // Triangles mean a major seventh, with or without the 7.
      .replace(/[△∆Δ^](7|9|11|13)?/g, (_, number: string | undefined) => `maj${number ?? '7'}`)
      .replace(/^(?:ø|Ø|h(?=7?$))(7|9)?/, (_, number: string | undefined) => `m${number ?? '7'}b5`)
      .replace(/^[°º]|^o(?=7|$)/, 'dim')
      .replace(/^(?:minor|Minor|min|Min|mi|Mi|-)/, 'm')
      .replace(/^(?:major|Major|Maj|ma(?!j)|Ma(?!j)|M)(?=\d)/, 'maj')
      .replace(/^(?:major|Major|Maj|maj|ma|Ma)?$/, 'M')
      .replace(/^m(?:major|maj|Maj|ma|Ma|M)(?=7|9)/, 'mMaj')
      .replace(/^dom(?=7|9|11|13)/, '')
      .replace(/^(?:7?alt)$/, '7alt')
      .replace(/^augmaj/, '+maj')
      .replace(/6\/9/, '69')
      // After a number, + and − raise and lower: 7+11, m7-5.
      .replace(/(?<=\d)\+(?=\d)/g, '#')
      .replace(/(?<=\d)-(?=\d)/g, 'b')
      .replace(/^(?:\+|aug)9/, '9#5')
      // What is suspended stands last: sus7, 7susb9.
      .replace(/(sus4?)((?:7|9|13)?(?:[#b]\d+)*)$/, '$2$1')
      // The number says how far up a chord goes, wherever it stands: 7(11), 7b9(13).
      .replace(/7((?:[#b]\d+?)*)(9|11|13)$/, '$2$1')
  )
}

/** `7#11b9` → `7b9#11`: every order of two to four alterations at the end. */
function reorderedAlterations(ending: string): readonly string[] {
  const match = /^(.*?)((?:[#b]\d+){2,4})$/.exec(ending)
  if (match === null) return []
  const [, base = '', tail = ''] = match
  return permutations(tail.match(/[#b]\d+/g) ?? []).map((order) => base + order.join(''))
}

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  )
}
