/** What is typed, the same for every server: single letters all over a file, each taken back before the next. */

import { readFileSync } from 'node:fs'

export interface Place {
  readonly line: number
  readonly character: number
}

const trio = (name: string): string =>
  readFileSync(new URL(`../../examples/pocket-trio/${name}`, import.meta.url), 'utf8')

/** What the piece imports. */
export const BESIDE: Readonly<Record<string, string>> = { 'timbres.sil': trio('timbres.sil') }

/** The trio, and as many more sections as fit into `size` characters. */
export function pieceOf(size: number): string {
  const parts = [trio('pocket-trio.sil')]
  let left = size - (parts[0]?.length ?? 0)
  for (let n = 0; ; n++) {
    const section = `\nsection part${n} {\n  bars 8\n  chords | Dm7 | G7 | Cmaj7 | A7 |\n  kit.kick |x... x.x. x... ..x.|\n}\n`
    left -= section.length
    if (left < 0) return parts.join('')
    parts.push(section)
  }
}

/** A letter, and where it goes. */
export interface Key {
  readonly at: Place
  readonly letter: string
}

/**
 * Keys at the beginnings of lines, each the first letter of the word that stands there, so that the word completes it: `bbeat`
 * with the cursor behind the first `b`. Where there is no word, a `t`.
 */
export function keysIn(text: string, count: number): readonly Key[] {
  const lines = text.split('\n')
  return Array.from({ length: count }, (_, n) => {
    const line = (n * 37) % lines.length
    const [, blank = '', letter = 't'] = /^( *)([a-z])?/.exec(lines[line] ?? '') ?? []
    return { at: { line, character: blank.length }, letter }
  })
}
