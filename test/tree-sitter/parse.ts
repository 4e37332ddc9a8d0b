/** A text through the committed tree-sitter grammar, as WebAssembly. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Edit, Language, type Node, Parser, Query } from 'web-tree-sitter'
import { repositoryTop } from '../harness/sil.ts'

export const grammarFolder = join(repositoryTop, 'editors', 'tree-sitter-sil')

export interface Leaf {
  readonly type: string
  readonly start: number
  readonly end: number
}

export interface Grammar {
  /** Tokens in order, those inside of errors, too. Offsets in UTF-16 units. */
  leaves(text: string): readonly Leaf[]
  hasError(text: string): boolean
  /** As an S-expression. */
  tree(text: string): string
  /** A text that became another one by one edit, read again by what was known of the first; and read anew. */
  edited(
    before: string,
    after: string,
    edit: { start: number; oldEnd: number; newEnd: number },
  ): readonly [string, string]
  query(source: string): Query
  captures(query: Query, text: string): readonly (readonly [name: string, text: string])[]
}

export async function loadGrammar(): Promise<Grammar> {
  await Parser.init()
  const language = await Language.load(readFileSync(join(grammarFolder, 'tree-sitter-sil.wasm')))
  const parser = new Parser()
  parser.setLanguage(language)
  return {
    leaves: (text) => parsed(text, leavesOf),
    hasError: (text) => parsed(text, ({ hasError }) => hasError),
    tree: (text) => parsed(text, (node) => node.toString()),
    edited(before, after, { start, oldEnd, newEnd }) {
      const old = parser.parse(before)
      if (old === null) throw new Error('nothing was parsed')
      old.edit(
        new Edit({
          startIndex: start,
          oldEndIndex: oldEnd,
          newEndIndex: newEnd,
          startPosition: pointAt(before, start),
          oldEndPosition: pointAt(before, oldEnd),
          newEndPosition: pointAt(after, newEnd),
        }),
      )
      const again = parser.parse(after, old)
      const trees = [again?.rootNode.toString() ?? '', parsed(after, (node) => node.toString())] as const
      again?.delete()
      old.delete()
      return trees
    },
    query: (source) => new Query(language, source),
    captures: (query, text) =>
      parsed(text, (root) => query.captures(root).map(({ name, node }) => [name, node.text] as const)),
  }

  function parsed<T>(text: string, read: (root: Node) => T): T {
    const tree = parser.parse(text)
    if (tree === null) throw new Error('nothing was parsed')
    try {
      return read(tree.rootNode)
    } finally {
      tree.delete()
    }
  }
}

function leavesOf(root: Node): readonly Leaf[] {
  const leaves: Leaf[] = []
  const cursor = root.walk()
  for (;;) {
    if (cursor.gotoFirstChild()) continue
    if (cursor.endIndex > cursor.startIndex)
      leaves.push({ type: cursor.nodeType, start: cursor.startIndex, end: cursor.endIndex })
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete()
        return leaves
      }
    }
  }
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  const before = text.slice(0, offset)
  const row = before.split('\n').length - 1
  return { row, column: offset - (before.lastIndexOf('\n') + 1) }
}
