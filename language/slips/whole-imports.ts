/** `import "./lib.sil" as g`, `import * as g from "./lib.sil"`: names are imported singly. Told of once, with a fix that has the names that are used. */

import type { ImportName, Span } from '../ast.ts'
import { isString } from '../read-literals.ts'
import { begins, isName, nameOf, quote, type Reader } from '../reader.ts'
import * as t from '../token-kinds.ts'
import type { Token } from '../token-list.ts'

const AS = t.keyword('as')
const FROM = t.keyword('from')

/** Reads it behind `import`, if it is one; what stands behind the name's dots is taken as known. */
export function readWholeImport(r: Reader, names: ImportName[]): boolean {
  const first = r.peek(1)
  const isAll = r.kind(first) === t.Star
  if (begins(r, first) || (!isAll && !isString(r, first))) return false
  const name = r.peek(3)
  if (r.kind(r.peek(2)) !== AS || !isName(r, name) || begins(r, name)) return false
  const path = isAll ? r.peek(5) : first
  if (isAll && (r.kind(r.peek(4)) !== FROM || !isString(r, path) || begins(r, path))) return false
  const found = r.found
  r.skip(isAll ? path : name)
  const local = nameOf(r, name)
  names.push({ kind: 'importName', start: local.start, end: local.end, name: local, alias: null })
  const span = { start: r.start(first), end: r.end(r.peek(0)) }
  r.seesAll = true
  const uses = found < MOST_LOOKS ? usesOf(r, local.text, name) : null
  const meant = `{ ${(uses?.names ?? []).join(', ')} } from ${r.image(path)}`
  const edits = [{ span, newText: meant }, ...(uses?.prefixes ?? []).map((at) => ({ span: at, newText: '' }))]
  const args = {
    found: quote(r.text.slice(span.start, span.end)),
    expected: 'names are imported singly, as in import { t } from "./lib.sil"',
  }
  const fixes = uses === null || uses.names.length === 0 ? [] : [{ title: `Write import ${meant}`, edits }]
  r.report('SIL0101', span, args, { hint: 'They are used without what stands before the dot.', fixes })
  return true
}

/** Each look goes through the whole file. */
const MOST_LOOKS = 8

/** What is used as `g.NAME`; null where one of these names stands elsewhere as well, and may be another thing. */
function usesOf(
  r: Reader,
  local: string,
  declared: Token,
): { readonly names: readonly string[]; readonly prefixes: readonly Span[] } | null {
  const names = new Set<string>()
  const bare = new Set<string>()
  const prefixes: Span[] = []
  for (let token = 1; token <= r.tokens.count; token++) {
    if (token === declared) continue
    const image = r.image(token)
    const isUse = image === local && r.kind(token + 1) === t.Dot && r.end(token) === r.start(token + 1)
    if (isUse && isName(r, token + 2)) {
      names.add(r.image(token + 2))
      prefixes.push({ start: r.start(token), end: r.start(token + 2) })
      token += 2
    } else if (image === local) return null
    else bare.add(image)
  }
  return [...names].some((name) => bare.has(name)) ? null : { names: [...names], prefixes }
}
