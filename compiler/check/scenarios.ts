/** `scenario "…" { … }`: tests in the language. */

import type { Block, Expr, Name, Property } from '../../language/ast.ts'
import type { ExpectationIr, PlayerScriptIr } from '../ir.ts'
import type { ScenarioModel } from '../model.ts'
import { bareName, type FileContext, lookUpKind, nearestOf, nearHint, rewrite, sourceOf } from './context.ts'
import { exprName, wrongKind } from './place.ts'
import { all, only, sortProperties } from './properties.ts'
import {
  fixedPlace,
  isWord,
  modifier,
  modifierValue,
  type Need,
  readConstant,
  readQuantity,
  readWhole,
} from './read.ts'
import { BARS, BEATS, LEVEL, NUMBER, TEMPO, TIME } from './units.ts'

const DEFAULT_BARS = 16

const BARS_NEED: Need = {
  dims: [NUMBER, BARS],
  as: 'a number of bars, as in 24',
  name: 'The length of a scenario',
  min: 1,
  max: 10_000,
}
const OFFSET: Need = { dims: [TIME], as: 'a time, as in 40 ms', name: 'An offset', min: 0, max: 1000 }
const CHANGE: Need = { dims: [NUMBER], as: 'a share, as in 4%', name: 'A change of tempo', min: 0, max: 1 }
const LENGTH: Need = {
  dims: [BARS, BEATS],
  as: 'a length, as in 8 bars',
  name: 'A length',
  min: 0,
  max: 10_000,
}
const SHARE: Need = { dims: [NUMBER], as: 'a share, as in 80%', name: 'A share', min: 0, max: 1 }
const BPM: Need = { dims: [TEMPO], as: 'a tempo, as in 96 bpm', name: 'A tempo', min: 5, max: 1000 }
const DB: Need = { dims: [LEVEL], as: 'a level, as in -10 dB', name: 'A level', min: -200, max: 100 }

const WHAT = 'a scenario'

export function readScenario(ctx: FileContext, block: Block): ScenarioModel {
  const properties = sortProperties(ctx, block.properties, 'scenario')
  const player: PlayerScriptIr[] = []
  for (const property of all(properties, 'player')) {
    const step = readPlayer(ctx, property)
    if (step !== null) player.push(step)
  }
  const expectations: ExpectationIr[] = []
  for (const property of all(properties, 'expect')) {
    const expectation = readExpectation(ctx, property)
    if (expectation !== null) expectations.push(expectation)
  }
  if (
    block.closed &&
    only(properties, 'expect') === null &&
    !block.properties.some(({ key }) => key.text === '')
  ) {
    const example = 'expect tempo within 2% of 96 bpm'
    ctx.report('SIL0212', block.head, { what: 'A scenario', missing: '`expect`', example })
  }
  return {
    title: block.title?.value ?? '',
    span: { start: block.start, end: block.end },
    bars: readWhole(ctx, only(properties, 'bars')?.values[0], WHAT, BARS_NEED) ?? DEFAULT_BARS,
    player: player.length === 0 ? [{ k: 'steady' }] : player,
    expectations,
  }
}

// ---- players ----------------------------------------------------------------------------------------------------

const SCRIPTS = ['steady', 'rushes', 'drags', 'speeds', 'slows', 'silent', 'simulated'] as const
const SIMULATED = ['novice', 'musician', 'drummer'] as const

