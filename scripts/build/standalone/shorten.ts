import { type Options, parse } from 'acorn'
import { childrenOf, isNode, type Node } from './tree.ts'

/**
 * Rewrites a bundle so that a minifier can make more of it. None of it changes what the code does:
 *
 * - function declarations become constants with arrows, which stand first in their scope, where declarations take
 *   effect too;
 * - private fields become fields of a name that nobody else uses, which the minifier shortens like any other; those
 *   that begin with nothing are made when a constructor sets them;
 * - methods that say `this` often say it once, and a short name from then on;
 * - `undefined`, `null` and texts that are said often are variables, and so are constants inside functions, since `let`
 *   is shorter than `const`.
 *
 * What it cannot be sure of (generators, `arguments`, a function with a `this`) it leaves alone.
 *
 * @throws TypeError where a private name has a meaning that no field has: asked for with `in`, or hidden from a subclass.
 */
export function shorten(bundle: string): string {
  const program: unknown = parse(bundle, SYNTAX)
  if (!isNode(program)) throw new TypeError('no program')
  const often = saidOften(program)
  const texts = [...often].map(([value, name]) => `let ${name} = ${value};\n`)
  return `let ${UNDEFINED};\nlet ${NULL} = null;\n${texts.join('')}${rewriter(bundle, often)(program)}`
}

/** Names for the literal texts that are shorter with one: each use then takes one letter, and the variable seven more. */
function saidOften(program: Node): ReadonlyMap<string, string> {
  const uses = new Map<string, number>()
  const visit = (node: Node): void => {
    if (isText(node)) uses.set(String(node.raw), (uses.get(String(node.raw)) ?? 0) + 1)
    for (const child of childrenOf(node)) if (!isName(node, child)) visit(child)
  }
  visit(program)
  const often = [...uses].filter(([raw, count]) => (count - 1) * raw.length > count + 7).map(([raw]) => raw)
  return new Map(often.map((raw, i) => [raw, `$text${i}`]))
}

const isText = (node: Node): boolean => node.type === 'Literal' && typeof node.value === 'string'

/** Whether a part of a node is the name of a property, or tells an engine how to read: no value. */
function isName(node: Node, child: Node): boolean {
  return (
    (node.key === child && node.computed !== true) ||
    (node.type === 'ExpressionStatement' && isText(child)) ||
    node.type === 'ExportSpecifier'
  )
}

const SYNTAX: Options = { ecmaVersion: 2022, sourceType: 'module' }
const UNDEFINED = '$undefined'
const NULL = '$null'
const SELF = '$self'
/** `let t=this` must be earned: it takes ten letters, and each `t` saves three. */
const WORTH_A_NAME = 4

function rewriter(
  source: string,
  often: ReadonlyMap<string, string>,
): (node: Node, self?: boolean) => string {
  // How many functions lie around what is being written.
  let depth = 0
  return text

  function text(node: Node, self = false): string {
    switch (node.type) {
      case 'PrivateIdentifier':
        return `$${String(node.name)}`
      case 'Literal':
        return node.raw === 'null' ? NULL : (often.get(String(node.raw)) ?? plain(node, self))
      case 'UnaryExpression':
        return node.operator === 'void' && isNode(node.argument) && node.argument.type === 'Literal'
          ? UNDEFINED
          : plain(node, self)
      case 'Identifier':
        return node.name === 'undefined' ? UNDEFINED : plain(node, self)
      case 'Property':
        return node.shorthand === true && isNode(node.value) && node.value.name === 'undefined'
          ? `undefined: ${UNDEFINED}`
          : plain(node, self)
      case 'ThisExpression':
        return self ? SELF : 'this'
      case 'Program':
        return scope(node, self)
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        return withScope(node, false)
      case 'ArrowFunctionExpression':
        return withScope(node, self)
      case 'BinaryExpression':
        if (isNode(node.left) && node.left.type === 'PrivateIdentifier') throw refused(node)
        return plain(node, self)
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.superClass !== null) throw refused(node)
        return plain(node, self)
      case 'MethodDefinition':
        return method(node)
      case 'PropertyDefinition':
        return node.value === null && isNode(node.key) && node.key.type === 'PrivateIdentifier'
          ? ''
          : plain(node, false)
      case 'VariableDeclaration':
        return depth > 0 && node.kind === 'const'
          ? plain(node, self).replace(/^const/, 'let')
          : plain(node, self)
      default:
        return plain(node, self)
    }
  }

  function refused({ start }: Node): TypeError {
    return new TypeError(
      `the runtime of standalone policies cannot be shortened: ${source.slice(start, start + 80)}`,
    )
  }

  /** The text of a node with its parts rewritten. */
  function plain(
    node: Node,
    self: boolean,
    write: (child: Node) => string = (child) => text(child, self),
  ): string {
    let result = ''
    let at = node.start
    for (const child of childrenOf(node)) {
      // In `{ a }` and `{ a = 1 }` the key is part of the value's text.
      if (child.start < at) continue
      result += source.slice(at, child.start)
      result += isName(node, child) && isText(child) ? source.slice(child.start, child.end) : write(child)
      at = child.end
    }
    return result + source.slice(at, node.end)
  }

  /** A function whose body is a scope of its own. */
  function withScope(node: Node, self: boolean, first = ''): string {
    depth++
    const result = plain(node, self, (child) =>
      child === node.body && child.type === 'BlockStatement' ? scope(child, self, first) : text(child, self),
    )
    depth--
    return result
  }

  /** Methods, and constructors that have no class above theirs. */
  function method(node: Node): string {
    const of = node.value
    if (!isNode(of)) return plain(node, false)
    const self = countThis(of) >= WORTH_A_NAME
    return plain(node, false, (child) =>
      child === of ? withScope(of, self, self ? `let ${SELF} = this;` : '') : text(child, false),
    )
  }

  /** A body with its functions first. */
  function scope(node: Node, self: boolean, first = ''): string {
    const body = childrenOf(node)
    const moved = body.filter(isPlainFunction)
    const open = node.type === 'Program' ? '' : '{'
    const rest = body.filter((child) => !moved.includes(child))
    const lines = [
      first,
      ...moved.map((child) => constant(child, self)),
      ...rest.map((child) => text(child, self)),
    ]
    return `${open}${lines.join('\n')}${node.type === 'Program' ? '' : '}'}`
  }

  function constant(node: Node, self: boolean): string {
    depth++
    const name = isNode(node.id) ? String(node.id.name) : ''
    const parameters = Array.isArray(node.params)
      ? node.params.filter(isNode).map((one) => text(one, self))
      : []
    const body = isNode(node.body) ? scope(node.body, self) : '{}'
    depth--
    return `${depth > 0 ? 'let' : 'const'} ${name} = (${parameters.join(', ')}) => ${body};`
  }
}

function isPlainFunction(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' &&
    node.generator === false &&
    node.async === false &&
    !hasOwnThis(node)
  )
}

/** Whether a function means something of its own by `this` or `arguments`. */
function hasOwnThis(node: Node): boolean {
  return childrenOf(node).some(
    (child) =>
      child.type === 'ThisExpression' ||
      (child.type === 'Identifier' && child.name === 'arguments') ||
      (!opensThis(child) && hasOwnThis(child)),
  )
}

function countThis(node: Node): number {
  let count = 0
  for (const child of childrenOf(node)) {
    if (child.type === 'ThisExpression') count++
    else if (!opensThis(child)) count += countThis(child)
  }
  return count
}

const opensThis = ({ type }: Node): boolean =>
  type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ClassBody'
