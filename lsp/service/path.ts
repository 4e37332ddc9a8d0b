/** The nodes around a cursor, from the file to the innermost. */

import type { File } from '../../language/ast.ts'
import { childrenOf, type Node } from '../../language/walk.ts'

export function pathTo(file: File, offset: number): readonly Node[] {
  const path: Node[] = []
  for (let node: Node | undefined = file; node !== undefined; node = inside(node, offset)) path.push(node)
  return path
}

/** Between two that touch, what begins at the cursor. */
function inside(node: Node, offset: number): Node | undefined {
  return childrenOf(node).findLast(({ start, end }) => start <= offset && offset <= end && end > start)
}
