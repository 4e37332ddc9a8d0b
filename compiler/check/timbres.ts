/** Timbres: prompts, samples, mixes, neighbourhoods. */

import type { CallExpr, Expr, Name, PhraseExpr, TimbreDecl } from '../../language/ast.ts'
import type { TimbreModel } from '../model.ts'
import { describe } from '../resolve.ts'
import {
  bareName,
  type FileContext,
  lookUpKind,
  nameIn,
  namesOf,
  nearestOf,
  rewrite,
  sourceOf,
} from './context.ts'
import { readNear } from './near.ts'
import { exprName, type Place, wrongKind } from './place.ts'
import { A_TIMBRE as AS, readPromptText } from './prompts.ts'
import { isWord, placeOf, readQuantity, SHARE } from './read.ts'
import { readSample } from './samples.ts'

export function readTimbreDecl(ctx: FileContext, decl: TimbreDecl): TimbreModel | null {
  if (decl.value === null) return null
  const place = placeOf(ctx, decl.name.text, '', decl.doc?.text ?? null)
  return readTimbre(ctx, decl.value, place, decl.name.text)
}

/** `name` is what to call a timbre that is made here; a prompt is called by its text otherwise. */
export function readTimbre(
  ctx: FileContext,
  expr: Expr | undefined,
  place: Place,
  name: string | null = null,
): TimbreModel | null {
  if (expr === undefined) return null
  switch (expr.kind) {
    case 'string':
      return readPromptText(ctx, expr, name)
    case 'paren':
      return expr.inner === null ? null : readTimbre(ctx, expr.inner, place, name)
    case 'pitch':
    case 'ref': {
      const ref = nameIn(ctx, expr)
      if (ref === null && expr.kind === 'pitch') return wrongKind({ ctx }, expr, exprName(expr), AS)
      if (ref === null) return wrongKind({ ctx }, expr, 'a part of something', AS)
      if (isDescription(ctx, ref)) return null
      const target = lookUpKind(ctx, ref, 'timbre', 'timbre')
      return target === null ? null : (ctx.values.timbres.get(target) ?? null)
    }
    case 'call':
      return expr.name.text === 'mix' ? readMix(ctx, expr, place, name) : unknownCall(ctx, expr)
    case 'phrase':
      return readPhrase(ctx, expr, place, name)
    case 'number': {
      // `timbre 808`
      const fixes = [rewrite(expr, JSON.stringify(sourceOf(ctx, expr)))]
      ctx.report('SIL0305', expr, { found: exprName(expr), expected: AS }, { fixes })
      return null
    }
    default:
      return wrongKind({ ctx }, expr, exprName(expr), AS)
  }
}

/** `timbre warm`, and nothing is called nearly so: a description whose quotes are missing, or a name that is not there yet. */
function isDescription(ctx: FileContext, ref: Name): boolean {
  if (
    ref.text === '' ||
    ctx.scope.bindings.has(ref.text) ||
    nearestOf(ctx, ref.text, namesOf(ctx, 'timbre')) !== null
  )
    return false
  const hint = `In quotes it is a description: ${JSON.stringify(ref.text)}`
  ctx.report('SIL0201', ref, { what: 'timbre', name: ref.text }, { hint })
  return true
}

function unknownCall(ctx: FileContext, expr: CallExpr): null {
  ctx.report('SIL0211', expr.name, { name: expr.name.text, known: '`mix(a, b, 30%)` for timbres' })
  return null
}

function readMix(ctx: FileContext, expr: CallExpr, place: Place, name: string | null): TimbreModel | null {
  if (expr.args.length !== 3) {
    ctx.report('SIL0309', expr, { name: 'mix', expected: 'two timbres and a share', found: expr.args.length })
    return null
  }
  const a = readTimbre(ctx, expr.args[0], place)
  const b = readTimbre(ctx, expr.args[1], place)
  const t = readQuantity(ctx, expr.args[2], place, SHARE)
  if (a === null || b === null || t === null) return null
  return {
    kind: 'mix',
    name: name ?? 'mix',
    file: ctx.file.path,
    span: { start: expr.start, end: expr.end },
    a,
    b,
    t: t.term,
  }
}

/** `sample "knock.wav"`, `near "warm click" within 20%` */
function readPhrase(
  ctx: FileContext,
  expr: PhraseExpr,
  place: Place,
  name: string | null,
): TimbreModel | null {
  const [head, text, within, radius, ...rest] = expr.items
  if (isWord(head, 'sample') && text?.kind === 'string' && within === undefined) {
    return readSample(ctx, text, name)
  }
  if (isWord(head, 'near') && text?.kind === 'string' && isWord(within, 'within') && rest.length === 0) {
    if (within !== undefined && radius === undefined) {
      ctx.report('SIL0113', within, { name: 'within', expected: SHARE.as })
    }
    return readNear(ctx, expr, text, radius, place, name)
  }
  const word = bareName(head)
  if (
    expr.items.every((item) => bareName(item) !== null) &&
    !isWord(head, 'sample') &&
    !isWord(head, 'near')
  ) {
    const written = JSON.stringify(sourceOf(ctx, expr))
    const options = { hint: `In quotes it is a description: ${written}`, fixes: [rewrite(expr, written)] }
    ctx.report('SIL0305', expr, { found: 'several words side by side', expected: AS }, options)
    return null
  }
  const target = word === null ? null : ctx.scope.bindings.get(word.text)?.target
  const found = target == null ? exprName(expr) : `${describe(target)} and something more`
  return wrongKind({ ctx }, expr, found, AS, 'Also: sample "knock.wav", or near "warm click" within 20%')
}
