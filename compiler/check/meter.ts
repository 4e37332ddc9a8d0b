/** Metre and key. */

import type { Expr, KeyLit, MeterLit, Property, Span } from '../../language/ast.ts'
import { readKey } from '../../runtime/theory/key.ts'
import { LIMITS } from '../limits.ts'
import type { KeyModel, MeterModel } from '../model.ts'
import { add, type Rational, rational, toNumber, ZERO } from '../rational.ts'
import { type Report, rewrite } from './context.ts'
import { exprName } from './place.ts'

const NOWHERE: Span = { start: 0, end: 0 }

/** 6/8, 9/8 and 12/8 count dotted quarters. */
function isCompound(upper: number, lower: number): boolean {
  return lower === 8 && (upper === 6 || upper === 9 || upper === 12)
}

/** A metre from its numbers; `groups` must add up to `upper`. */
function meterOf(upper: number, lower: number, groups: readonly number[] | null, span: Span): MeterModel {
  const threes = isCompound(upper, lower) && (groups === null || groups.every((size) => size === 3))
  const sizes = groups ?? Array.from({ length: threes ? upper / 3 : upper }, () => (threes ? 3 : 1))
  const beats: Rational[] = []
  let at = ZERO
  for (const size of sizes) {
    beats.push(at)
    at = add(at, rational(size * 4, lower))
  }
  const text = `${upper}/${lower}${groups === null ? '' : ` (${groups.join('+')})`}`
  const even = sizes.every((size) => size === sizes[0])
  return {
    span,
    upper,
    lower,
    quarters: at,
    beats,
    even,
    compound: threes,
    text,
    unknown: false,
  }
}

/** Beats that so many quarters take: on the mean, where beats are not equally long. */
export function beatsIn(meter: MeterModel, quarters: number): number {
  return (quarters * meter.beats.length) / toNumber(meter.quarters)
}

/** A step is a 16th. */
export function beatsPerStep(meter: MeterModel): number {
  return beatsIn(meter, 0.25)
}

export const COMMON_TIME: MeterModel = meterOf(4, 4, null, NOWHERE)

/** Null where none is written; where that cannot be read, one that nothing is counted by. */
export function readMeter(report: Report, property: Property | null): MeterModel | null {
  if (property === null) return null
  const { start, end } = property
  return (
    readMeterLit(report, property.values[0]) ?? {
      ...COMMON_TIME,
      span: { start, end },
      text: '',
      unknown: true,
    }
  )
}

function readMeterLit(report: Report, expr: Expr | undefined): MeterModel | null {
  if (expr === undefined) return null
  if (expr.kind !== 'meter') {
    report('SIL0305', expr, { found: exprName(expr), expected: 'a metre, as in 4/4' })
    return null
  }
  return checkMeter(report, expr)
}

function checkMeter(report: Report, expr: MeterLit): MeterModel | null {
  const { upper, lower, groups } = expr
  const lowerIsPower = [1, 2, 4, 8, 16, 32, 64].includes(lower) && lower <= LIMITS.meterLower
  if (!Number.isInteger(upper) || upper < 1 || upper > LIMITS.meterUpper || !lowerIsPower) {
    report('SIL0408', expr, { meter: `${upper}/${lower}`, most: LIMITS.meterUpper })
    return null
  }
  if (groups !== null) {
    const sum = groups.reduce((total, size) => total + size, 0)
    if (sum !== upper || groups.some((size) => !Number.isInteger(size) || size < 1)) {
      report('SIL0407', expr, { groups: groups.join('+'), sum, upper })
      return null
    }
  }
  return meterOf(upper, lower, groups, { start: expr.start, end: expr.end })
}

// ---- key --------------------------------------------------------------------------------------------------------

export const C_MAJOR: KeyModel = {
  span: NOWHERE,
  key: {
    kind: 'key',
    name: 'C major',
    tonic: 0,
    mode: 'major',
    scale: [0, 2, 4, 5, 7, 9, 11],
    tonicChord: 'C',
  },
}

export function readKeyLit(report: Report, expr: Expr | undefined): KeyModel | null {
  if (expr === undefined) return null
  if (expr.kind !== 'key') {
    report('SIL0305', expr, { found: exprName(expr), expected: 'a key, as in C major' })
    return null
  }
  return checkKey(report, expr)
}

function checkKey(report: Report, expr: KeyLit): KeyModel | null {
  const isJoined = expr.mode?.start === expr.tonic.end
  const written = `${expr.tonic.text}${isJoined ? '' : ' '}${expr.mode?.text ?? ''}`.trim()
  if (expr.tonic.text === '') return null
  const key = readKey(written)
  if (key.kind === 'key') return { span: { start: expr.start, end: expr.end }, key }
  // A small letter alone is how many write minor.
  const letter = /^[a-g]$/.test(written) ? written.toUpperCase() : null
  const nearest = letter === null ? key.nearest.slice(0, 2) : [`${letter} minor`, `${letter} major`]
  const near = letter === null ? nearest[0] : nearest.join(' or ')
  const fixes = nearest.map((name) => rewrite(expr, name))
  report(
    'SIL0409',
    expr,
    {
      key: written,
      near:
        near === undefined ? 'A key is a note, A to G, and a mode, as in C major.' : `Did you mean ${near}?`,
    },
    { fixes },
  )
  return null
}
