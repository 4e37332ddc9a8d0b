/** Timbres: prompts, samples, mixes, neighbourhoods. */

import type { CallExpr, Expr, PhraseExpr, StringLit, TimbreDecl } from '../../language/ast.ts'
import { AXES } from '../../runtime/timbre/axes.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import { LIMITS } from '../limits.ts'
import type { SlotModel, Term, TimbreModel } from '../model.ts'
import { describe } from '../resolve.ts'
import { resolveRelative } from '../sources.ts'
import { bareName, type FileContext, lookUpKind, rewrite } from './context.ts'
import { slotAt } from './learn.ts'
import { exprName, type Place, wrongKind } from './place.ts'
import { promptTimbre, vectorOf } from './prompts.ts'
import { isWord, type Need, placeOf, readQuantity } from './read.ts'
import { NUMBER } from './units.ts'
import { constant } from './values.ts'

const AS = 'a timbre, as in "warm woody click"'

const SHARE: Need = { dims: [NUMBER], as: 'a share, as in 30%', name: 'A share', min: 0, max: 1 }

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
      return readText(ctx, expr, name)
    case 'paren':
      return expr.inner === null ? null : readTimbre(ctx, expr.inner, place, name)
    case 'ref': {
      const ref = bareName(expr)
      if (ref === null) return wrongKind({ ctx }, expr, 'a part of something', AS)
      const target = lookUpKind(ctx, ref, 'timbre', 'timbre')
      return target === null ? null : (ctx.values.timbres.get(target) ?? null)
    }
    case 'call':
      return expr.name.text === 'mix' ? readMix(ctx, expr, place, name) : unknownCall(ctx, expr)
    case 'phrase':
      return readPhrase(ctx, expr, place, name)
    default:
      return wrongKind({ ctx }, expr, exprName(expr), AS)
  }
}

function unknownCall(ctx: FileContext, expr: CallExpr): null {
  ctx.report('SIL0211', expr.name, { name: expr.name.text, known: '`mix(a, b, 30%)` for timbres' })
  return null
}

// ---- prompts ----------------------------------------------------------------------------------------------------

function readText(ctx: FileContext, expr: StringLit, name: string | null): TimbreModel | null {
  const { value: text } = expr
  if (text.length > LIMITS.promptLength) {
    const found = `${text.length} characters`
    ctx.report('SIL0422', expr, { what: 'Length of a prompt', found, limit: LIMITS.promptLength })
    return null
  }
  if (text.trim() === '') {
    ctx.report('SIL0305', expr, { found: 'an empty text', expected: AS })
    return null
  }
  const known = ctx.values.prompts.get(text)
  if (known !== undefined) return name === null ? known : { ...known, name }
  if (ctx.values.prompts.size >= LIMITS.prompts) {
    ctx.report('SIL0422', expr, { what: 'Prompts', found: LIMITS.prompts + 1, limit: LIMITS.prompts })
    return null
  }
  const { vector, unknown } = promptTimbre(text)
  for (const word of unknown) {
    // Offsets inside the string hold where nothing is escaped.
    const plain = expr.end - expr.start === text.length + 2
    const at = plain ? { start: expr.start + 1 + word.start, end: expr.start + 1 + word.end } : expr
    if (ctx.patience.left <= 0) break
    ctx.patience.left -= 100
    const [near] = word.nearest
    const help =
      near === undefined ? {} : { hint: `Did you mean "${near}"?`, fixes: plain ? [rewrite(at, near)] : [] }
    ctx.report('SIL0215', at, { word: word.word }, help)
  }
  const timbre: TimbreModel = {
    kind: 'prompt',
    name: text,
    file: ctx.file.path,
    span: { start: expr.start, end: expr.end },
    text,
    vector,
  }
  ctx.values.prompts.set(text, timbre)
  return name === null ? timbre : { ...timbre, name }
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
    return readNear(ctx, expr, text, radius, place, name)
  }
  const word = bareName(head)
  const target = word === null ? null : ctx.scope.bindings.get(word.text)?.target
  const found = target == null ? exprName(expr) : `${describe(target)} and something more`
  return wrongKind({ ctx }, expr, found, AS, 'Also: sample "knock.wav", or near "warm click" within 20%')
}

