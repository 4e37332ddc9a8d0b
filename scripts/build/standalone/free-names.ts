/** Which names a program takes from its surroundings. */

import { type AnyNode, type Options, parse } from 'acorn'

interface Scope {
  readonly names: Set<string>
  readonly parent: Scope | null
  /** `var` and function declarations go to the nearest of these. */
  readonly isFunction: boolean
}

/** Names read or written that nothing in the text declares. */
export function freeNames(text: string, sourceType: Options['sourceType'] = 'module'): ReadonlySet<string> {
  const program = parse(text, { ecmaVersion: 2022, sourceType })
  const free = new Set<string>()
  const uses: { readonly name: string; readonly scope: Scope }[] = []
  walk(program, { names: new Set(), parent: null, isFunction: true })
  for (const { name, scope } of uses) {
    let at: Scope | null = scope
    while (at !== null && !at.names.has(name)) at = at.parent
    if (at === null && name !== 'arguments') free.add(name)
  }
  return free

  function walk(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        uses.push({ name: node.name, scope })
        return
      case 'MemberExpression':
        walk(node.object, scope)
        if (node.computed) walk(node.property, scope)
        return
      case 'Property':
      case 'PropertyDefinition':
      case 'MethodDefinition':
        if (node.computed) walk(node.key, scope)
        if (node.value !== null && node.value !== undefined) walk(node.value, scope)
        return
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        if (node.type === 'FunctionDeclaration' && node.id !== null)
          functionScope(scope).names.add(node.id.name)
        const inner: Scope = { names: new Set(), parent: scope, isFunction: true }
        if (node.type === 'FunctionExpression' && node.id) inner.names.add(node.id.name)
        for (const parameter of node.params) declare(parameter, inner)
        walk(node.body, inner)
        return
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inner: Scope = { names: new Set(), parent: scope, isFunction: false }
        if (node.id) (node.type === 'ClassDeclaration' ? scope : inner).names.add(node.id.name)
        if (node.superClass) walk(node.superClass, scope)
        walk(node.body, inner)
        return
      }
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          declare(id, node.kind === 'var' ? functionScope(scope) : scope)
          if (init) walk(init, scope)
        }
        return
      case 'CatchClause': {
        const inner: Scope = { names: new Set(), parent: scope, isFunction: false }
        if (node.param) declare(node.param, inner)
        walk(node.body, inner)
        return
      }
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) scope.names.add(specifier.local.name)
        return
      case 'ExportSpecifier':
        walk(node.local, scope)
        return
      case 'LabeledStatement':
        walk(node.body, scope)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
        return
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
        children(node, { names: new Set(), parent: scope, isFunction: false })
        return
      default:
        children(node, scope)
    }
  }

  function children(node: AnyNode, scope: Scope): void {
    for (const value of Object.values(node)) {
      if (isNode(value)) walk(value, scope)
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walk(item, scope)
    }
  }

  function declare(pattern: AnyNode, scope: Scope): void {
    switch (pattern.type) {
      case 'Identifier':
        scope.names.add(pattern.name)
        return
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') declare(property.argument, scope)
          else {
            if (property.computed) walk(property.key, scope)
            declare(property.value, scope)
          }
        }
        return
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element !== null) declare(element, scope)
        return
      case 'AssignmentPattern':
        declare(pattern.left, scope)
        walk(pattern.right, scope)
        return
      case 'RestElement':
        declare(pattern.argument, scope)
        return
      default:
        walk(pattern, scope)
    }
  }
}

function functionScope(scope: Scope): Scope {
  let at = scope
  while (!at.isFunction && at.parent !== null) at = at.parent
  return at
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
