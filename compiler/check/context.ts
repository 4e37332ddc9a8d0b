/** What the checks of one file share: its names, the values found so far, and a way to report. */

import type { BarsShape, Expr, Item, Name, Span } from '../../language/ast.ts'
import type { Fix, RelatedPlace } from '../../language/diagnostics.ts'
import {
  type Code,
  type DiagnosticOptions,
  diagnostic,
  isError,
  type MessageArgs,
} from '../../language/messages.ts'
import { nearest } from '../../language/nearest.ts'
import { itemsIn } from '../../language/walk.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import type { HeardSound } from '../compile-api.ts'
import type { ChordBar, MeterModel, RewardModel, SlotModel, TimbreModel, ZonesModel } from '../model.ts'
import { type Binding, type Declared, type DeclaredKind, describe, type Scope, use } from '../resolve.ts'
import type { SourceFile } from '../sources.ts'
import { leaveOut, MAX_REPORTS, type Told } from '../told.ts'
import type { ReadBars } from './bars.ts'
import type { Value } from './values.ts'
import type { MixedThresholds } from './zones.ts'

/** What the declarations of all files came to. Null: it has an error, which was reported. */
export interface Values {
  readonly lets: Map<Declared, Value | null>
  readonly timbres: Map<Declared, TimbreModel | null>
  readonly zones: Map<Declared, ZonesModel | null>
  /** Zones whose order depends on the tempo. */
  readonly mixed: Map<ZonesModel, readonly MixedThresholds[]>
  readonly rewards: Map<Declared, RewardModel | null>
  /** What another of the files imports. */
  readonly wanted: Set<Declared>
  readonly space: TimbreSpace
  /** What the host hears in a recording; null for a host without ears. */
  readonly hear: ((path: string) => HeardSound) | null
  /** What it has heard so far, by path. */
  readonly heard: Map<string, HeardSound>
  /** Prompts read so far, by text. */
  readonly prompts: Map<string, Extract<TimbreModel, { kind: 'prompt' }>>
  /** Chord symbols met so far: does anybody know them? */
  readonly chords: Map<string, boolean>
  /** Bars read so far, by who reads them, and rows of chords: many are written alike. */
  readonly patterns: Map<object, Map<BarsShape, ReadBars>>
  readonly chordLines: Map<BarsShape, readonly ChordBar[]>
  /** Cells with a slot, over all files: there may be as many as a file has letters. And all slots, whether anything reads them or not. */
  readonly slots: { count: number; readonly found: SlotModel[] }
  /** Steps left for all expressions that are no plain numbers, over all files. */
  readonly formulas: { left: number }
}

export interface FileContext {
  readonly file: SourceFile
  readonly scope: Scope
  readonly values: Values
  /** The metre of the piece, or of the section: what bars and steps are worth in arithmetic. */
  readonly meter: MeterModel
  /** Quarters in what bpm counts there. */
  readonly tempoUnit: number
  readonly report: Report
  /** Comparisons left for finding the nearest name: a file full of unknown names must not cost quadratic time. */
  readonly patience: { left: number }
  /** Its names by kind, once somebody has missed one. */
  readonly gathered: { names: NamesByKind | null }
}

export type Report = <C extends Code>(
  code: C,
  at: Span,
  args: MessageArgs<C>,
  options?: Omit<DiagnosticOptions, 'file'>,
) => void

export function createReport(file: SourceFile, told: Told): Report {
  // Errors and the rest are counted apart: where there is an error, one is always told.
  const left = { error: MAX_REPORTS, other: MAX_REPORTS }
  return (code, at, args, options = {}) => {
    const kind = isError(code) ? 'error' : 'other'
    if (left[kind]-- <= 0) {
      leaveOut(told, file.label, 1)
      return
    }
    const fixes = (options.fixes ?? []).map(plainFix)
    told.diagnostics.push(diagnostic(code, at, args, { ...options, fixes, file: file.label }))
  }
}

/** Tree nodes are spans, too; a diagnostic keeps the offsets alone. */
function plainFix({ title, edits }: Fix): Fix {
  return {
    title,
    edits: edits.map(({ span, newText }) => ({ span: { start: span.start, end: span.end }, newText })),
  }
}

export function related(ctx: FileContext, span: Span, message: string): RelatedPlace {
  return { file: ctx.file.label, span: { start: span.start, end: span.end }, message }
}

/** A fix that writes `newText` in place of `span`. */
export function rewrite(span: Span, newText: string, title = `Write ${newText}`): Fix {
  return { title, edits: [{ span: { start: span.start, end: span.end }, newText }] }
}

/** With the blanks and the line end before it, so that leaving it out leaves no hole. */
export function withBlanksBefore(ctx: FileContext, { start, end }: Span): Span {
  const before = ctx.file.text.slice(0, start)
  return { start: before.length - (/\s*$/.exec(before.slice(-200))?.[0].length ?? 0), end }
}

/** A place that was read where the same text stands first. */
export function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}

export function sourceOf(ctx: FileContext, { start, end }: Span): string {
  return ctx.file.text.slice(start, end)
}

/** The binding of a name, counted as a use; an unknown name is reported and null. */
export function lookUp(ctx: FileContext, name: Name, what: string, kind: DeclaredKind): Binding | null {
  const binding = ctx.scope.bindings.get(name.text)
  if (binding !== undefined) {
    use(binding, name)
    return binding
  }
  if (name.text !== '') {
    const near = nearestOf(ctx, name.text, namesOf(ctx, kind))
    ctx.report('SIL0201', name, { what, name: name.text }, nameHint(name, near))
  }
  return null
}

