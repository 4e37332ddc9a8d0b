/** From a text to all that the page wants to know of it. */

import type { CheckResult } from '../../compiler/compile-api.ts'
import { emitModule } from '../../compiler/emit/emit-module.ts'
import type { PolicyIr } from '../../compiler/ir.ts'
import type { Diagnostic } from '../../language/diagnostics.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import type { Checked, PageProblem, Prepared, Program } from '../compile-protocol.ts'
import { litSections } from './cells.ts'
import { dialsOf, type Learned, learnedIn } from './dials.ts'
import { numberOf } from './num.ts'
import type { CheckedPiece } from './timbres.ts'

export interface PieceInput {
  readonly path: string
  readonly text: string
  /** What the compiler has found in it. */
  readonly piece: CheckedPiece
  /** Address of the runtime that the band's thread has: each edit's module imports it, and carries none of its own. */
  readonly runtime: string
}

export interface ProgramInput extends PieceInput {
  readonly version: number
  /** When the question came. */
  readonly asked: number
  readonly now: () => number
  /** A section to go round in, in place of the form; null: the form. */
  readonly loop: string | null
  /** What was learned when the text had no errors last. */
  readonly before: Learned
}

/** Never throws on any text. */
export function checkedProgram(input: ProgramInput): Checked & { readonly learned: Learned } {
  const { version, text, runtime, asked, now, loop, before } = input
  const { result, notice } = input.piece
  const { ir } = result
  return {
    version,
    notice,
    problems: result.diagnostics.map((d) => pageProblem(d, result)),
    dials: dialsOf(result.file, text, ir, before),
    learned: ir === null ? before : learnedIn(result.file, ir),
    program: ir === null ? null : programOf(looped(ir, loop), result, text, runtime),
    milliseconds: now() - asked,
  }
}

/** A piece that is not open: only whether it can be played, and with what. */
export function preparedProgram({ text, piece: { result }, runtime }: PieceInput): Prepared {
  if (result.ir !== null) return { program: programOf(result.ir, result, text, runtime) }
  const first = result.diagnostics.find(({ severity }) => severity === 'error')
  if (first === undefined) return { program: null, problem: 'it has nothing to play' }
  const { start, message } = pageProblem(first, result)
  return { program: null, problem: `line ${text.slice(0, start).split('\n').length}: ${message}` }
}

/** The piece as a module for an app; null where it has errors. */
export function esmModule({ path, text, piece }: Omit<PieceInput, 'runtime'>): string | null {
  const { ir } = piece.result
  if (ir === null) return null
  return emitModule(ir, {
    target: 'esm',
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: path,
    sourceText: text,
  })
}

/** The piece, going round in one of its sections until somebody says `cue`. A section that it does not have changes nothing. */
function looped(ir: PolicyIr, name: string | null): PolicyIr {
  const section = name === null ? -1 : ir.sections.findIndex((one) => one.name === name)
  return section < 0 ? ir : { ...ir, form: [{ k: 'vamp', section }], repeat: false }
}

function programOf(ir: PolicyIr, result: CheckResult, text: string, runtime: string): Program {
  const code = emitModule(ir, {
    target: 'esm',
    runtimeVersion: RUNTIME_VERSION,
    runtimeModule: runtime,
    sourcePath: `${ir.name}.sil`,
    sourceText: text,
  })
  const { program, lowBpm, highBpm } = ir.tempo
  return {
    code,
    title: ir.title,
    members: ir.members.map(({ name, kind }) => ({ name, kind })),
    bpm: numberOf(program.k === 'steady' ? program.bpm : program.from, ir),
    tempoRange: [numberOf(lowBpm, ir), numberOf(highBpm, ir)],
    seed: ir.seed ?? 0,
    ...litSections(ir, result.file),
  }
}

/** What is wrong in an imported file stands at the import that brings it. */
function pageProblem(d: Diagnostic, { file }: CheckResult): PageProblem {
  const own = d.file === ''
  const imported = own ? undefined : file.items.find(({ kind }) => kind === 'import')
  const { start, end } = own ? d.span : (imported ?? { start: 0, end: 1 })
  return {
    start,
    end,
    severity: d.severity,
    code: d.code,
    message: own ? `${d.title}: ${d.message}` : `${d.file}: ${d.title}: ${d.message}`,
  }
}