function readPlayer(ctx: FileContext, property: Property): PlayerScriptIr | null {
  const [first, second, third] = property.values
  if (first === undefined) return null
  const name = bareName(first)
  if (name === null) return wrongKind({ ctx }, first, exprName(first), 'what the player does, as in steady')
  checkForm(ctx, property, name.text)
  switch (name.text) {
    case 'steady':
      return nothingMore(ctx, second) ? { k: 'steady' } : null
    case 'rushes':
    case 'drags': {
      if (second === undefined) return incomplete(ctx, property, 'a time', `player ${name.text} 40 ms`)
      const ms = readConstant(ctx, second, WHAT, OFFSET)
      return !nothingMore(ctx, third) || ms === null ? null : { k: name.text, ms }
    }
    case 'speeds':
    case 'slows': {
      const word = name.text === 'speeds' ? 'up' : 'down'
      const example = `player ${name.text} ${word} 4% over 8 bars`
      if (!isWord(second, word)) return incomplete(ctx, property, `\`${word}\``, example)
      if (third === undefined) return incomplete(ctx, property, 'a share', example)
      const change = readConstant(ctx, third, WHAT, CHANGE)
      if (modifier(property, 'over') === null) return incomplete(ctx, property, '`over`', example)
      const over = readLength(ctx, modifierValue(property, 'over'))
      if (change === null || over === null) return null
      return { k: 'tempo', change: name.text === 'speeds' ? change : 0 - change, over }
    }
    case 'silent': {
      if (modifier(property, 'for') === null)
        return incomplete(ctx, property, '`for`', 'player silent for 2 bars')
      const length = readLength(ctx, modifierValue(property, 'for'))
      return !nothingMore(ctx, second) || length === null ? null : { k: 'silent', for: length }
    }
    case 'simulated': {
      const kind = bareName(second)
      const who = SIMULATED.find((known) => known === kind?.text)
      if (who !== undefined) return nothingMore(ctx, third) ? { k: 'simulated', who } : null
      if (kind === null) return incomplete(ctx, property, 'a kind of player', 'player simulated novice')
      return unknownWord(ctx, kind, 'simulated player', SIMULATED)
    }
    default:
      return STOPS.has(name.text)
        ? reportStop(ctx, property, name)
        : unknownWord(ctx, name, 'way to play', SCRIPTS)
  }
}

const STOPS: ReadonlySet<string> = new Set(['stops', 'stop', 'pauses', 'pause', 'rests', 'quits', 'mutes'])

/** `player stops at bar 4`: when, no script can say. */
function reportStop(ctx: FileContext, property: Property, name: Name): null {
  const args = { word: name.text, what: 'way to play', known: SCRIPTS.join(', ') }
  const hint = 'As in: player silent for 2 bars, which is silent from bar 1 on for that long, and then joins'
  const isWhen = property.values.length > 1
  ctx.report('SIL0210', name, args, isWhen ? { hint } : { hint, fixes: [rewrite(name, 'silent')] })
  return null
}

/** `for` and `over` are said of some ways to play: behind others they would change nothing. */
function checkForm(ctx: FileContext, { modifiers }: Property, script: string): void {
  if (!SCRIPTS.some((known) => known === script)) return
  for (const { key } of modifiers) {
    const of = key.text === 'for' ? ['silent'] : key.text === 'over' ? ['speeds', 'slows'] : null
    if (of === null || of.includes(script)) continue
    const where = `after ${of.map((one) => `\`${one}\``).join(' or ')}`
    const hint = 'How long the scenario plays is said once, as in: bars 24'
    ctx.report('SIL0218', key, { modifier: key.text, where }, key.text === 'for' ? { hint } : {})
  }
}

/** What else people say of a player. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['late', 'drags'],
  ['behind', 'drags'],
  ['early', 'rushes'],
  ['ahead', 'rushes'],
])

function unknownWord(
  ctx: FileContext,
  name: { readonly text: string; readonly start: number; readonly end: number },
  what: string,
  known: readonly string[],
): null {
  if (name.text === '') return null
  const other = OTHERWISE.get(name.text)
  const near = other !== undefined && known.includes(other) ? other : nearestOf(ctx, name.text, known)
  ctx.report('SIL0210', name, { word: name.text, what, known: known.join(', ') }, nearHint(name, near))
  return null
}

function incomplete(ctx: FileContext, property: Property, missing: string, example: string): null {
  ctx.report('SIL0212', property, { what: `This \`${property.key.text}\``, missing, example })
  return null
}

function nothingMore(ctx: FileContext, expr: Expr | undefined): boolean {
  if (expr === undefined) return true
  wrongKind({ ctx }, expr, exprName(expr), 'nothing more')
  return false
}

function readLength(
  ctx: FileContext,
  expr: Expr | undefined,
): { readonly amount: number; readonly unit: 'beats' | 'bars' } | null {
  if (expr === undefined) return null
  const length = readQuantity(ctx, expr, fixedPlace(ctx, WHAT), LENGTH)
  return length === null ? null : { amount: length.low, unit: length.dim === BEATS ? 'beats' : 'bars' }
}

// ---- expectations -----------------------------------------------------------------------------------------------