/** As `lookUp`, and of one kind: another kind is reported and null. */
export function lookUpKind<K extends DeclaredKind>(
  ctx: FileContext,
  name: Name,
  what: string,
  kind: K,
  more: readonly string[] = [],
): Extract<Declared, { kind: K }> | null {
  const binding = ctx.scope.bindings.get(name.text)
  if (binding === undefined) {
    if (name.text === '') return null
    const near = nearestOf(ctx, name.text, both(more, namesOf(ctx, kind)))
    ctx.report('SIL0201', name, { what, name: name.text }, nameHint(name, near))
    return null
  }
  use(binding, name)
  const { target } = binding
  if (target === null) return null
  if (isKind(target, kind)) return target
  ctx.report(
    'SIL0207',
    name,
    {
      name: name.text,
      found: describe(target),
      expected: `the name of ${what === 'zones' ? what : `a ${what}`}`,
    },
    { related: [related(ctx, binding.name, 'declared here')] },
  )
  return null
}

function isKind<K extends DeclaredKind>(target: Declared, kind: K): target is Extract<Declared, { kind: K }> {
  return target.kind === kind
}

/** Names of one kind; one whose import failed may be of any. Nothing is gathered until somebody looks. */
export function* namesOf({ scope, gathered }: FileContext, kind: DeclaredKind): Generator<string> {
  const names = gathered.names ?? gatherNames(scope)
  gathered.names = names
  yield* names.get(kind) ?? names.get('unknown') ?? []
}

type NamesByKind = ReadonlyMap<DeclaredKind | 'unknown', readonly string[]>

/** Gathered once a file: whoever looks for one kind walks past no other. */
function gatherNames({ bindings }: Scope): NamesByKind {
  const names = new Map<DeclaredKind | 'unknown', string[]>()
  for (const [name, { target }] of bindings) {
    const kind = target?.kind ?? 'unknown'
    const list = names.get(kind)
    if (list === undefined) names.set(kind, [name])
    else list.push(name)
  }
  const unknown = names.get('unknown') ?? []
  if (unknown.length > 0) for (const [kind, list] of names) if (kind !== 'unknown') list.push(...unknown)
  return names
}

/** One list and then the other. */
export function* both(first: Iterable<string>, second: Iterable<string>): Generator<string> {
  yield* first
  yield* second
}

/** May so many more things be looked at for somebody's slip? */
export function hasPatience(ctx: FileContext, looks: number): boolean {
  ctx.patience.left -= looks
  return ctx.patience.left >= 0
}

/** All items of the file, for somebody's slip; null where too many were looked at for others. */
export function itemsForSlip(ctx: FileContext): readonly Item[] | null {
  const { tree } = ctx.file
  return hasPatience(ctx, tree.items.length) ? itemsIn(tree) : null
}

/** The nearest of some words, as long as there is patience; without, nobody asks for them. */
export function nearestOf(ctx: FileContext, word: string, candidates: Iterable<string>): string | null {
  if (ctx.patience.left <= 0) return null
  let looked = 0
  function* counted(): Generator<string> {
    for (const candidate of candidates) {
      looked++
      yield candidate
    }
  }
  const near = nearest(word, counted())
  ctx.patience.left -= looked
  return near
}

/** Hint and fix for a name that is nearly right. */
export function nearHint(
  at: Span,
  near: string | null,
): { readonly hint?: string; readonly fixes?: readonly Fix[] } {
  return near === null ? {} : { hint: `Did you mean \`${near}\`?`, fixes: [rewrite(at, near)] }
}

/** The same; of two names that look alike nobody would see what is wrong with one. */
function nameHint(name: Name, near: string | null): ReturnType<typeof nearHint> {
  const help = nearHint(name, near)
  if (near === null || near.normalize() !== name.text.normalize()) return help
  const hint = `\`${near}\` is written with other characters there: its accents are part of their letters in one, and apart in the other.`
  return { ...help, hint }
}

/** In a section with a metre of its own that is the metre; bpm counts there what it counts in the piece, unless the tempo is the section's. */
export function inMeter(ctx: FileContext, meter: MeterModel | null, tempoUnit = ctx.tempoUnit): FileContext {
  return meter === null && tempoUnit === ctx.tempoUnit
    ? ctx
    : { ...ctx, meter: meter ?? ctx.meter, tempoUnit }
}

/** A single name, as a reference to something declared; null for anything else. */
export function bareName(expr: Expr | undefined): Name | null {
  if (expr?.kind !== 'ref' || expr.path.length !== 1) return null
  return expr.path[0] ?? null
}

/** The same; one that reads as a pitch and is declared all the same is meant, and was told of where it is. */
export function nameIn(ctx: FileContext, expr: Expr | undefined): Name | null {
  if (expr?.kind !== 'pitch') return bareName(expr)
  const { text, start, end } = expr
  const target = ctx.scope.bindings.get(text)?.target
  return target == null || target.kind === 'section' ? null : { kind: 'name', start, end, text }
}

/** The items of a comma list, or the one value. */
export function itemsOf(expr: Expr | undefined): readonly Expr[] {
  if (expr === undefined) return []
  return expr.kind === 'list' ? expr.items : [expr]
}
