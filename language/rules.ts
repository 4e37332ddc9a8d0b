/** Reads `rule quiet when player.silent for 2 bars { … }`, from its head on. */

import type { IToken } from 'chevrotain'
import type { Property, RuleDecl } from './ast.ts'
import { readBody, skipToBrace } from './blocks.ts'
import { readDeclaredName } from './declarations.ts'
import { readExpr, valueFollows } from './expressions.ts'
import { close, docOf, emptyName, type Mutable, missing, type Reader } from './reader.ts'
import * as t from './tokens.ts'

const WHEN = t.keyword('when')
const FOR = t.keyword('for')

export function readRule(r: Reader, head: IToken): void {
  const actions: Property[] = []
  const node: Mutable<RuleDecl> = {
    kind: 'rule',
    start: head.startOffset,
    end: t.tokenEnd(head),
    doc: docOf(r, head),
    name: emptyName(t.tokenEnd(head)),
    when: null,
    hold: null,
    actions,
    closed: false,
  }
  r.items.push(node)
  node.name = readDeclaredName(r, 'rule', 'rule quiet when player.silent { … }')
  if (r.peek(1).tokenType === WHEN) {
    r.take()
    if (valueFollows(r)) node.when = readExpr(r)
  }
  if (r.peek(1).tokenType === FOR) {
    r.take()
    if (valueFollows(r)) node.hold = readExpr(r)
  }
  r.context = 'actions'
  if (node.when === null) missing(r, 'rule', 'a condition, as in when player.silent', node.name)
  skipToBrace(r, 'a rule reads: rule NAME when CONDITION for TIME { ACTIONS }')
  node.closed = readBody(r, 'rule', actions)
  close(r, node)
}
