import type { RewardIr, RewardNum } from '../ir.ts'
import { array, type Code, code, mark, objectOf, table } from './code.ts'
import { ATOM, call, constant, type Expression, fold, operate } from './expressions.ts'
import { numberLiteral, stringLiteral } from './literals.ts'
import { type Emission, EmitError } from './module.ts'

/** A reward as an object whose `compute` gives its summands; NaN is "missing" and only `orElse` stops it. */
export function rewardDefinition(reward: RewardIr, needs: Emission['needs']): Code {
  const parts = reward.parts.map(
    ({ value, span }) => code`${mark(span)}${rewardNumber(value, reward.name, needs).text}`,
  )
  const fields = objectOf({
    name: stringLiteral(reward.name),
    min: numberLiteral(reward.min),
    max: numberLiteral(reward.max),
    maturesAfterDays: numberLiteral(reward.maturesAfterDays),
    parts: array(reward.parts.map(({ label }) => stringLiteral(label))),
    compute: code`(m) => ${table(parts)}`,
  })
  return code`${mark(reward.span, reward.name)}${fields}`
}

function rewardNumber(root: RewardNum, name: string, needs: Emission['needs']): Expression {
  return fold<RewardNum, Expression>(
    root,
    (node) => (node.k === 'op' ? { operator: node.op, a: node.a, b: node.b } : null),
    (node) => {
      switch (node.k) {
        case 'const':
          return constant(node.v)
        case 'metric':
          return { text: metric(node, name), precedence: ATOM, value: null }
        case 'else': {
          needs.add('orElse')
          const [a, b] = [node.a, node.b].map((side) => rewardNumber(side, name, needs).text)
          return call(`orElse(${a}, ${b})`)
        }
        case 'op':
          throw new TypeError('an operation is no leaf')
      }
    },
    operate,
  )
}

function metric({ metric, n }: Extract<RewardNum, { readonly k: 'metric' }>, reward: string): string {
  switch (metric) {
    case 'improvementWithin':
    case 'asynchrony':
    case 'asynchronyImprovementWithin':
      return `m.${metric}()`
    case 'improvementAcross':
    case 'returnRate':
      if (n === null) throw new EmitError(`${metric} in reward ${reward} without its number`)
      return `m.${metric}(${numberLiteral(n)})`
    case 'durationMs':
    case 'completed':
    case 'rating':
    case 'onsets':
    case 'spreadMs':
    case 'biasMs':
      return `m.${metric}`
  }
}