/** `tempo < 120 bpm`: what is expected is no condition, but for a level. */
function misread(ctx: FileContext, expr: Expr): null {
  const subject = expr.kind === 'binary' && expr.left.kind === 'ref' ? expr.left.path : []
  const [head, field] = subject
  const found = exprName(expr)
  if (expr.kind !== 'binary' || found !== 'a comparison' || head === undefined)
    return wrongKind({ ctx }, expr, found, 'what must hold, as in tempo within 2% of 96 bpm')
  if (field?.text === 'level') {
    const written = `level ${head.text}`
    const expected = `the level of a member, as in ${written} < -10 dB`
    ctx.report('SIL0305', expr, { found, expected }, nearHint(expr.left, written))
    return null
  }
  if (head.text === 'mode')
    return wrongKind({ ctx }, expr, found, 'a mode and its share, as in mode follow on 80% of beats')
  if (head.text !== 'tempo' || field !== undefined)
    return wrongKind({ ctx }, expr, found, 'a mode, the tempo or a level, as in tempo within 2% of 96 bpm')
  const than = expr.right === null ? '120 bpm' : sourceOf(ctx, expr.right)
  const near = `tempo within 1% of ${than}`
  const fixes = expr.op === '==' && expr.right !== null ? [rewrite(expr, near)] : []
  const hint = `As in: expect ${near}`
  ctx.report('SIL0305', expr, { found, expected: 'how near the tempo is to another' }, { hint, fixes })
  return null
}

const EXPECTED = ['mode', 'tempo', 'level'] as const
/** What each takes behind it: of others it would say nothing. */
const TAKES: ReadonlyMap<string, readonly string[]> = new Map([
  ['mode', ['on', 'of']],
  ['tempo', ['within', 'of']],
  ['level', []],
])

function checkModifiers(ctx: FileContext, { modifiers }: Property, what: string): void {
  const takes = TAKES.get(what)
  for (const { key } of modifiers) {
    if (takes === undefined || takes.includes(key.text)) continue
    const of = EXPECTED.filter((one) => TAKES.get(one)?.includes(key.text))
    const where = `after ${of.map((one) => `\`expect ${one}\``).join(' or ')}`
    ctx.report('SIL0218', key, { modifier: key.text, where })
  }
}

const MODES = ['snap', 'follow', 'limit'] as const

function readExpectation(ctx: FileContext, property: Property): ExpectationIr | null {
  const [first, second] = property.values
  if (first === undefined) return null
  const name = bareName(first)
  const span = { start: property.start, end: property.end }
  if (name === null) return misread(ctx, first)
  checkModifiers(ctx, property, name.text)
  switch (name.text) {
    case 'mode': {
      const example = 'expect mode follow on 80% of beats'
      const word = bareName(second)
      if (word === null) return incomplete(ctx, property, 'a mode', example)
      const mode = MODES.find((known) => known === word.text)
      if (mode === undefined) return unknownWord(ctx, word, 'mode', MODES)
      if (modifier(property, 'on') === null) return incomplete(ctx, property, '`on`', example)
      const of = modifier(property, 'of')
      if (of !== null && !isWord(of.values[0], 'beats'))
        return incomplete(ctx, property, '`of beats`', example)
      const share = readConstant(ctx, modifierValue(property, 'on'), WHAT, SHARE)
      return share === null ? null : { k: 'mode', span, mode, share }
    }
    case 'tempo': {
      const example = 'expect tempo within 2% of 96 bpm'
      if (modifier(property, 'within') === null) return incomplete(ctx, property, '`within`', example)
      if (modifier(property, 'of') === null) return incomplete(ctx, property, '`of`', example)
      const within = readConstant(ctx, modifierValue(property, 'within'), WHAT, SHARE)
      const bpm = readConstant(ctx, modifierValue(property, 'of'), WHAT, BPM)
      return !nothingMore(ctx, second) || within === null || bpm === null
        ? null
        : { k: 'tempo', span, within, bpm }
    }
    case 'level': {
      const example = 'expect level click < -10 dB'
      if (second?.kind !== 'binary') return incomplete(ctx, property, 'a comparison', example)
      const { op, left, right } = second
      const member = bareName(left)
      if (op !== '<' && op !== '<=' && op !== '>' && op !== '>=') {
        return incomplete(ctx, property, '<, <=, > or >=', example)
      }
      if (member === null) return wrongKind({ ctx }, left, exprName(left), 'the name of a member')
      const target = lookUpKind(ctx, member, 'member', 'member')
      const db = readConstant(ctx, right, WHAT, DB)
      return target === null || db === null ? null : { k: 'level', span, member: member.text, op, db }
    }
    default:
      return unknownWord(ctx, name, 'thing to expect', EXPECTED)
  }
}
