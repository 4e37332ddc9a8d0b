/** The compiler's door: text in, diagnostics and the intermediate representation out. Pure, and never throws on any text. */

import type { Diagnostic } from '../language/diagnostics.ts'
import { diagnostic } from '../language/messages.ts'
import type { Values } from './check/context.ts'
import { checkFile } from './check/file.ts'
import type { CheckResult, CompileInput } from './compile-api.ts'
import { LIMITS } from './limits.ts'
import { lower } from './lower/lower.ts'
import type { FileModel, SlotModel } from './model.ts'
import { resolve, type Scope } from './resolve.ts'
import { loadSources, relativePath, type SourceFile, type Sources } from './sources.ts'

/** A file and what it imports, checked: what the language server works with. */
export interface Program {
  readonly sources: Sources
  readonly scopes: ReadonlyMap<SourceFile, Scope>
  readonly values: Values
  readonly model: FileModel
  readonly diagnostics: readonly Diagnostic[]
}

/** Parses, resolves and checks, imported files first. */
export function analyse(input: CompileInput): Program {
  const sources = loadSources(input)
  const diagnostics: Diagnostic[] = [...sources.diagnostics]
  const scopes = new Map<SourceFile, Scope>()
  const values: Values = {
    lets: new Map(),
    timbres: new Map(),
    zones: new Map(),
    mixed: new Map(),
    rewards: new Map(),
    prompts: new Map(),
    chords: new Map(),
    slots: { count: 0 },
  }
  for (const file of sources.ordered) {
    if (file === sources.main) continue
    const scope = resolve(file, scopes, (d) => diagnostics.push(d))
    scopes.set(file, scope)
    checkFile(file, scope, values, diagnostics)
  }
  const scope = resolve(sources.main, scopes, (d) => diagnostics.push(d))
  scopes.set(sources.main, scope)
  const model = checkFile(sources.main, scope, values, diagnostics)
  return { sources, scopes, values, model, diagnostics }
}

export function check(input: CompileInput): CheckResult {
  const program = analyse(input)
  const { sources, model } = program
  const diagnostics = [...program.diagnostics]
  let ir: CheckResult['ir'] = null
  if (!diagnostics.some((d) => d.severity === 'error')) {
    const lowered = lower(model, ownerNames(program))
    const found = lateDiagnostics(lowered, model)
    diagnostics.push(...found)
    if (!found.some((d) => d.severity === 'error')) ir = lowered.ir
  }
  return { file: sources.main.tree, diagnostics: sorted(diagnostics), sources: sources.texts, ir }
}

/** Checks without lowering: what an editor needs on every keystroke. */
export function checkOnly(input: CompileInput): Omit<CheckResult, 'ir'> {
  const { sources, diagnostics } = analyse(input)
  return { file: sources.main.tree, diagnostics: sorted(diagnostics), sources: sources.texts }
}

/**
 * How a policy calls the declarations that hold its slots: the file's own by their name, imported ones by their local
 * name, and what those need in turn by the path of their file (`library/zones.sil:human`).
 */
function ownerNames({ sources, scopes }: Program): (slot: SlotModel) => string {
  const { main } = sources
  const imported = new Map<string, string>()
  for (const [local, { target, imported: entry }] of scopes.get(main)?.bindings ?? []) {
    if (entry === null || target === null) continue
    const key = `${target.file.path}\n${target.name.text}`
    if (!imported.has(key)) imported.set(key, local)
  }
  return ({ file, owner }) => {
    if (file === main.path) return owner
    return imported.get(`${file}\n${owner}`) ?? `${relativePath(main.path, file)}:${owner}`
  }
}

/** What is known only once a whole policy is laid out. */
function lateDiagnostics(
  { clashes, cells, ir }: ReturnType<typeof lower>,
  model: FileModel,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const slot of clashes) {
    const file = slot.file === model.path ? '' : slot.file
    found.push(diagnostic('SIL0513', slot.span, { name: slot.owner + slot.path }, { file }))
  }
  if (cells > LIMITS.cells) {
    const what = 'Events and chords in all sections'
    found.push(
      diagnostic('SIL0422', model.sections[0]?.span ?? NOWHERE, { what, found: cells, limit: LIMITS.cells }),
    )
  }
  const [train] = model.trains
  if (train !== undefined && ir.slots.length === 0) found.push(diagnostic('SIL0609', train.span, {}))
  return found
}

const NOWHERE = { start: 0, end: 0 }

/** By file, the main one first, then by place. */
function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compare(a.code, b.code),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
