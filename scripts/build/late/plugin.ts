/**
 * Of the compiler the page needs little until somebody makes a mistake: what right text never calls (diagnostics and their fixes, what
 * newcomers write) is cut out of its modules, function by function, and loaded when it is called for the first time. Whoever calls it
 * before that is stopped by `COLD`, loads the rest and begins anew, so nothing has to be known of what a function does.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ModuleDeclaration, type Pattern, parse, type Statement } from 'acorn'
import { type Plugin, transformSync } from 'esbuild'

/** Shorter ones cost more than they save. */
const SHORT = 90

/** @param whole entries that are given all of it at once */
export function lateFunctions(top: string, whole: readonly string[]): Plugin {
  const called: Record<string, readonly string[]> = JSON.parse(
    execFileSync(process.execPath, [join(top, 'scripts/build/late/right-text.ts'), top], {
      encoding: 'utf8',
      maxBuffer: 1e7,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const cut = new Map<string, Cut>()
  for (const [path, hot] of Object.entries(called)) {
    const found = cutOf(
      readFileSync(join(top, path), 'utf8'),
      new Set(hot),
      Object.keys(called).indexOf(path),
      join(top, path),
    )
    if (found !== null) cut.set(join(top, path), found)
  }
  return {
    name: 'late-functions',
    setup(build) {
      build.onResolve({ filter: /^late:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'late' }))
      build.onLoad({ filter: /^store$/, namespace: 'late' }, () => ({ contents: STORE, loader: 'js' }))
      build.onLoad({ filter: /^all$/, namespace: 'late' }, () => ({
        contents: [
          ...[...cut].map(([path, { id }]) => `import * as m${id} from ${JSON.stringify(`late:${path}`)}`),
          `export const all = { ${[...cut].map(([, { id }]) => `${id}: m${id}`).join(', ')} }`,
        ].join('\n'),
        loader: 'js',
      }))
      build.onLoad({ filter: /^now$/, namespace: 'late' }, () => ({
        contents: "import { all } from 'late:all'\nimport { setLate } from 'late:store'\nsetLate(all)",
        loader: 'js',
      }))
      build.onLoad({ filter: /\.ts$/, namespace: 'late' }, ({ path }) => ({
        contents: cut.get(path)?.late ?? '',
        loader: 'js',
        resolveDir: join(path, '..'),
      }))
      build.onLoad({ filter: /[\\/]studio[\\/]workers[\\/]late\.ts$/ }, () => ({
        contents: LOADER,
        loader: 'js',
      }))
      build.onLoad(
        { filter: /[\\/](?:language|compiler|runtime[\\/]theory|lsp|studio)[\\/].*\.ts$/ },
        ({ path }) => {
          if (whole.some((entry) => path === join(top, entry)))
            return { contents: `import 'late:now'\n${readFileSync(path, 'utf8')}`, loader: 'ts' }
          const found = cut.get(path)
          return found === undefined ? null : { contents: found.early, loader: 'js' }
        },
      )
    },
  }
}

const STORE = `let all = null
export const COLD = 'all of the compiler is needed'
export function late(id) { if (all === null) throw COLD; return all[id] }
export function setLate(them) { all = them }
`

const LOADER = `import { COLD, setLate } from 'late:store'
export const isCold = (error) => error === COLD
export async function loadLate() { setLate((await import('late:all')).all) }
`

interface Cut {
  readonly id: number
  /** The module without what right text never calls. */
  readonly early: string
  /** That, and nothing else. */
  readonly late: string
}

/** A top-level statement. */
interface Part {
  readonly kind: 'import' | 'function' | 'value' | 'class' | 'other'
  /** What it declares. */
  readonly names: readonly string[]
  readonly isExported: boolean
  /** As it stands, and from its `function` or `const` on. */
  readonly text: string
  readonly bare: string
  readonly words: ReadonlySet<string>
  late: boolean
}

/** Null where nothing is to be cut out. */
function cutOf(source: string, hot: ReadonlySet<string>, id: number, path: string): Cut | null {
  const text = transformSync(source, { loader: 'ts', target: 'es2022' }).code
  const parts = parse(text, { ecmaVersion: 'latest', sourceType: 'module' }).body.map((node) =>
    partOf(node, text),
  )
  const changing = new Set(parts.flatMap((one) => (/^(?:let|var)\b/.test(one.bare) ? one.names : [])))
  for (const one of parts) {
    // What changes a variable of its module stays there.
    const moves = one.kind === 'function' && one.text.length >= SHORT && !/^async\b/.test(one.bare)
    if (moves && !one.names.some((name) => hot.has(name)))
      one.late = ![...changing].some((name) => one.words.has(name))
  }
  if (!parts.some((one) => one.late)) return null
  // Values that nothing else needs go with it.
  for (let again = true; again; ) {
    again = false
    for (const one of parts) {
      if (one.late || one.isExported || (one.kind !== 'value' && one.kind !== 'function')) continue
      if (one.kind === 'value' && !/^const\b/.test(one.bare)) continue
      const needed = parts.some(
        (other) => other !== one && !other.late && one.names.some((name) => other.words.has(name)),
      )
      if (needed) continue
      one.late = true
      again = true
    }
  }
  const late = parts.filter((one) => one.late)
  const early = parts.filter((one) => !one.late)
  const stays = early.filter(({ kind }) => kind !== 'import')
  const uses = (them: readonly Part[], name: string): boolean => them.some((one) => one.words.has(name))
  const importsOf = (them: readonly Part[]): readonly Part[] =>
    parts.filter(
      (one) =>
        one.kind === 'import' && (one.names.length === 0 || one.names.some((name) => uses(them, name))),
    )
  const proxies = late
    .filter(
      ({ kind, isExported, names }) =>
        kind === 'function' && (isExported || names.some((name) => uses(stays, name))),
    )
    .flatMap(({ names, isExported }) =>
      names.map(
        (name) =>
          `${isExported ? 'export ' : ''}function ${name}(...a) { return $late(${id}).${name}(...a) }`,
      ),
    )
  const shared = stays.flatMap(({ names }) => names).filter((name) => uses(late, name))
  return {
    id,
    early: [
      "import { late as $late } from 'late:store'",
      ...importsOf(stays).map((one) => one.text),
      ...stays.map((one) => one.text),
      ...proxies,
      `export { ${shared.map((name) => `${name} as $${name}`).join(', ')} }`,
    ].join('\n'),
    late: [
      ...importsOf(late).map((one) => one.text),
      `import { ${shared.map((name) => `$${name} as ${name}`).join(', ')} } from ${JSON.stringify(path)}`,
      ...late.map((one) => (one.kind === 'function' ? `export ${one.bare}` : one.bare)),
    ].join('\n'),
  }
}

function partOf(node: Statement | ModuleDeclaration, text: string): Part {
  const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node
  const bare = text.slice(declared?.start ?? node.start, node.end)
  const [kind, names] = declares(node, declared)
  const isExported = node.type === 'ExportNamedDeclaration'
  return {
    kind,
    names,
    isExported,
    text: text.slice(node.start, node.end),
    bare,
    words: wordsOf(bare),
    late: false,
  }
}

function declares(
  node: Statement | ModuleDeclaration,
  declared: Statement | ModuleDeclaration | null | undefined,
): readonly [Part['kind'], readonly string[]] {
  if (node.type === 'ImportDeclaration') return ['import', node.specifiers.map(({ local }) => local.name)]
  switch (declared?.type) {
    case 'FunctionDeclaration':
      return ['function', [declared.id.name]]
    case 'ClassDeclaration':
      return ['class', [declared.id.name]]
    case 'VariableDeclaration': {
      return ['value', declared.declarations.flatMap(({ id }) => namesIn(id))]
    }
    default:
      return ['other', []]
  }
}

function namesIn(pattern: Pattern): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'ArrayPattern')
    return pattern.elements.flatMap((one) => (one === null ? [] : namesIn(one)))
  throw new Error(`a module declares its values by ${pattern.type}, which nobody has taught the page's build`)
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\w$]+/g))
