/** `train NAME { … }`: how a reward is maximised. */

import type { Block, Expr, Name, Property } from '../../language/ast.ts'
import type { TrainModel } from '../model.ts'
import {
  type FileContext,
  lookUpKind,
  nearestOf,
  nearHint,
  related,
  rewrite,
  withBlanksBefore,
} from './context.ts'
import { waitInDays } from './metrics.ts'
import { exprName, wrongKind } from './place.ts'
import { all, only, sortProperties } from './properties.ts'
import { fixedPlace, type Need, readChoice, readConstant } from './read.ts'
import { visitTerms } from './rewards.ts'
import { NUMBER, TIME } from './units.ts'

const EXPLORE = 0.1
const GATE = 0.95

const EXPLORE_NEED: Need = { dims: [NUMBER], as: 'a share, as in 10%', name: '`explore`', min: 0, max: 1 }
const GATE_NEED: Need = { dims: [NUMBER], as: 'a share, as in 95%', name: 'The gate', min: 0.5, max: 0.9999 }
const GUARD_NEED: Need = { dims: [NUMBER], as: 'a share, as in -1%', name: 'A guard', min: -1, max: 1 }
const DAYS_NEED: Need = { dims: [TIME], as: 'a time, as in 3 days', name: 'The days' }

/** Metrics that a guard watches, beside `return_rate(3 days)`. */
export const GUARDED = ['completed'] as const
/** No shares of sessions: one odd session could outweigh all others, and no gate be sure. */
const UNBOUNDED = ['rating', 'duration', 'onsets', 'spread'] as const

export function readTrain(ctx: FileContext, block: Block): TrainModel | null {
  const properties = sortProperties(ctx, block.properties, 'train')
  const reward = block.name === null ? null : lookUpKind(ctx, block.name, 'reward', 'reward')
  const explore =
    readConstant(ctx, only(properties, 'explore')?.values[0], 'a setting of `train`', EXPLORE_NEED) ?? EXPLORE
  const gate =
    readConstant(ctx, only(properties, 'gate')?.values[0], 'a setting of `train`', GATE_NEED) ?? GATE
  const written = only(properties, 'unit')
  const choices = ['session', 'user-week'] as const
  const choice = readChoice(
    ctx,
    written?.values[0],
    fixedPlace(ctx, 'a setting of `train`'),
    'unit of training',
    choices,
  )
  const unit = choice?.k === 'fixed' ? choice.value : 'user-week'
  const guards: TrainModel['guards'][number][] = []
  const seen = new Map<string, Property>()
  for (const property of all(properties, 'guard')) {
    const guard = readGuard(ctx, property)
    if (guard === null) continue
    const before = seen.get(guard.metric)
    if (before === undefined) {
      seen.set(guard.metric, property)
      guards.push(guard)
    } else reportGuardedTwice(ctx, guard.metric, property, before)
  }
  if (reward === null || block.name === null) return null
  if (written !== null && unit === 'session') reportInterference(ctx, written, reward)
  return {
    reward: block.name.text,
    span: { start: block.start, end: block.end },
    explore,
    unit,
    gate,
    guards,
  }
}

/** What a session does to the player's next ones counts in these: sessions are no units of their own. */
function reportInterference(
  ctx: FileContext,
  property: Property,
  reward: Parameters<FileContext['values']['rewards']['get']>[0],
): void {
  const model = ctx.values.rewards.get(reward)
  if (model == null) return
  let metric: string | null = null
  visitTerms(model.parts, (term) => {
    if (term.k !== 'metric') return
    if (term.metric === 'returnRate') metric = 'return_rate'
    if (term.metric === 'improvementAcross') metric = 'improvement(across …)'
  })
  if (metric === null) return
  ctx.report(
    'SIL0609',
    property,
    { metric },
    {
      fixes: [
        {
          title: 'Write unit user-week',
          edits: [{ span: property.values[0] ?? property, newText: 'user-week' }],
        },
      ],
    },
  )
}

