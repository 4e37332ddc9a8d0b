/**
 * What the tree says about the layout: which tokens begin a line, which stand in a column, which touch the token
 * before them. Everything else (continued lines, comments, blanks within an expression) needs no tree.
 */

import type { BarsLit, Block, File, Item, Property, RuleDecl } from '../ast.ts'
import * as t from '../token-kinds.ts'
import { walk } from '../walk.ts'
import { type BarRow, type BarStyle, layoutBars } from './bars.ts'
import { bracesOf, propertiesOf } from './braces.ts'
import type { Column, CommentGroup } from './layout.ts'
import type { Source } from './source.ts'

/** How a token joins what stands before it. */
type Join = LineJoin | SpaceJoin

/** It begins a line. */
export interface LineJoin {
  readonly kind: 'line'
  readonly depth: 0 | 1
  /** `}`: takes no blank line before it. */
  readonly closes: boolean
  readonly comments: CommentGroup
  /** The line opens the block whose comments these are. */
  readonly heads: boolean
}

/** It stands on the same line, after so many blanks. */
interface SpaceJoin {
  readonly kind: 'space'
  readonly gap: number
  readonly column: Column | null
  /** `{`: comes up to the line of its head, wherever the author put it. */
  readonly pulled: boolean
}

export interface PlannedRow extends BarRow {
  /** Offset of the literal whose first line it hangs below, if it is not that line. */
  readonly below: number | null
  /** The column of modifiers that would follow; bars without any keep clear of it. */
  readonly follower: Column | null
}

export interface Plan {
  /** By the offset of a token. */
  readonly joins: ReadonlyMap<number, Join>
  /** Offsets of `{` of blocks whose properties have lines of their own. */
  readonly opens: ReadonlySet<number>
  /** Bars, by the offset of their first token on each line. */
  readonly rows: ReadonlyMap<number, PlannedRow>
}

/** Blocks whose properties read as a table: the values stand below each other. The others read as sentences. */
const TABLES: ReadonlySet<string> = new Set([
  'zones',
  'player',
  'metronome',
  'drummer',
  'bassist',
  'pianist',
  'guitarist',
  'train',
])

/** Modifiers that say something of their own and get a column; the others (`in over on …`) belong to the value. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'timbre',
  'level',
  'pan',
  'feel',
  'human',
  'loop',
  'chance',
  'strength',
  'density',
])

/** A property that reads as a sentence even in a table: its long name would push all values aside. */
const SENTENCE = 'dynamics'

const VALUE_GAP = 1
/** A drum chart keeps two blanks between its voices and their bars. */
const CHART_GAP = 2
export const ATTRIBUTE_GAP = 2

interface Draft {
  readonly source: Source
  readonly joins: Map<number, Join>
  readonly opens: Set<number>
  readonly rows: Map<number, PlannedRow>
}

export function plan(file: File, source: Source): Plan {
  const draft: Draft = { source, joins: new Map(), opens: new Set(), rows: new Map() }
  let run = newRun('', newComments('items'))
  let before: Item | null = null
  for (const item of file.items) {
    const kind = runKind(item, source)
    const goesOn =
      before !== null && kind !== 'lines' && run.kind !== 'lines' && !blankBefore(item, before, source)
    if (!goesOn) run = newRun(kind, newComments('items'))
    else if (kind !== run.kind) run = newRun(kind, run.comments)
    planItem(item, run, draft)
    before = item
  }
  planExpressions(file, draft)
  return draft
}

// ---- runs of items ----------------------------------------------------------------------------------------------

/** Items without a blank line between them line up their comments; those of one kind share columns, too. */
interface Run {
  readonly kind: string
  readonly columns: readonly [Column, Column]
  readonly comments: CommentGroup
}

function newRun(kind: string, comments: CommentGroup): Run {
  return { kind, columns: [{ rank: 0 }, { rank: 1 }], comments }
}

function newComments(of: CommentGroup['of']): CommentGroup {
  return { of }
}

/** `lines`: braces with lines of their own; they end a run. */
function runKind(item: Item, source: Source): string {
  if (item.kind !== 'rule' && item.kind !== 'block') return item.kind
  const braces = bracesOf(item, source)
  return braces?.form !== 'line' || !braces.headToo ? 'lines' : item.kind
}

