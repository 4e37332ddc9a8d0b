import { type AnyNode, parse } from 'acorn'
import type { RuntimeBundle } from '../../../compiler/compile-api.ts'
import { freeNames } from './free-names.ts'

type Piece = RuntimeBundle['pieces'][number]

/**
 * Cuts a bundle into its declarations and notes what each of them uses, so that the compiler can leave out what a
 * policy does not reach.
 *
 * @throws TypeError where loading the bundle would do more than declare, or where it imports something.
 */
export function cut(bundle: string): RuntimeBundle {
  const pieces: { readonly name: string; readonly text: string }[] = []
  const exports: Record<string, string> = {}
  for (const node of parse(bundle, { ecmaVersion: 2022, sourceType: 'module' }).body) {
    switch (node.type) {
      case 'VariableDeclaration':
        for (const { id, start, end } of node.declarations)
          pieces.push({ name: nameOf(id, bundle), text: `let ${bundle.slice(start, end)};` })
        break
      case 'ClassDeclaration':
      case 'FunctionDeclaration':
        pieces.push({ name: nameOf(node.id, bundle), text: bundle.slice(node.start, node.end) })
        break
      case 'ExportNamedDeclaration':
        if (node.declaration || node.source) throw refused(node, bundle)
        for (const { local, exported } of node.specifiers) {
          if (local.type !== 'Identifier' || exported.type !== 'Identifier') throw refused(node, bundle)
          exports[exported.name] = local.name
        }
        break
      default:
        throw refused(node, bundle)
    }
  }
  const names = new Set(pieces.map(({ name }) => name))
  return {
    exports,
    pieces: pieces.map(({ name, text }): Piece => {
      const uses = [...freeNames(text)].filter((free) => free !== name && names.has(free))
      return { name, text, uses: uses.sort() }
    }),
  }
}

function nameOf(id: AnyNode | null, bundle: string): string {
  if (id?.type !== 'Identifier') throw refused(id, bundle)
  return id.name
}

function refused(node: AnyNode | null, bundle: string): TypeError {
  const text = node === null ? '' : bundle.slice(node.start, node.end).slice(0, 80)
  return new TypeError(`the runtime of standalone policies must only declare and export: ${text}`)
}
