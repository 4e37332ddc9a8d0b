/** How the braces of a block will stand: on one line where the author kept them so, else a property a line. */

import type { Block, Property, RuleDecl } from '../ast.ts'
import type { Element, Source } from './source.ts'

export interface Braces {
  readonly open: Element
  /** `line`: head, properties and `}` on one line. `below`: only `}` has a line of its own. `lines`: a property a line. */
  readonly form: 'line' | 'below' | 'lines'
  /** The head is on the line of the braces. */
  readonly headToo: boolean
}

export function propertiesOf(item: Block | RuleDecl): readonly Property[] {
  return item.kind === 'rule' ? item.actions : item.properties
}

export function bracesOf(item: Block | RuleDecl, source: Source): Braces | null {
  const head = headOf(item)
  const open = source.after(head.end)
  if (open === null) return null
  const first = source.indexAt(open.start)
  const properties = propertiesOf(item)
  const lastProperty = properties[properties.length - 1]
  const last = lastProperty === undefined ? first : source.indexEnding(lastProperty.end)
  const headEnd = source.indexEnding(head.end)
  return {
    open,
    form: formOf(first, last, source.indexEnding(item.end), source),
    // Only a comment keeps `{` from coming up to its head.
    headToo: first === headEnd + 1 && !source.breaksBetween(source.indexAt(item.start), headEnd),
  }
}

/** Elements `open` to `last` are the brace and the properties, `close` is the closing brace. */
function formOf(open: number, last: number, close: number, source: Source): Braces['form'] {
  if (source.breaksBetween(open, last)) return 'lines'
  const empty = open === last
  for (let i = last + 1; i < close; i++) {
    if (empty || (source.elements[i]?.breaks ?? 0) > 0) return 'lines'
  }
  return empty || !source.breaksBetween(last, close) ? 'line' : 'below'
}

/** What stands right before `{`. */
function headOf(item: Block | RuleDecl): { readonly end: number } {
  return item.kind === 'rule'
    ? (item.hold ?? item.when ?? item.name)
    : (item.follows ?? item.title ?? item.name ?? item.head)
}
