/** The prompts of models/timbre/text/book.bin: what everybody asks for. */

import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defaultTimbre } from '../../compiler/defaults.ts'
import { promptsOf } from '../../compiler/prompts.ts'
import { DRUM_VOICES } from '../../language/vocabulary.ts'
import { workspaceHost } from '../../lsp/node-files.ts'
import { FOUNDING_PROMPTS } from '../../models/timbre/words/lexicon.ts'
import { readWords } from '../../models/timbre/words/reading.ts'
import { neighbourPrompts } from '../../runtime/timbre/nearest.ts'

/** Neighbours that are offered, the founding prompts, those of voices that say nothing of their timbre, and all of the examples with their imports; sorted, each once. */
export function bookPrompts(top: string): readonly string[] {
  return sorted([
    ...neighbourPrompts(),
    ...FOUNDING_PROMPTS.map(({ prompt }) => prompt),
    ...piecePrompts(top),
  ])
}

/** Of the examples, and of voices that say nothing of their timbre: what a page asks for before anybody writes. */
export function piecePrompts(top: string): readonly string[] {
  const space = { namesSound: (prompt: string) => readWords(prompt).classes.size > 0 }
  const pieces = globSync('examples/**/*.sil', { cwd: top, exclude: ['examples/cadenza/band/**'] })
  const prompts = pieces.flatMap((path) => {
    const root = join(top, dirname(path))
    const file = basename(path)
    return promptsOf(
      { path: file, text: readFileSync(join(root, file), 'utf8'), host: workspaceHost(root) },
      space,
    )
  })
  return sorted([...ownPrompts(), ...prompts])
}

const sorted = (prompts: readonly string[]): readonly string[] => [...new Set(prompts)].sort()

const VOICES = ['beat', ...DRUM_VOICES]

const ownPrompts = (): readonly string[] => [
  ...VOICES.map((voice) => defaultTimbre('drummer', voice)),
  ...(['bassist', 'pianist', 'guitarist'] as const).map((kind) => defaultTimbre(kind, '')),
]