function blankBefore(item: Item, before: Item, source: Source): boolean {
  return source.blankBetween(source.indexEnding(before.end), source.indexAt(item.start))
}

// ---- items ------------------------------------------------------------------------------------------------------

function planItem(item: Item, run: Run, draft: Draft): void {
  beginLine(item.start, 0, run.comments, draft)
  switch (item.kind) {
    case 'let':
    case 'timbre': {
      const equals = draft.source.after(item.name.end)
      if (equals?.kind === t.Equals) space(equals.start, VALUE_GAP, run.columns[0], draft)
      return
    }
    case 'setting': {
      const { property } = item
      const first = property.values[0] ?? property.modifiers[0]
      if (first !== undefined) space(first.start, VALUE_GAP, run.columns[0], draft)
      planModifiers(property, () => null, draft)
      return
    }
    case 'rule':
      planRule(item, run, draft)
      return
    case 'block':
      planBody(item, null, draft)
      return
    case 'import':
    case 'form':
    case 'reward':
      return
  }
}

/** Rules of one line each stand below each other as a table: name, condition, actions. */
function planRule(rule: RuleDecl, run: Run, draft: Draft): void {
  const oneLine = run.kind === 'rule'
  const when = draft.source.after(rule.name.end)
  if (oneLine && when !== null && rule.when !== null) space(when.start, VALUE_GAP, run.columns[0], draft)
  planBody(rule, oneLine ? run.columns[1] : null, draft)
}

/** `{ properties }`, the brace in `column`. */
function planBody(item: Block | RuleDecl, column: Column | null, draft: Draft): void {
  const { joins, opens } = draft
  const braces = bracesOf(item, draft.source)
  if (braces === null) return
  const properties = propertiesOf(item)
  joins.set(braces.open.start, { kind: 'space', gap: VALUE_GAP, column, pulled: true })
  if (braces.form === 'lines') {
    const comments = newComments('block')
    opens.add(braces.open.start)
    beginLine(item.start, 0, comments, draft, { heads: true })
    planLines(item.kind === 'rule' ? 'rule' : item.block, properties, comments, draft)
  } else {
    for (const [i, property] of properties.entries()) {
      space(property.start, i === 0 ? VALUE_GAP : ATTRIBUTE_GAP, null, draft)
      planModifiers(property, () => null, draft)
      planBars(property, draft)
    }
  }
  const close = item.end - 1
  if (braces.form === 'line') {
    const empty = properties.length === 0
    joins.set(close, { kind: 'space', gap: empty ? 0 : VALUE_GAP, column: null, pulled: empty })
  } else beginLine(close, 0, newComments('items'), draft, { closes: true })
}

// ---- properties -------------------------------------------------------------------------------------------------

/** One property a line. */
function planLines(
  kind: string,
  properties: readonly Property[],
  comments: CommentGroup,
  draft: Draft,
): void {
  const values: Column = { rank: 0 }
  const attributes: Column[] = []
  const attribute = (index: number): Column => (attributes[index] ??= { rank: 1 + index })
  const charts: { bars: BarsLit; style: BarStyle; follower: Column | null }[] = []
  let before: { property: Property; clause: Column } | null = null
  for (const property of properties) {
    beginLine(property.start, 1, comments, draft)
    const first = property.values[0] ?? property.modifiers[0]
    const bars = barsOf(property)
    const inTable = TABLES.has(kind)
      ? property.key.text !== SENTENCE
      : property.target !== null && bars !== null
    if (first !== undefined) {
      space(first.start, kind === 'drummer' ? CHART_GAP : VALUE_GAP, inTable ? values : null, draft)
    }
    const chart = bars !== null && inTable
    const count = planModifiers(property, chart ? attribute : () => null, draft)
    if (bars !== null)
      charts.push({ bars, style: styleOf(property), follower: chart && count === 0 ? attribute(0) : null })
    const clause: Column =
      before !== null && sameClause(before.property, property) ? before.clause : { rank: 1 }
    planClause(property, clause, draft)
    before = { property, clause }
  }
  const laidOut = layoutBars(charts, draft.source)
  for (const [i, { bars, follower }] of charts.entries()) addRows(bars, laidOut[i] ?? [], follower, draft)
}

