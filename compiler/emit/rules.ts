import type { RuleActionIr, RuleCondition, RuleIr, RuleNum } from '../ir.ts'
import { type Code, code, mark, objectOf, table } from './code.ts'
import {
  AND,
  bracketed,
  COMPARISON,
  call,
  type Expression,
  fold,
  infix,
  NOT,
  OR,
  operate,
} from './expressions.ts'
import { numberLiteral, stringLiteral } from './literals.ts'
import { ofSlots, READS_SLOTS } from './module.ts'
import { duration } from './settings.ts'
import type { SlotCode } from './slots.ts'

/** A rule as an object: `when` is asked once a beat, `hold` and `actions` once a performance. */
export function ruleDefinition(rule: RuleIr, slots: SlotCode): Code {
  const when = condition(rule.when, slots).text
  const parameters = READS_SLOTS.test(when) ? 'player, s' : 'player'
  const fields = objectOf({
    name: stringLiteral(rule.name),
    when: code`${mark(rule.when.span ?? rule.span)}(${parameters}) => ${when}`,
    hold: rule.hold === null ? 'null' : ofSlots(duration(rule.hold, slots)),
    actions: ofSlots(
      table(rule.actions.map((one) => code`${mark(one.span ?? rule.span)}${action(one, slots)}`)),
    ),
  })
  return code`${mark(rule.span, rule.name)}${fields}`
}

type Joined = Extract<RuleCondition, { readonly k: 'and' | 'or' }>

function condition(root: RuleCondition, slots: SlotCode): Expression {
  // Long chains lean to the left.
  const spine: Joined[] = []
  let node = root
  while (node.k === 'and' || node.k === 'or') {
    spine.push(node)
    node = node.a
  }
  let result = leaf(node, slots)
  for (const step of spine.reverse()) {
    const right = condition(step.b, slots)
    result = step.k === 'and' ? infix('&&', AND, result, right) : infix('||', OR, result, right)
  }
  return result
}

function leaf(node: RuleCondition, slots: SlotCode): Expression {
  switch (node.k) {
    case 'and':
    case 'or':
      throw new TypeError('a chain is no leaf')
    case 'flag':
      return call(`player.${node.field}`)
    case 'not':
      return { text: `!${bracketed(condition(node.a, slots), NOT)}`, precedence: NOT, value: null }
    case 'compare': {
      const a = { ...ruleNumber(node.a, slots), value: null }
      const b = { ...ruleNumber(node.b, slots), value: null }
      if (node.op === '==') return infix('===', COMPARISON, a, b)
      // An unknown value (NaN) makes every comparison false, but it would be !== to everything.
      if (node.op === '!=') return infix('||', OR, infix('<', COMPARISON, a, b), infix('>', COMPARISON, a, b))
      return infix(node.op, COMPARISON, a, b)
    }
  }
}

function ruleNumber(root: RuleNum, slots: SlotCode): Expression {
  return fold<RuleNum, Expression>(
    root,
    (node) => (node.k === 'ruleOp' || node.k === 'op' ? { operator: node.op, a: node.a, b: node.b } : null),
    (node) => {
      switch (node.k) {
        case 'player':
          return call(`player.${node.field}`)
        case 'ruleOp':
          throw new TypeError('an operation is no leaf')
        default:
          return slots.num(node)
      }
    },
    operate,
  )
}

function action(of: RuleActionIr, slots: SlotCode): Code {
  switch (of.k) {
    case 'mute':
    case 'unmute':
      return objectOf({
        do: stringLiteral(of.k),
        members: `[${of.members.map(stringLiteral).join(', ')}]`,
        keep: String(of.keep),
      })
    case 'level':
      return objectOf({
        do: "'level'",
        member: stringLiteral(of.member),
        mode: stringLiteral(of.mode),
        db: slots.num(of.db).text,
        over: duration(of.over, slots),
        keep: String(of.keep),
      })
    case 'tempo':
      return objectOf({
        do: "'tempo'",
        mode: stringLiteral(of.mode),
        bpm: slots.num(of.bpm).text,
        over: duration(of.over, slots),
        keep: String(of.keep),
      })
    case 'section':
      return objectOf({ do: "'section'", section: numberLiteral(of.section) })
    case 'cue':
      return objectOf({ do: "'cue'" })
  }
}
