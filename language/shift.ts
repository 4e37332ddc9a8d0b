/** Moves what was read of a text to where an edit before it has put it: in place, for a long file has tens of thousands of nodes. */

import type { Expr, Item, Modifier, Name, Property, Span } from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import type { Mutable } from './reader.ts'

/** An item and all in it, `by` characters further on. The shapes of bars stay: they stand nowhere, see `BarsShape`. */
export function shiftItem(item: Item, by: number): void {
  move(item, by)
  if (item.kind === 'setting') {
    shiftProperty(item.property, by)
    return
  }
  moveIf(item.doc, by)
  switch (item.kind) {
    case 'import':
      for (const entry of item.names) {
        move(entry, by)
        move(entry.name, by)
        moveIf(entry.alias, by)
      }
      moveIf(item.path, by)
      return
    case 'let':
    case 'timbre':
    case 'reward':
      move(item.name, by)
      shiftExpr(item.value, by)
      return
    case 'rule':
      move(item.name, by)
      shiftExpr(item.when, by)
      shiftExpr(item.hold, by)
      for (const action of item.actions) shiftProperty(action, by)
      for (const inner of item.nested) shiftItem(inner, by)
      return
    case 'form':
      for (const step of item.steps) {
        move(step, by)
        moveIf(step.vamp, by)
        move(step.section, by)
        moveIf(step.times, by)
        moveIf(step.until, by)
      }
      moveIf(item.repeat, by)
      return
    case 'block':
      move(item.head, by)
      moveIf(item.name, by)
      moveIf(item.title, by)
      moveIf(item.follows, by)
      for (const property of item.properties) shiftProperty(property, by)
      for (const inner of item.nested) shiftItem(inner, by)
  }
}

function shiftProperty(property: Property, by: number): void {
  move(property, by)
  moveIf(property.doc, by)
  moveIf(property.target, by)
  move(property.key, by)
  moveIf(property.stray, by)
  for (const value of property.values) shiftExpr(value, by)
  for (const modifier of property.modifiers) shiftModifier(modifier, by)
}

function shiftModifier(modifier: Modifier, by: number): void {
  move(modifier, by)
  move(modifier.key, by)
  for (const value of modifier.values) shiftExpr(value, by)
}

/** Never recursive: a sum of ten thousand terms is a tree that deep. */
function shiftExpr(first: Expr | null, by: number): void {
  if (first === null) return
  // Most values hold no others.
  if (first.kind === 'number' || first.kind === 'bars' || first.kind === 'string') {
    move(first, by)
    return
  }
  const open: Expr[] = [first]
  const later = (expr: Expr | null): void => {
    if (expr !== null) open.push(expr)
  }
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    move(expr, by)
    switch (expr.kind) {
      case 'number':
      case 'string':
      case 'pitch':
      case 'ordinal':
      case 'meter':
      case 'bars':
        break
      case 'ref':
        moveAll(expr.path, by)
        break
      case 'unary':
        later(expr.operand)
        break
      case 'binary':
        moveOperator(expr, by)
        later(expr.left)
        later(expr.right)
        break
      case 'paren':
        later(expr.inner)
        break
      case 'call':
        move(expr.name, by)
        for (const arg of expr.args) open.push(arg)
        break
      case 'list':
      case 'phrase':
        for (const item of expr.items) open.push(item)
        break
      case 'learn':
        moveIf(expr.doc, by)
        later(expr.default)
        later(expr.low)
        later(expr.high)
        moveIf(expr.log, by)
        moveAll(expr.by, by)
        break
      case 'learnChoice':
        moveIf(expr.doc, by)
        for (const choice of expr.choices) open.push(choice)
        break
      case 'key':
        move(expr.tonic, by)
        moveIf(expr.mode, by)
    }
  }
}

function move(node: Mutable<Span>, by: number): void {
  node.start += by
  node.end += by
}

function moveIf(node: Span | null, by: number): void {
  if (node !== null) move(node, by)
}

function moveAll(nodes: readonly (Span | Name)[], by: number): void {
  for (const node of nodes) move(node, by)
}

function moveOperator(node: { opStart: number }, by: number): void {
  node.opStart += by
}

/** A diagnostic of the text that moved; one of its own, since those that were told stay as they are. */
export function shiftedDiagnostic(d: Diagnostic, by: number): Diagnostic {
  const moved = ({ start, end }: Span): Span => ({ start: start + by, end: end + by })
  return {
    ...d,
    span: moved(d.span),
    related: d.related.map((place) => ({ ...place, span: moved(place.span) })),
    fixes: d.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ span, newText }) => ({ span: moved(span), newText })),
    })),
  }
}