function readSample(ctx: FileContext, text: StringLit, name: string | null): TimbreModel | null {
  if (text.value.trim() === '') {
    const expected = 'the path of a recording, as in sample "sounds/knock.wav"'
    ctx.report('SIL0305', text, { found: 'an empty text', expected })
    return null
  }
  const written = /^\.\.?\//.test(text.value) ? text.value : `./${text.value}`
  const path = resolveRelative(ctx.file.path, written)
  if (path.kind !== 'path' || text.value.startsWith('/')) {
    ctx.report('SIL0710', text, { path: text.value })
    return null
  }
  return {
    kind: 'sample',
    name: name ?? text.value,
    file: ctx.file.path,
    span: { start: text.start, end: text.end },
    path: path.path,
    vector: vectorOf(TimbreEmbedding.neutral()),
  }
}

// ---- near -------------------------------------------------------------------------------------------------------

/** What a listener hears first in a short sound; the directions in which a neighbourhood is searched. */
const NEAR_AXES = ['brightness', 'warmth', 'hardness', 'decay'] as const

/**
 * A place in the neighbourhood of a prompt: a mean of four timbres, each off the prompt along one axis. How far, of
 * at most `within` in all, is a slot an axis; without `learn` the place is fixed, and the same for the same name.
 *
 *     mix(mix(bright, warm, ½), mix(hard, ringing, ½), ½),   each  mix(prompt − u·R, prompt + u·R, c)
 */
function readNear(
  ctx: FileContext,
  expr: PhraseExpr,
  text: StringLit,
  radius: Expr | undefined,
  place: Place,
  name: string | null,
): TimbreModel | null {
  const centre = readText(ctx, text, null)
  const value = readQuantity(ctx, radius, place, { ...SHARE, name: 'A neighbourhood' })
  if (centre === null || value === null || centre.kind === 'mix') return null
  const file = ctx.file.path
  const span = { start: expr.start, end: expr.end }
  const start = value.slot === null ? value.low : Number(value.slot.default)
  const reach = value.high
  if (value.slot !== null && value.term.k !== 'slot') {
    return wrongKind(
      { ctx },
      radius ?? expr,
      'a calculation with a slot',
      'a share, as in learn 20% in 0%..40%',
    )
  }
  if (reach === 0) return name === null ? centre : { ...centre, name }
  const signs = signsOf(name ?? text.value)
  const arms = NEAR_AXES.map((axis, i): TimbreModel => {
    const index = AXES.indexOf(axis)
    // The mean of four arms moves a quarter of each; of four equal moves c the length is 2c.
    const offset = (sign: number): readonly number[] => {
      const vector = centre.vector.map((x, k) => x + (k === index ? 2 * reach * sign : 0))
      return vectorOf(TimbreEmbedding.fromDirection(vector))
    }
    const label = `${text.value}, ${axis}`
    const coordinate = 0.5 + (0.5 * (signs[i] ?? 1) * start) / reach
    const t: Term =
      value.slot === null
        ? constant(coordinate)
        : { k: 'slot', slot: coordinateSlot(ctx, place, value.slot, axis, coordinate) }
    return {
      kind: 'mix',
      name: label,
      file,
      span,
      a: { kind: 'prompt', name: `${label} −`, file, span, text: text.value, vector: offset(-1) },
      b: { kind: 'prompt', name: `${label} +`, file, span, text: text.value, vector: offset(1) },
      t,
    }
  })
  const [first, second, third, fourth] = arms
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) return null
  const half = constant(0.5)
  const label = name ?? `near ${text.value}`
  return {
    kind: 'mix',
    name: label,
    file,
    span,
    a: { kind: 'mix', name: label, file, span, a: first, b: second, t: half },
    b: { kind: 'mix', name: label, file, span, a: third, b: fourth, t: half },
    t: half,
  }
}

/** 0 is the far end one way along an axis, 1 the other, 0.5 the prompt. */
function coordinateSlot(
  ctx: FileContext,
  place: Place,
  radius: SlotModel,
  axis: string,
  start: number,
): SlotModel {
  return slotAt(
    ctx,
    { ...place, path: `${place.path}.${axis}` },
    {
      kind: radius.kind,
      unit: null,
      default: Math.min(0.95, Math.max(0.05, start)),
      min: 0,
      max: 1,
      scale: 'linear',
      choices: null,
      features: radius.features,
      doc: radius.doc,
      size: 1,
      span: radius.span,
    },
  )
}

/** Four signs from a name: neighbourhoods of one prompt lie in different directions. */
function signsOf(name: string): readonly number[] {
  let hash = 2166136261
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619)
  return NEAR_AXES.map((_, i) => ((hash >>> (7 + 5 * i)) & 1 ? 1 : -1))
}
