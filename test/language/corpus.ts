/** Every piece of SIL in the project: what laws of the language are tried on. */

import { readdirSync, readFileSync } from 'node:fs'
import { silBlocks } from '../reference/blocks.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

export interface Piece {
  readonly name: string
  readonly text: string
}

export const examples: readonly Piece[] = readdirSync(new URL('examples/', root), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.sil'))
  .sort()
  .map((path) => ({ name: `examples/${path}`, text: read(`examples/${path}`) }))

/** Blocks of the reference that are right, and those that show an error. */
export const referenceBlocks: readonly (Piece & { readonly codes: readonly string[] })[] = silBlocks(
  read('language/REFERENCE.md'),
).map((block) => ({ name: `REFERENCE.md:${block.line}`, text: block.text, codes: block.codes }))

/** Texts that parse without a word. */
export const clean: readonly Piece[] = [
  ...examples,
  ...referenceBlocks.filter(({ codes }) => codes.length === 0),
]

export const corpus: readonly Piece[] = [...examples, ...referenceBlocks]

/** The piece that shows the whole language: the one of the design and of the README. */
export const wholeFile: string = read('examples/pocket-trio/pocket-trio.sil')
