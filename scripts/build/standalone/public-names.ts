import { existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { isNode, type Node } from './tree.ts'

/**
 * The names of properties that others hold on to: those of every type that can be reached from the types which an
 * entry exports. Read from the sources each time, so that a new field of a policy or of a session log is never
 * renamed.
 *
 * By names alone, without a type checker: what a type is derived from (`Pick`, `Omit`, `keyof`) is taken whole, so that
 * the answer may hold too much. `typeof` is not followed: what a value looks like inside is its own affair, unless a
 * type says so.
 */
export function publicNames(top: string, entry: string): ReadonlySet<string> {
  const files = new Map<string, Module>()
  const names = new Set<string>()
  const seen = new Set<string>()
  for (const root of moduleOf(entry).types) reach(entry, root)
  return names

  function moduleOf(path: string): Module {
    let module = files.get(path)
    if (module === undefined) {
      module = read(top, path)
      files.set(path, module)
    }
    return module
  }

  function reach(path: string, name: string): void {
    const key = `${path} ${name}`
    if (seen.has(key)) return
    seen.add(key)
    const module = moduleOf(path)
    const imported = module.imports.get(name)
    if (imported !== undefined) reach(imported.path, imported.name)
    for (const declaration of module.declarations.get(name) ?? []) visit(declaration, path)
  }

  function visit(node: Node, path: string): void {
    switch (node.type) {
      case 'BlockStatement':
      case 'FunctionBody':
        return
      case 'TSPropertySignature':
      case 'TSMethodSignature':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.accessibility === 'private') return
        if (isNode(node.key) && typeof node.key.name === 'string' && node.key.type === 'Identifier')
          names.add(node.key.name)
        break
      case 'TSTypeReference':
        follow(node.typeName, path)
        break
      case 'TSInterfaceHeritage':
      case 'TSClassImplements':
        follow(node.expression, path)
        break
      case 'ClassDeclaration':
        follow(node.superClass, path)
        break
    }
    for (const [field, value] of Object.entries(node)) {
      // What a field begins with is not its type.
      if (node.type === 'PropertyDefinition' && field === 'value') continue
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, path)
    }
  }

  function follow(name: unknown, path: string): void {
    let at = name
    while (isNode(at) && at.type === 'TSQualifiedName') at = at.left
    if (isNode(at) && typeof at.name === 'string') reach(path, at.name)
  }
}

interface Module {
  /** Types that it exports, by their names here. */
  readonly types: readonly string[]
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>
  readonly declarations: ReadonlyMap<string, readonly Node[]>
}

function read(top: string, path: string): Module {
  const file = join(top, path)
  const types: string[] = []
  const imports = new Map<string, { path: string; name: string }>()
  const declarations = new Map<string, Node[]>()
  if (!existsSync(file)) return { types, imports, declarations }
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  const inside = (source: string): string | null =>
    source.startsWith('.') ? normalize(join(path, '..', source)) : null
  const declare = (node: Node): void => {
    const declared = node.type === 'VariableDeclaration' ? node.declarations : [node]
    for (const one of Array.isArray(declared) ? declared : []) {
      if (isNode(one) && isNode(one.id) && typeof one.id.name === 'string')
        declarations.set(one.id.name, [...(declarations.get(one.id.name) ?? []), one])
    }
  }
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const from = inside(node.source.value)
      if (from === null) continue
      for (const one of node.specifiers) {
        if (one.type === 'ImportSpecifier' && one.imported.type === 'Identifier')
          imports.set(one.local.name, { path: from, name: one.imported.name })
      }
    } else if (node.type === 'ExportNamedDeclaration') {
      const { declaration } = node
      if (isNode(declaration)) declare(declaration)
      if (declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration')
        types.push(declaration.id.name)
      const from = node.source === null ? null : inside(node.source.value)
      for (const one of node.specifiers) {
        if (one.local.type !== 'Identifier' || one.exported.type !== 'Identifier') continue
        const isType = node.exportKind === 'type' || one.exportKind === 'type'
        if (isType) types.push(one.exported.name)
        if (from !== null) imports.set(one.exported.name, { path: from, name: one.local.name })
      }
    } else if (isNode(node)) declare(node)
  }
  return { types, imports, declarations }
}
