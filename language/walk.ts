/** The nodes of a tree without knowing their kinds. Never recursive: a sum of 10 000 terms is a tree that deep. */

import type {
  Bar,
  Block,
  Cell,
  Degree,
  Doc,
  Expr,
  Feature,
  File,
  FormStep,
  ImportName,
  Item,
  Modifier,
  Name,
  Property,
} from './ast.ts'

/** Anything in a tree that has a kind. */
export type Node =
  | File
  | Item
  | Block
  | ImportName
  | FormStep
  | Property
  | Modifier
  | Expr
  | Name
  | Doc
  | Feature
  | Bar
  | Cell
  | Degree

/** The nodes directly inside `node`, in the order of their places; documentation stands before its node. */
export function childrenOf(node: Node): readonly Node[] {
  // The bars of a literal are no field of its own.
  if (node.kind === 'bars') return node.bars
  const children: Node[] = []
  for (const value of Object.values(node)) {
    if (isNode(value)) children.push(value)
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) children.push(item)
  }
  return children.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The declarations of a file, those in the braces of others, too, in the order of their places. */
export function itemsIn({ items }: File): readonly Item[] {
  // Of a file that is right there are none.
  return items.some(holdsItems) ? items.flatMap(withNested) : items
}

function holdsItems(item: Item): boolean {
  return (item.kind === 'block' || item.kind === 'rule') && item.nested.length > 0
}

function withNested(item: Item): readonly Item[] {
  return item.kind === 'block' || item.kind === 'rule' ? [item, ...item.nested.flatMap(withNested)] : [item]
}

/** Visits `root` and everything in it, parents first. */
export function walk(root: Node, visit: (node: Node) => void): void {
  const stack: Node[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node)
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]
      if (child !== undefined) stack.push(child)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value
}
