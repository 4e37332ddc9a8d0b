/**
 * A reward as SQL (DuckDB's), from the same typed IR as its JavaScript: the same operations in the same order on doubles, so that both
 * give the same bits. NaN is "missing" here as there; what SQL does otherwise is written around:
 *
 * - `0.2` would be a decimal: a number is a text that is read as a double;
 * - `least` and `greatest` take NaN for the largest number, where JavaScript's `min` and `max` spread it: min(a, b) is -greatest(-a, -b);
 * - they take 0 and -0 for equal and give the first: where neither side is a constant other than 0, a fold over both decides by their sum.
 *
 * No operand is written twice, since a stranger's reward may nest hundreds of them.
 */

import type { RewardIr, RewardNum } from '../ir.ts'
import type { ArithmeticOp } from '../model.ts'
import { fold } from './expressions.ts'
import { numberLiteral } from './literals.ts'

type Metric = Extract<RewardNum, { readonly k: 'metric' }>

export interface RewardSql {
  /** A double for each top-level summand; NaN where it is missing. */
  readonly parts: readonly string[]
  /** Their sum, as JavaScript adds them up. */
  readonly value: string
  /** What it measures, each once: a column `metricColumn` of doubles, NaN where missing. */
  readonly metrics: readonly Metric[]
}

/** The column in which a metric stands: `improvement_across_5`. */
export function metricColumn({ metric, n }: Metric): string {
  const words = metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return quoted(n === null ? words : `${words}_${numberLiteral(n)}`)
}

export function rewardSql(reward: RewardIr): RewardSql {
  const metrics = new Map<string, Metric>()
  const parts = reward.parts.map(({ value }) => sqlOf(value, metrics).text)
  return {
    parts,
    value: parts.reduce((sum, part) => `(${sum} + ${part})`, number(0)),
    metrics: [...metrics.values()],
  }
}

interface Sql {
  readonly text: string
  /** A constant that is not 0: then no tie between 0 and -0 can be. */
  readonly notZero: boolean
}

function sqlOf(root: RewardNum, metrics: Map<string, Metric>): Sql {
  return fold<RewardNum, Sql>(
    root,
    (node) => (node.k === 'op' ? { operator: node.op, a: node.a, b: node.b } : null),
    (node) => {
      switch (node.k) {
        case 'const':
          return { text: number(node.v), notZero: node.v !== 0 }
        case 'metric': {
          const column = metricColumn(node)
          metrics.set(column, node)
          return { text: column, notZero: false }
        }
        case 'else': {
          const [a, b] = [sqlOf(node.a, metrics), sqlOf(node.b, metrics)]
          // To DuckDB NaN equals NaN.
          return { text: `coalesce(nullif(${a.text}, ${NAN}), ${b.text})`, notZero: false }
        }
        case 'op':
          throw new TypeError('an operation is no leaf')
      }
    },
    operation,
  )
}

function operation(operator: ArithmeticOp, a: Sql, b: Sql): Sql {
  return { text: operationText(operator, a, b), notZero: false }
}

function operationText(operator: ArithmeticOp, a: Sql, b: Sql): string {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return `(${a.text} ${operator} ${b.text})`
    case 'max':
      return greatest(a.text, b.text, a.notZero || b.notZero)
    case 'min':
      return `(-${greatest(`(-${a.text})`, `(-${b.text})`, a.notZero || b.notZero)})`
  }
}

function greatest(a: string, b: string, plain: boolean): string {
  if (plain) return `greatest(${a}, ${b})`
  // Names that no column has: to DuckDB they are bound where they stand.
  return `list_reduce([${a}, ${b}], lambda sil_a, sil_b: CASE WHEN sil_a = 0 AND sil_b = 0 THEN sil_a + sil_b ELSE greatest(sil_a, sil_b) END)`
}

const number = (value: number): string => `'${numberLiteral(value)}'::DOUBLE`
const NAN = "'NaN'::DOUBLE"

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