/** Which of the two should hold would be for nobody to say. */
function reportGuardedTwice(ctx: FileContext, metric: string, second: Property, first: Property): void {
  ctx.report(
    'SIL0205',
    second.values[0] ?? second,
    { name: `guard ${metric}` },
    {
      related: [related(ctx, first.values[0] ?? first, 'given here')],
      fixes: [rewrite(withBlanksBefore(ctx, second), '', 'Leave this one out')],
    },
  )
}

/** `completed >= -1%`, `return_rate(3 days) >= -2%` */
function readGuard(ctx: FileContext, property: Property): TrainModel['guards'][number] | null {
  const [expr] = property.values
  if (expr === undefined) return null
  const op = expr.kind === 'binary' ? expr.op : null
  if (expr.kind !== 'binary' || (op !== '<' && op !== '<=' && op !== '>' && op !== '>=')) {
    return wrongKind({ ctx }, expr, exprName(expr), 'a comparison, as in completed >= -1%')
  }
  const metric = readMetric(ctx, expr.left)
  const value = readConstant(ctx, expr.right, 'a guard', GUARD_NEED)
  if (metric === null || value === null) return null
  if (op !== '<' && op !== '<=') return { metric, op, value }
  const better = op === '<' ? '>' : '>='
  const why = `A guard says how far something may fall; \`${metric} ${op} …\` asks that it does not rise.`
  const at = { start: expr.opStart, end: expr.opStart + op.length }
  ctx.report(
    'SIL0610',
    expr,
    { why, near: `As in: guard ${metric} >= -1%` },
    { fixes: [rewrite(at, better)] },
  )
  return null
}

function readMetric(ctx: FileContext, expr: Expr): string | null {
  if (expr.kind === 'call' && expr.name.text === 'return_rate') {
    const [arg] = expr.args
    if (arg === undefined)
      return wrongKind({ ctx }, expr, '`return_rate` of no time', 'a time, as in return_rate(3 days)')
    const ms = readConstant(ctx, arg, 'a guard', DAYS_NEED)
    const days = ms === null ? null : waitInDays(ctx, arg, ms)
    return days === null ? null : `return_rate(${days} days)`
  }
  if (expr.kind !== 'ref')
    return wrongKind({ ctx }, expr, exprName(expr), 'something measured, as in completed')
  const [head, field] = expr.path
  const name = field !== undefined && (head?.text === 'session' || head?.text === 'player') ? field : head
  const metric = GUARDED.find((known) => known === name?.text)
  return metric ?? reportMetric(ctx, expr, name)
}

function reportMetric(ctx: FileContext, expr: Expr, name: Name | undefined): null {
  const unbounded = UNBOUNDED.find((known) => known === name?.text)
  if (unbounded !== undefined) {
    const why = `A gate cannot be sure of \`${unbounded}\`: it is not a share of sessions.`
    ctx.report('SIL0610', expr, { why, near: '`completed` and `return_rate(3 days)` can be guarded.' })
    return null
  }
  if (name !== undefined && name.text !== '') {
    const known = [...GUARDED, 'return_rate(3 days)']
    const near = nearestOf(ctx, name.text, known)
    ctx.report(
      'SIL0604',
      expr,
      { name: name.text },
      { hint: `You can use ${known.join(', ')}.`, ...nearHint(expr, near) },
    )
  }
  return null
}

/** Each reward is trained once. */
export function reportTrainedTwice(ctx: FileContext, blocks: readonly Block[]): void {
  const seen = new Map<string, Block>()
  for (const block of blocks) {
    const { name } = block
    if (name === null || name.text === '') continue
    const before = seen.get(name.text)
    if (before === undefined) seen.set(name.text, block)
    else {
      ctx.report(
        'SIL0205',
        name,
        { name: `train ${name.text}` },
        {
          related: [related(ctx, before.name ?? before.head, 'given here')],
        },
      )
    }
  }
}
