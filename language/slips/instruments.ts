/** Blocks by other names: which one is meant, by what people also call it, by its name and by what it plays. */

import type { BlockKind } from '../ast.ts'
import { begins, isWord, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import { MEMBER_KINDS, PROPERTIES } from '../vocabulary.ts'

/** What people also call the blocks: a player by the instrument, a section by what it is in the song. */
export const OTHER_KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ['drums', 'drummer'],
  ['drum', 'drummer'],
  ['percussion', 'drummer'],
  ['bass', 'bassist'],
  ['piano', 'pianist'],
  ['keys', 'pianist'],
  ['keyboard', 'pianist'],
  ['keyboardist', 'pianist'],
  ['guitar', 'guitarist'],
  ['click', 'metronome'],
  ...['pad', 'pads', 'rhodes'].map((word) => [word, 'pianist'] as const),
  ...['lead', 'sub', 'acid'].map((word) => [word, 'bassist'] as const),
  ['verse', 'section'],
  ['chorus', 'section'],
  ['bridge', 'section'],
  ['part', 'section'],
  ...['intro', 'outro', 'ending', 'coda', 'prechorus', 'refrain', 'interlude', 'solo', 'solos'].map(
    (word) => [word, 'section'] as const,
  ),
  ['test', 'scenario'],
])

type MemberKind = (typeof MEMBER_KINDS)[number]

export function isMemberKind(kind: string | null | undefined): kind is MemberKind {
  return MEMBER_KINDS.some((one) => one === kind)
}

/** A word that one kind of member, or two, know and the others do not. */
const KNOWERS: ReadonlyMap<string, readonly MemberKind[]> = new Map(
  MEMBER_KINDS.flatMap((kind) => Object.keys(PROPERTIES[kind]))
    .map((word) => [word, MEMBER_KINDS.filter((kind) => Object.hasOwn(PROPERTIES[kind], word))] as const)
    .filter(([, kinds]) => kinds.length <= 2),
)

/** Words of a block that are looked at. */
const MOST = 200

/** Who plays chords that `comp` strikes, or a line: what stands in the block tells. */
export const CHORDAL = /^(?:organ|synth|strings|horns|brass|choir)/i

/**
 * The member that `instrument drums { kick |x...| }` is; null where nobody can say. The caller has read its head.
 * @param near whose name the head is like
 */
export function memberMeant(r: Reader, near: string | null = null): BlockKind | null {
  const named = begins(r, r.peek(1))
    ? undefined
    : OTHER_KINDS.get(r.image(r.peek(1)).replaceAll('"', '').toLowerCase())
  let kinds: readonly MemberKind[] = MEMBER_KINDS
  let open = false
  for (let ahead = 1; ahead < MOST; ahead++) {
    const token = r.peek(ahead)
    const kind = r.kind(token)
    if (kind === t.End || kind === t.RBrace || kind === t.ExitRBrace) break
    if (kind === t.LBrace) open = true
    const knowers = open && isWord(r, token) ? KNOWERS.get(r.image(token)) : undefined
    if (knowers !== undefined) kinds = kinds.filter((one) => knowers.includes(one))
  }
  const [only, other] = kinds
  if (only !== undefined && other === undefined) return only
  // Piano and guitar play alike: their names tell.
  for (const one of [named, near]) if (isMemberKind(one) && kinds.includes(one)) return one
  return null
}
