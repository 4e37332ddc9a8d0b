/**
 * What is written beside a baseline's `main.sil`: one output a stage of the compiler, so that a change of any of them
 * is read in the diff of a review. To add a stage, add an entry.
 */

import { analyse, check } from '../../compiler/compile.ts'
import type { CheckResult, CompileInput, SourceHost } from '../../compiler/compile-api.ts'
import { behaviourHash } from '../../compiler/emit/behaviour.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { describe } from '../../compiler/resolve.ts'
import type { Diagnostic } from '../../language/diagnostics.ts'
import { format } from '../../language/format/format.ts'
import { parse } from '../../language/parse.ts'
import { hearing } from '../diagnostics/checking.ts'
import { namedTokens } from '../language/tokens.ts'
import { annotate, type Note, placeOf } from './annotate.ts'
import { compactJson } from './compact-json.ts'

/** A case: its main file, and the files beside it that it may import. */
export interface Case {
  readonly text: string
  readonly files: ReadonlyMap<string, string>
}

export interface Output {
  /** File beside `main.sil`. */
  readonly file: string
  /** What is written there; null where this stage has nothing to say (a file with errors has no code). */
  readonly of: (input: Case) => string | null
}

export const OUTPUTS: readonly Output[] = [
  { file: 'main.tokens.sil', of: tokens },
  { file: 'main.formatted.sil', of: formatted },
  { file: 'main.diagnostics.sil', of: diagnostics },
  { file: 'main.symbols.sil', of: symbols },
  { file: 'main.ir.json', of: ir },
  { file: 'main.js', of: js },
]

function tokens({ text }: Case): string {
  const { lexed } = parse(text)
  const comments = lexed.comments.map(({ start, end }) => ({
    name: 'Comment',
    start,
    end,
    image: text.slice(start, end),
  }))
  return annotate(
    text,
    [...namedTokens(lexed), ...comments].map(({ name, start, end, image }) => ({
      start,
      end,
      text: `${name} |${image}|`,
    })),
  )
}

function formatted({ text }: Case): string {
  const result = format(text)
  return 'text' in result ? result.text : `//@ refused: ${result.refused}\n`
}

function diagnostics(input: Case): string {
  const found = checked(input).diagnostics
  const here = found.filter(({ file }) => file === '' || file === MAIN)
  const elsewhere = found.filter((d) => !here.includes(d))
  const notes = here.map((d): Note => ({ start: d.span.start, end: d.span.end, text: written(d, input) }))
  const others = elsewhere.map((d) => `//@ ${d.file} ${written(d, input)}\n`)
  return annotate(input.text, notes) + others.join('')
}

function written(d: Diagnostic, { text, files }: Case): string {
  const parts = [`${d.severity} ${d.code} ${d.title} · ${d.message}`]
  if (d.hint !== '') parts.push(`hint: ${d.hint}`)
  for (const { file, span, message } of d.related) {
    const where = file === '' || file === MAIN ? '' : `${file} `
    parts.push(`also: ${where}${placeOf(files.get(file) ?? text, span.start)} ${message}`)
  }
  for (const { title, edits } of d.fixes) {
    const changes = edits.map(
      ({ span, newText }) => `${placeOf(text, span.start)} ${JSON.stringify(newText)}`,
    )
    parts.push(`fix: ${title} (${changes.join(', ')})`)
  }
  return parts.join('\n//@    ')
}

/** What each name stands for, and where it is used. */
function symbols(input: Case): string {
  const { text } = input
  const program = analyse(compileInput(input))
  const scope = program.scopes.get(program.sources.main)
  const notes: Note[] = []
  for (const [name, { name: at, target, imported, uses: all }] of scope?.bindings ?? []) {
    const uses = new Set(all)
    const kind = imported === null ? describe(target) : `${describe(target)} of another file`
    notes.push({ start: at.start, end: at.end, text: `${name} is ${kind}; used ${uses.size} times` })
    for (const { start, end } of uses)
      notes.push({ start, end, text: `${name} of ${placeOf(text, at.start)}` })
  }
  return annotate(text, notes)
}

function ir(input: Case): string | null {
  const { ir: policy } = checked(input)
  return policy === null ? null : `${compactJson(policy)}\n`
}

function js(input: Case): string | null {
  const { ir: policy } = checked(input)
  if (policy === null) return null
  const options = {
    target: 'esm',
    runtimeVersion: '0.0.0',
    sourcePath: MAIN,
    sourceText: input.text,
  } as const
  return emit(policy, options).js
}

/** What decides how a case plays, as a hash; null where it has errors. */
export function behaviourOf(input: Case): string | null {
  const { ir: policy } = checked(input)
  return policy === null ? null : behaviourHash(policy, '0.0.0', null)
}

// ---- compiling ----------------------------------------------------------------------------------------------------

const MAIN = 'main.sil'

function compileInput({ text, files }: Case): CompileInput {
  const host: SourceHost = {
    hear: hearing,
    read(path) {
      const found = files.get(path)
      return found === undefined ? { kind: 'missing' } : { kind: 'text', text: found }
    },
  }
  return { path: MAIN, text, host }
}

function checked(input: Case): CheckResult {
  return check(compileInput(input))
}