/** Attributes stand apart, in the columns that `columnOf` names. Returns how many there are. */
function planModifiers(property: Property, columnOf: (index: number) => Column | null, draft: Draft): number {
  let count = 0
  for (const [i, modifier] of property.modifiers.entries()) {
    if (!ATTRIBUTES.has(modifier.key.text)) continue
    // A property that takes no value (`fill density 30%`) has its first modifier in the value's place.
    if (i > 0 || property.values.length > 0) {
      space(modifier.start, ATTRIBUTE_GAP, columnOf(count), draft)
      count++
    }
  }
  return count
}

/** `timbre … on 1` and `timbre … on 2` below each other: the clauses line up. */
function planClause(property: Property, column: Column, draft: Draft): void {
  const clause = clauseOf(property)
  if (clause !== null && barsOf(property) === null) space(clause.start, VALUE_GAP, column, draft)
}

function clauseOf(property: Property): Property['modifiers'][number] | null {
  const first = property.modifiers[0]
  return first === undefined || property.values.length === 0 || ATTRIBUTES.has(first.key.text) ? null : first
}

function sameClause(a: Property, b: Property): boolean {
  const clause = clauseOf(a)?.key.text
  return a.key.text === b.key.text && clause !== undefined && clause === clauseOf(b)?.key.text
}

function planBars(property: Property, draft: Draft): void {
  const bars = barsOf(property)
  if (bars === null) return
  addRows(bars, layoutBars([{ bars, style: styleOf(property) }], draft.source)[0] ?? [], null, draft)
}

function barsOf(property: Property): BarsLit | null {
  const value = property.values[0]
  return value?.kind === 'bars' ? value : null
}

function styleOf(property: Property): BarStyle {
  return property.key.text === 'chords' ? 'chart' : 'tight'
}

function addRows(bars: BarsLit, rows: readonly BarRow[], follower: Column | null, draft: Draft): void {
  for (const [i, row] of rows.entries()) {
    draft.rows.set(row.start, {
      ...row,
      below: i === 0 ? null : bars.start,
      follower: i === rows.length - 1 ? follower : null,
    })
  }
}

// ---- expressions ------------------------------------------------------------------------------------------------

/** What touches the token before it, which tokens alone do not tell: signs, calls, metres. */
function planExpressions(file: File, draft: Draft): void {
  const { source } = draft
  const touch = (start: number | undefined): void => {
    if (start !== undefined && !draft.joins.has(start)) space(start, 0, null, draft)
  }
  walk(file, (node) => {
    switch (node.kind) {
      case 'number':
      case 'unary': {
        const sign = source.elements[source.indexAt(node.start)]
        if (sign === undefined || !isSign(sign.kind)) return
        const next = source.after(sign.end)
        // Two signs stay apart: `---x` would be a drum tab, `+-2` a plus-minus.
        if (next !== null && !isSign(next.kind)) touch(next.start)
        return
      }
      case 'call':
        touch(source.after(node.name.end)?.start)
        return
      case 'meter': {
        for (let i = source.indexAt(node.start) + 1; ; i++) {
          const element = source.elements[i]
          if (element === undefined || element.start >= node.end) return
          if (element.kind !== t.LParen) touch(element.start)
        }
      }
      case 'bars':
        if (!draft.rows.has(node.start)) {
          addRows(node, layoutBars([{ bars: node, style: 'tight' }], source)[0] ?? [], null, draft)
        }
        return
    }
  })
}

function isSign(kind: number): boolean {
  return kind === t.Minus || kind === t.Plus
}

// ---- joins ------------------------------------------------------------------------------------------------------

function beginLine(
  start: number,
  depth: 0 | 1,
  comments: CommentGroup,
  draft: Draft,
  { closes = false, heads = false } = {},
): void {
  draft.joins.set(start, { kind: 'line', depth, closes, comments, heads })
}

function space(start: number, gap: number, column: Column | null, draft: Draft): void {
  draft.joins.set(start, { kind: 'space', gap, column, pulled: false })
}
