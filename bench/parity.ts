/**
 * Do Silencio's parser and the Langium grammar agree on what is a file? The corpus: every example, every block of the
 * reference, the pages' mistakes, and files broken on purpose.
 *
 * "Accepts" is no error from the parser, and no property that its block does not know: Langium's grammar holds the
 * vocabulary, Silencio's leaves that to the checker.
 */

import { readdirSync, readFileSync } from 'node:fs'
import type { Property } from '../language/ast.ts'
import { parse } from '../language/parse.ts'
import { MEMBER_PROPERTIES, PROPERTIES, type PropertyContext } from '../language/vocabulary.ts'
import { silBlocks } from '../test/reference/blocks.ts'
import { BROKEN, ONLY_SILENCIO_REFUSES } from './langium/broken.ts'
import type { LangiumParser } from './langium/peer.mjs'

export interface Disagreement {
  readonly name: string
  /** Null: accepts. */
  readonly silencio: string | null
  readonly langium: string | null
}

export interface Agreement {
  readonly files: number
  readonly rejected: number
  readonly disagreements: readonly Disagreement[]
}

export function compareParsers(langium: LangiumParser): Agreement {
  const disagreements: Disagreement[] = []
  let rejected = 0
  const corpus = [...corpusFiles()]
  for (const { name, text } of corpus) {
    const ours = whyNot(text)
    const theirs = langium.parse(text).errors[0] ?? null
    if (ours !== null) rejected++
    if ((ours === null) !== (theirs === null)) disagreements.push({ name, silencio: ours, langium: theirs })
  }
  for (const [name, text] of Object.entries(ONLY_SILENCIO_REFUSES)) {
    const ours = whyNot(text)
    const theirs = langium.parse(text).errors[0] ?? null
    if (ours === null || theirs !== null) disagreements.push({ name, silencio: ours, langium: theirs })
  }
  return { files: corpus.length, rejected, disagreements }
}

const examples = new URL('../examples/', import.meta.url)

function examplePaths(): readonly string[] {
  const paths = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => path.endsWith('.sil')).sort()
}

/** The pieces of `examples/`. */
export function exampleTexts(): readonly string[] {
  return examplePaths().map((path) => readFileSync(new URL(path, examples), 'utf8'))
}

function* corpusFiles(): Generator<{ readonly name: string; readonly text: string }> {
  for (const path of examplePaths()) yield { name: path, text: readFileSync(new URL(path, examples), 'utf8') }
  const reference = readFileSync(new URL('../language/REFERENCE.md', import.meta.url), 'utf8')
  for (const { line, text } of silBlocks(reference)) yield { name: `REFERENCE.md:${line}`, text }
  for (const [name, text] of Object.entries(BROKEN)) yield { name, text }
}

/** The first reason why Silencio's parser refuses the text; null where it takes it. */
function whyNot(text: string): string | null {
  const { diagnostics, file } = parse(text)
  const error = diagnostics.find((d) => d.severity === 'error')
  if (error !== undefined) return `${error.code} ${error.message}`
  for (const item of file.items) {
    const unknown =
      item.kind === 'setting'
        ? unknownProperty('file', [item.property])
        : item.kind === 'block'
          ? unknownProperty(item.block, item.properties)
          : item.kind === 'rule'
            ? unknownProperty('actions', item.actions)
            : null
    if (unknown !== null) return `no property ${unknown}`
  }
  return null
}

function unknownProperty(context: PropertyContext, properties: readonly Property[]): string | null {
  for (const { key, target } of properties) {
    const table = target === null ? PROPERTIES[context] : context === 'section' ? MEMBER_PROPERTIES : {}
    if (!Object.hasOwn(table, key.text)) return key.text
  }
  return null
}
