/** Reads `rule quiet when player.silent for 2 bars { … }`, from its head on. */

import type { Property, RuleDecl } from './ast.ts'
import { readBody, skipToBrace } from './blocks.ts'
import { readDeclaredName } from './declarations.ts'
import { readExpr, valueFollows } from './expressions.ts'
import { NO_ITEMS } from './nested.ts'
import { close, docOf, emptyName, type Mutable, missing, type Reader, spanOf } from './reader.ts'
import * as t from './token-kinds.ts'
import type { Token } from './token-list.ts'

const WHEN = t.keyword('when')
const FOR = t.keyword('for')

export function readRule(r: Reader, head: Token): void {
  const actions: Property[] = []
  const node: Mutable<RuleDecl> = {
    kind: 'rule',
    start: r.start(head),
    end: r.end(head),
    doc: docOf(r, head),
    name: emptyName(r.end(head)),
    when: null,
    hold: null,
    actions,
    nested: NO_ITEMS,
    closed: false,
  }
  r.items.push(node)
  node.name = readDeclaredName(r, 'rule', 'rule quiet when player.silent { … }')
  if (r.kind(r.peek(1)) === WHEN) {
    r.take()
    if (valueFollows(r)) node.when = readExpr(r)
  }
  if (r.kind(r.peek(1)) === FOR) {
    const hold = r.take()
    if (valueFollows(r)) node.hold = readExpr(r)
    else missing(r, 'for', 'a length, as in for 2 bars', spanOf(r, hold))
  }
  r.context = 'actions'
  if (node.when === null) missing(r, 'rule', 'a condition, as in when player.silent', node.name)
  skipToBrace(r, 'a rule reads: rule NAME when CONDITION for TIME { ACTIONS }')
  const { nested, closed } = readBody(r, head, 'rule', actions)
  node.nested = nested
  node.closed = closed
  close(r, node)
}
