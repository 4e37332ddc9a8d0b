/** `rule NAME when CONDITION for TIME { ACTIONS }` */

import type { BinaryExpr, Expr, Name, NameRef, Property, RuleDecl } from '../../language/ast.ts'
import { nameFor } from '../../language/slips/quoted-names.ts'
import { LIMITS } from '../limits.ts'
import type { ActionModel, ConditionModel, MemberModel, RuleModel, SpanModel } from '../model.ts'
import { bareName, type FileContext, lookUpKind, rewrite } from './context.ts'
import { evaluateIn } from './expressions.ts'
import { isFlag, PLAYER_FLAGS } from './metrics.ts'
import { alike } from './operators.ts'
import { counted, exprName, type Place, type Run, valueName, wrongKind } from './place.ts'
import { checkModifiers, specOf } from './properties.ts'
import { modifier, modifierValue, type Need, placeOf, readQuantity, readSpan } from './read.ts'
import { readMembers } from './sections.ts'
import { LOUDNESS, OF_LEVELS } from './spoken.ts'
import { LEVEL, TEMPO } from './units.ts'
import { constant, type Quantity } from './values.ts'

const AT_ONCE: SpanModel = { amount: constant(0), unit: 'beats' }

const DB_BY: Need = {
  dims: [LEVEL],
  as: 'a level, as in -3 dB',
  name: 'A level',
  min: -80,
  max: 24,
  help: OF_LEVELS,
}
const DB_TO: Need = { ...DB_BY, as: 'a level, as in -12 dB', spoken: LOUDNESS }
const BPM_TO: Need = { dims: [TEMPO], as: 'a tempo, as in 100 bpm', name: 'A tempo', min: 5, max: 1000 }
const BPM_BY: Need = {
  dims: [TEMPO],
  as: 'a tempo, as in +4 bpm',
  name: 'A change of tempo',
  min: -1000,
  max: 1000,
}

/** Null where the condition is missing or has an error. */
export function readRule(
  ctx: FileContext,
  decl: RuleDecl,
  members: ReadonlyMap<string, MemberModel>,
  visited: Set<string>,
): RuleModel | null {
  const name = decl.name.text
  const doc = decl.doc?.text ?? null
  const whenPlace: Place = { ...placeOf(ctx, name, '.when', doc), measures: 'player' }
  const run: Run = { ctx, place: whenPlace, learned: false }
  const when = decl.when === null ? null : readCondition(run, decl.when)
  const hold = readSpan(ctx, decl.hold, placeOf(ctx, name, '.for', doc))
  const actions: RuleModel['actions'][number][] = []
  for (const property of decl.actions) {
    const action = readAction(ctx, property, name, members, visited)
    if (action !== null) actions.push({ ...action, span: property })
  }
  if (decl.actions.length === 0 && decl.closed && decl.when !== null) {
    const example = 'rule quiet when player.silent for 2 bars { level click to -12 dB }'
    ctx.report('SIL0212', decl.name, { what: `Rule \`${name}\``, missing: 'something to do', example })
  }
  if (decl.when === null || when === null) return null
  return { name, span: decl, when: { ...when, span: decl.when }, hold, actions }
}

// ---- conditions -------------------------------------------------------------------------------------------------

function readCondition(run: Run, expr: Expr): ConditionModel | null {
  switch (expr.kind) {
    case 'paren':
      return expr.inner === null ? null : readCondition(run, expr.inner)
    case 'unary': {
      if (expr.op !== 'not') break
      const a = expr.operand === null ? null : readCondition(run, expr.operand)
      return a === null ? null : { k: 'not', a }
    }
    case 'ref':
      if (expr.path.length > 1) return readFlag(run, expr)
      break
    case 'binary':
      if (expr.op === 'and' || expr.op === 'or') return readJunction(run, expr)
      if (isComparison(expr.op)) return readComparison(run, expr, expr.op)
      break
  }
  const value = evaluateIn(run, expr)
  if (value !== null) run.ctx.report('SIL0307', expr, { found: valueName(value) })
  return null
}

type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!='

function isComparison(op: BinaryExpr['op']): op is Comparison {
  return op === '<' || op === '<=' || op === '>' || op === '>=' || op === '==' || op === '!='
}

/** `a and b and c …`, walked along its left side: a chain is as deep as it is long. */
function readJunction(run: Run, expr: BinaryExpr): ConditionModel | null {
  const spine: BinaryExpr[] = []
  let left: Expr = expr
  while (left.kind === 'binary' && (left.op === 'and' || left.op === 'or')) {
    spine.push(left)
    left = left.left
  }
  if (spine.length > LIMITS.expressionSize) {
    run.ctx.report('SIL0312', expr, { limit: LIMITS.expressionSize })
    return null
  }
  let condition = readCondition(run, left)
  for (let node = spine.pop(); node !== undefined; node = spine.pop()) {
    const right = node.right === null ? null : readCondition(run, node.right)
    condition =
      condition === null || right === null
        ? null
        : { k: node.op === 'and' ? 'and' : 'or', a: condition, b: right }
  }
  return condition
}

function readFlag(run: Run, expr: NameRef): ConditionModel | null {
  const [head, field] = expr.path
  if (head === undefined || field === undefined) return null
  const flag = PLAYER_FLAGS.find((name) => name === field.text)
  if (isFlag(head, field) && flag !== undefined && expr.path.length === 2) return { k: 'flag', field: flag }
  const value = evaluateIn(run, expr)
  if (value !== null) {
    const text = expr.path.map((name) => name.text).join('.')
    run.ctx.report('SIL0307', expr, { found: valueName(value) }, { hint: `Compare it: ${text} < …` })
  }
  return null
}

