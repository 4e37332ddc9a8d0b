/** The compiler's door: text in, diagnostics and the intermediate representation out. Pure, and never throws on any text. */

import type { Span } from '../language/ast.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import { lexiconSpace } from '../runtime/timbre/lexicon-space.ts'
import type { Values } from './check/context.ts'
import { checkFile } from './check/file.ts'
import type { CheckResult, CompileInput } from './compile-api.ts'
import { lateDiagnostics, mayComeLate } from './late.ts'
import { LIMITS } from './limits.ts'
import { lower } from './lower/lower.ts'
import { plainSpan, type Viewpoint } from './lower/slots.ts'
import type { FileModel, SlotModel } from './model.ts'
import { resolve, type Scope } from './resolve.ts'
import { loadSources, type ReadText, relativePath, type SourceFile, type Sources } from './sources.ts'
import { andMore, fewInto, nothingTold } from './told.ts'

/** A file and what it imports, checked: what the language server works with. */
export interface Program {
  readonly sources: Sources
  readonly scopes: ReadonlyMap<SourceFile, Scope>
  readonly values: Values
  readonly model: FileModel
  readonly diagnostics: readonly Diagnostic[]
}

/** Parses, resolves and checks, imported files first. @param read how texts are read; anew unless said otherwise */
export function analyse(input: CompileInput, read?: ReadText): Program {
  const told = nothingTold()
  const sources = loadSources(input, told, read)
  const scopes = new Map<SourceFile, Scope>()
  const values: Values = {
    lets: new Map(),
    timbres: new Map(),
    zones: new Map(),
    mixed: new Map(),
    rewards: new Map(),
    wanted: new Set(),
    space: input.timbres ?? lexiconSpace,
    hear: input.host.hear === undefined ? null : (path) => input.host.hear?.(path) ?? { kind: 'missing' },
    heard: new Map(),
    prompts: new Map(),
    chords: new Map(),
    patterns: new Map(),
    chordLines: new Map(),
    slots: { count: 0, found: [] },
    formulas: { left: LIMITS.formulas },
  }
  const imported = sources.ordered.filter((file) => file !== sources.main)
  // Names of all files first: what one of them does not use may be there for another.
  const open = (file: SourceFile): Scope => {
    const scope = resolve(file, scopes, fewInto(told, file.label))
    scopes.set(file, scope)
    for (const binding of scope.bindings.values()) {
      if (binding.imported !== null && binding.target !== null) values.wanted.add(binding.target)
    }
    return scope
  }
  const opened = imported.map((file) => ({ file, scope: open(file) }))
  const main = open(sources.main)
  for (const { file, scope } of opened) checkFile(file, scope, values, told)
  const model = checkFile(sources.main, main, values, told)
  const textOf = (file: string) => (file === '' ? input.text : (sources.texts.get(file) ?? ''))
  const diagnostics = [...told.diagnostics, ...andMore(told, textOf)]
  return { sources, scopes, values, model, diagnostics }
}

/**
 * A file, checked and lowered: what is wrong with it and what it imports, and its representation for `emit`, which is null where something is.
 * Never throws on any text. It reads by `host` alone, and prompts by the lexicon unless `timbres` says otherwise (`checkTrained` does).
 */
export function check(input: CompileInput): CheckResult {
  return finished(analyse(input))
}

/**
 * A program with what is known of it only when it is lowered. That is done for who asks for its representation; before
 * that only where something might be told then.
 */
export function finished(program: Program): CheckResult {
  const { model, values, diagnostics } = program
  if (diagnostics.some(isError)) return new Finished(program, diagnostics, null)
  if (!mayComeLate(model, values.slots.found, viewpoint(program)))
    return new Finished(program, diagnostics, undefined)
  const late = laidOut(program)
  return new Finished(program, [...diagnostics, ...late.diagnostics], late.ir)
}

/**
 * Its `ir` is made when somebody asks, by a getter that all results share: the engine keeps that of an object literal with the
 * shape of the object, and with it all that it closes over. Of each text then everything outlives the next ones until a whole
 * collection. A host may copy a result, send it to another thread or wrap it in a proxy: nothing is private to the class.
 */
class Finished implements CheckResult {
  readonly file: CheckResult['file']
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: CheckResult['sources']
  declare readonly ir: CheckResult['ir']
  declare readonly lowered: () => CheckResult['ir']

  /** @param ir undefined where it waits until somebody asks */
  constructor(program: Program, diagnostics: readonly Diagnostic[], ir: CheckResult['ir'] | undefined) {
    const { main, texts } = program.sources
    this.file = main.tree
    this.diagnostics = sorted(diagnostics)
    this.sources = texts
    const lowered = (): CheckResult['ir'] => {
      if (ir === undefined) ir = laidOut(program).ir
      return ir
    }
    Object.defineProperties(this, { ir: IR, lowered: { value: lowered, configurable: true } })
  }
}

const IR: PropertyDescriptor & ThisType<Finished> = {
  enumerable: true,
  get() {
    return this.lowered()
  },
}

/** Lowers a program that has no errors: its representation, null where there are errors now, and what is told only then. */
export function laidOut(program: Program): Pick<CheckResult, 'diagnostics' | 'ir'> {
  const lowered = lower(program.model, viewpoint(program))
  const diagnostics = lateDiagnostics(lowered, program.model)
  return { diagnostics, ir: diagnostics.some(isError) ? null : lowered.ir }
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'

/** Checks without lowering: what an editor needs on every keystroke. */
export function checkOnly(input: CompileInput): Omit<CheckResult, 'ir'> {
  const { sources, diagnostics } = analyse(input)
  return { file: sources.main.tree, diagnostics: sorted(diagnostics), sources: sources.texts }
}

/**
 * How a policy calls its slots: those of the file by the name of their declaration, imported ones by their local
 * name, and those that imports need in turn by the path of their file (`library/zones.sil:human`).
 */
export function viewpoint({ sources, scopes, values }: Program): Viewpoint {
  const { main } = sources
  const locals = new Map<string, string>()
  const places = new Map<string, Span>()
  for (const [local, { target, imported }] of scopes.get(main)?.bindings ?? []) {
    if (imported === null || target === null) continue
    const { path } = target.file
    const key = `${path}\n${target.name.text}`
    if (!locals.has(key)) locals.set(key, local)
    if (!places.has(path)) places.set(path, plainSpan(imported))
  }
  const ownerOf = ({ file, owner }: SlotModel): string => {
    if (file === main.path) return owner
    return locals.get(`${file}\n${owner}`) ?? `${relativePath(main.path, file)}:${owner}`
  }
  return {
    nameOf: (slot) => ownerOf(slot) + slot.path,
    localName: (file, name) => locals.get(`${file}\n${name}`) ?? name,
    space: values.space,
    pathOf: (path) => relativePath(main.path, path),
    placeOf: (file, span) => (file === main.path ? plainSpan(span) : (places.get(file) ?? NOWHERE)),
  }
}

const NOWHERE = { start: 0, end: 0 }

/** By file, the main one first, then by place. */
function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
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
