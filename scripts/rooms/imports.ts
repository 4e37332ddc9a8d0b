import { parseSync, Visitor } from 'oxc-parser'

/** One place where a file names another module. */
export interface Import {
  readonly specifier: string
  /** UTF-16 offset of the importing expression. */
  readonly offset: number
  /** Erased before anything runs: `import type`, `export type`, `import('x').T`. */
  readonly typesOnly: boolean
}

/** A use of something whose value no input of the program decides. */
export interface ImpureUse {
  readonly name: string
  readonly offset: number
}

export interface Findings {
  readonly imports: readonly Import[]
  readonly impure: readonly ImpureUse[]
  /** `Math` functions whose last bit differs between JavaScript engines, and `**`. */
  readonly inexact: readonly ImpureUse[]
  /** Dynamic imports whose target cannot be read from the source. */
  readonly computedImports: readonly number[]
  readonly syntaxErrors: readonly string[]
}

const CLOCKS_AND_CHANCE: Readonly<Record<string, readonly string[]>> = {
  Math: ['random'],
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  crypto: ['getRandomValues', 'randomUUID', 'randomBytes', 'randomInt'],
}

/** ECMA-262 §21.3.2 calls these "implementation-approximated"; sqrt, abs, floor, round, … are exact. */
const INEXACT_MATH =
  'acos acosh asin asinh atan atanh atan2 cbrt cos cosh exp expm1 hypot log log1p log10 log2 pow sin sinh tan tanh'.split(
    ' ',
  )

/** Reads what a TypeScript or JavaScript file imports, types included, and which clocks it looks at. */
export function findImports(path: string, text: string): Findings {
  const imports: Import[] = []
  const impure: ImpureUse[] = []
  const inexact: ImpureUse[] = []
  const computedImports: number[] = []
  const { program, errors, comments } = parseSync(path, text)

  for (const comment of comments) {
    const reference = /^\/\s*<reference\s+(?:path|types|lib)\s*=\s*["']([^"']+)["']/.exec(comment.value)
    if (reference?.[1]) imports.push({ specifier: reference[1], offset: comment.start, typesOnly: true })
  }

  const found = (object: string, property: string, offset: number): void => {
    if (CLOCKS_AND_CHANCE[object]?.includes(property)) impure.push({ name: `${object}.${property}`, offset })
    if (object === 'Math' && INEXACT_MATH.includes(property))
      inexact.push({ name: `Math.${property}`, offset })
  }

  new Visitor({
    ImportDeclaration(node) {
      const erased =
        node.importKind === 'type' ||
        (node.specifiers.length > 0 &&
          node.specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type'))
      imports.push({ specifier: node.source.value, offset: node.start, typesOnly: erased })
    },
    ExportNamedDeclaration(node) {
      if (!node.source) return
      const erased =
        node.exportKind === 'type' ||
        (node.specifiers.length > 0 && node.specifiers.every((one) => one.exportKind === 'type'))
      imports.push({ specifier: node.source.value, offset: node.start, typesOnly: erased })
    },
    ExportAllDeclaration(node) {
      const typesOnly = node.exportKind === 'type'
      imports.push({ specifier: node.source.value, offset: node.start, typesOnly })
    },
    ImportExpression(node) {
      const source = node.source
      if (source.type === 'Literal' && typeof source.value === 'string') {
        imports.push({ specifier: source.value, offset: node.start, typesOnly: false })
      } else if (source.type === 'TemplateLiteral' && source.expressions.length === 0) {
        imports.push({
          specifier: source.quasis[0]?.value.cooked ?? '',
          offset: node.start,
          typesOnly: false,
        })
      } else computedImports.push(node.start)
    },
    TSImportType(node) {
      imports.push({ specifier: node.source.value, offset: node.start, typesOnly: true })
    },
    TSImportEqualsDeclaration(node) {
      if (node.moduleReference.type !== 'TSExternalModuleReference') return
      const typesOnly = node.importKind === 'type'
      imports.push({ specifier: node.moduleReference.expression.value, offset: node.start, typesOnly })
    },
    MemberExpression(node) {
      const object = lastName(node.object)
      const property = memberName(node)
      if (object !== undefined && property !== undefined) found(object, property, node.start)
    },
    VariableDeclarator(node) {
      // const { random } = Math
      if (node.id.type !== 'ObjectPattern' || !node.init) return
      const object = lastName(node.init)
      if (object === undefined) return
      for (const property of node.id.properties) {
        if (property.type === 'Property' && property.key.type === 'Identifier') {
          found(object, property.key.name, property.start)
        }
      }
    },
    NewExpression(node) {
      if (lastName(node.callee) === 'Date' && node.arguments.length === 0) {
        impure.push({ name: 'new Date()', offset: node.start })
      }
    },
    CallExpression(node) {
      // Called as a function, Date ignores its arguments and tells the time.
      if (lastName(node.callee) === 'Date') impure.push({ name: 'Date()', offset: node.start })
    },
    BinaryExpression(node) {
      if (node.operator === '**') inexact.push({ name: '**', offset: node.start })
    },
    AssignmentExpression(node) {
      if (node.operator === '**=') inexact.push({ name: '**=', offset: node.start })
    },
  }).visit(program)

  return { imports, impure, inexact, computedImports, syntaxErrors: errors.map((error) => error.message) }
}

type Node = Parameters<NonNullable<ConstructorParameters<typeof Visitor>[0]['MemberExpression']>>[0]

/** `Math` of `Math`, `globalThis.Math` and `globalThis['Math']`; undefined for anything else. */
function lastName(node: Node['object']): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && lastName(node.object) === 'globalThis') return memberName(node)
  return undefined
}

function memberName(node: Node): string | undefined {
  if (!node.computed) return node.property.name
  const property = node.property
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined
}