function readComparison(run: Run, expr: BinaryExpr, op: Comparison): ConditionModel | null {
  const left = readSide(run, expr.left)
  const right = expr.right === null ? null : readSide(run, expr.right)
  if (left === null || right === null) return null
  const pair = alike(run, expr, left, right, 'compare')
  return pair === null ? null : { k: 'compare', op, a: pair[0].term, b: pair[1].term }
}

function readSide(run: Run, expr: Expr): Quantity | null {
  const value = counted(run.ctx, expr, evaluateIn(run, expr))
  if (value === null || value.kind === 'quantity') return value
  return wrongKind(run, expr, valueName(value), 'a quantity')
}

// ---- actions ----------------------------------------------------------------------------------------------------

function readAction(
  ctx: FileContext,
  property: Property,
  rule: string,
  members: ReadonlyMap<string, MemberModel>,
  visited: Set<string>,
): ActionModel | null {
  const { key, target } = property
  if (key.text === '') return null
  if (target !== null) {
    reportTargeted(ctx, property, target)
    return null
  }
  if (specOf(ctx, property, 'actions') === null) return null
  checkModifiers(ctx, property, 'actions')
  const keep = modifier(property, 'keep') !== null
  const doc = property.doc?.text ?? null
  switch (key.text) {
    case 'mute':
    case 'unmute': {
      const names = readMembers(ctx, property, members, 'rule')
      return names.length === 0 ? null : { k: key.text, members: names, keep }
    }
    case 'level': {
      const [value] = property.values
      const name = bareName(value)
      if (value === undefined) return null
      if (name === null) {
        const hint = 'As in: level click to -12 dB'
        return wrongKind({ ctx }, value, exprName(value), 'the name of a member', hint)
      }
      const member = lookUpKind(ctx, name, 'member', 'member')
      const path = `.level.${name.text}`
      const change = readChange(
        ctx,
        property,
        placeOf(ctx, rule, path, doc),
        DB_TO,
        DB_BY,
        'level click to -12 dB',
      )
      if (member === null || change === null) return null
      return {
        k: 'level',
        member: name.text,
        mode: change.mode,
        db: change.value.term,
        over: change.over,
        keep,
      }
    }
    case 'tempo': {
      const change = readChange(
        ctx,
        property,
        placeOf(ctx, rule, '.tempo', doc),
        BPM_TO,
        BPM_BY,
        'tempo by +4 bpm',
      )
      if (change === null) return null
      return { k: 'tempo', mode: change.mode, bpm: change.value.term, over: change.over, keep }
    }
    case 'section': {
      const [value] = property.values
      const name = bareName(value) ?? pitchName(value)
      if (value === undefined) return null
      if (name === null) return reportNoSection(ctx, value)
      const section = lookUpKind(ctx, name, 'section', 'section')
      if (section === null) return null
      visited.add(name.text)
      return { k: 'section', section: name.text }
    }
    case 'cue':
      return { k: 'cue' }
    default:
      return null
  }
}

/** `click.level to -6 dB`: here the action stands first. */
function reportTargeted(ctx: FileContext, property: Property, target: Name): void {
  const { key } = property
  const isLevel = key.text === 'level'
  const acts = isLevel || key.text === 'mute' || key.text === 'unmute'
  const bare = isLevel && modifier(property, 'to') === null && modifier(property, 'by') === null
  const action = `${key.text} ${target.text}${bare ? ' to' : ''}`
  const fixes = acts ? [rewrite({ start: target.start, end: key.end }, action)] : []
  const hint = acts
    ? `In a rule write \`${action}\`.`
    : 'A rule changes levels, the tempo and who plays, as in: level click to -12 dB over 2 bars'
  ctx.report('SIL0216', property, { target: target.text, property: key.text }, { fixes, hint })
}

/** `section "verse"`: a name has no quotes. */
function reportNoSection(ctx: FileContext, value: Expr): null {
  const name = value.kind === 'string' ? nameFor(value.value) : ''
  const fixes = name === '' ? [] : [rewrite(value, name)]
  ctx.report('SIL0305', value, { found: exprName(value), expected: 'the name of a section' }, { fixes })
  return null
}

/** Sections may be called `A1`, which reads as a pitch elsewhere. */
function pitchName(expr: Expr | undefined): Name | null {
  return expr?.kind === 'pitch' ? { kind: 'name', start: expr.start, end: expr.end, text: expr.text } : null
}

/** `to VALUE` or `by VALUE`, `over TIME`. */
function readChange(
  ctx: FileContext,
  property: Property,
  place: Place,
  to: Need,
  by: Need,
  example: string,
): { readonly mode: 'to' | 'by'; readonly value: Quantity; readonly over: SpanModel } | null {
  const toValue = modifier(property, 'to')
  const byValue = modifier(property, 'by')
  const over =
    readSpan(ctx, modifierValue(property, 'over'), { ...place, path: `${place.path}.over` }) ?? AT_ONCE
  if (toValue !== null && byValue !== null) {
    ctx.report(
      'SIL0205',
      byValue.key,
      { name: 'to or by' },
      {
        related: [{ file: ctx.file.label, span: toValue.key, message: 'given here' }],
      },
    )
    return null
  }
  if (toValue === null && byValue === null) {
    ctx.report('SIL0212', property, {
      what: `\`${property.key.text}\` in a rule`,
      missing: '`to` or `by`',
      example,
    })
    return null
  }
  const mode = toValue === null ? 'by' : 'to'
  const value = readQuantity(ctx, (toValue ?? byValue)?.values[0], place, mode === 'to' ? to : by)
  return value === null ? null : { mode, value, over }
}
