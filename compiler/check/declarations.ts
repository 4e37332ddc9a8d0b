/**
 * Lets, timbres and rewards of a file, in the order in which they need each other. What needs itself is an error that
 * shows the way round. The walk keeps its own stack: a chain of lets is as long as a file.
 */

import type { Expr } from '../../language/ast.ts'
import type { Declared } from '../resolve.ts'
import { bareName, type FileContext, related } from './context.ts'
import { evaluate } from './expressions.ts'
import { isOfWords, SESSION_NUMBERS } from './metrics.ts'
import { exprName, type Place } from './place.ts'
import { placeOf } from './read.ts'
import { readReward } from './rewards.ts'
import { readTimbreDecl } from './timbres.ts'
import type { Value } from './values.ts'

type Definition = Extract<Declared, { kind: 'let' | 'timbre' | 'reward' }>

export function readDefinitions(ctx: FileContext): void {
  const state = new Map<Definition, 'open' | 'done'>()
  for (const declared of ctx.scope.declared) {
    if (isDefinition(declared) && !state.has(declared)) visit(declared)
  }

  function visit(first: Definition): void {
    const path: { readonly definition: Definition; readonly needs: Definition[] }[] = []
    open(first)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.needs.pop()
      if (next === undefined) {
        path.pop()
        if (state.get(top.definition) === 'open') define(ctx, top.definition)
        state.set(top.definition, 'done')
      } else if (state.get(next) === 'open') {
        reportCircle(
          path.slice(path.findIndex((step) => step.definition === next)).map((step) => step.definition),
        )
      } else if (!state.has(next)) open(next)
    }

    function open(definition: Definition): void {
      state.set(definition, 'open')
      path.push({ definition, needs: needsOf(ctx, definition) })
    }
  }

  /** All in the circle are left without a value; one report tells of it. */
  function reportCircle(circle: readonly Definition[]): void {
    const [first] = circle
    if (first === undefined) return
    const names = circle.map((definition) => definition.name.text)
    const own = `session.${first.name.text}`
    const shown = names.length > 8 ? [...names.slice(0, 7), '…'] : names
    ctx.report(
      'SIL0208',
      first.name,
      { name: first.name.text, chain: [...shown, first.name.text].join(' → ') },
      {
        ...(SESSION_NUMBERS.has(own) ? { hint: `What was measured is \`${own}\`.` } : {}),
        related: circle
          .slice(1, 8)
          .map((definition) => related(ctx, definition.name, 'and this one is on the way')),
      },
    )
    for (const definition of circle) {
      state.set(definition, 'done')
      setValue(ctx, definition, null)
    }
  }
}

function isDefinition(declared: Declared): declared is Definition {
  return declared.kind === 'let' || declared.kind === 'timbre' || declared.kind === 'reward'
}

/** Definitions of this file that the value of one names. */
function needsOf(ctx: FileContext, definition: Definition): Definition[] {
  const found: Definition[] = []
  const open: (Expr | null)[] = [definition.decl.value]
  while (open.length > 0) {
    const expr = open.pop()
    if (expr == null) continue
    const name = bareName(expr)
    if (name !== null) {
      const target = ctx.scope.bindings.get(name.text)?.target
      if (target != null && isDefinition(target) && target.file === ctx.file) found.push(target)
      continue
    }
    switch (expr.kind) {
      case 'unary':
        open.push(expr.operand)
        break
      case 'binary':
        open.push(expr.left, expr.right)
        break
      case 'paren':
        open.push(expr.inner)
        break
      // A list may be too long to be spread into arguments.
      case 'call':
        if (isOfWords(expr)) break
        for (const arg of expr.args) open.push(arg)
        break
      case 'list':
      case 'phrase':
        for (const item of expr.items) open.push(item)
        break
      case 'learn':
        open.push(expr.default, expr.low, expr.high)
        break
    }
  }
  return found
}

function define(ctx: FileContext, definition: Definition): void {
  switch (definition.kind) {
    case 'let': {
      const { name, value, doc } = definition.decl
      const place: Place = { ...placeOf(ctx, name.text, '', doc?.text ?? null), steps: true }
      ctx.values.lets.set(definition, value === null ? null : readLet(ctx, value, place))
      break
    }
    case 'timbre':
      ctx.values.timbres.set(definition, readTimbreDecl(ctx, definition.decl))
      break
    case 'reward':
      ctx.values.rewards.set(definition, readReward(ctx, definition.decl))
      break
  }
}

function readLet(ctx: FileContext, value: Expr, place: Parameters<typeof evaluate>[2]): Value | null {
  if (value.kind === 'string' || (value.kind === 'call' && value.name.text === 'mix')) {
    const start = value.start
    const text = ctx.file.text.lastIndexOf('let', start)
    const fixes =
      text < 0
        ? []
        : [{ title: 'Write timbre', edits: [{ span: { start: text, end: text + 3 }, newText: 'timbre' }] }]
    ctx.report(
      'SIL0305',
      value,
      { found: 'a timbre', expected: 'a quantity' },
      {
        hint: 'Timbres are named by `timbre NAME = …`.',
        fixes,
      },
    )
    return null
  }
  if (value.kind === 'bars') {
    const args = { found: exprName(value), expected: 'a quantity' }
    ctx.report('SIL0305', value, args, { hint: PATTERNS })
    return null
  }
  return evaluate(ctx, value, place)
}

const PATTERNS =
  'A pattern stands where it is played, as in kick |x... x...|, and chords in each section, as in chords | Dm7 | G7 |'

function setValue(ctx: FileContext, definition: Definition, value: null): void {
  switch (definition.kind) {
    case 'let':
      ctx.values.lets.set(definition, value)
      break
    case 'timbre':
      ctx.values.timbres.set(definition, value)
      break
    case 'reward':
      ctx.values.rewards.set(definition, value)
      break
  }
}
