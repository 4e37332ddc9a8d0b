import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { BUNDLED } from './bundled.ts'
import { findImports, type Import } from './imports.ts'
import { decidesEvents, isInside, type Room, roomOf } from './table.ts'

/** The names of package.json that an import may use. */
export interface Packages {
  readonly name: string
  readonly dependencies: readonly string[]
  readonly devDependencies: readonly string[]
}

/** One line of the report: `file:line message`. */
export interface Problem {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly message: string
}

/** Checks one source file against the folder table. `file` is relative to the top, with `/`. */
export function checkFile(file: string, text: string, packages: Packages): readonly Problem[] {
  const problems: Problem[] = []
  const report = (offset: number, message: string): void => {
    problems.push({ file, line: lineAt(text, offset), message })
  }

  const room = roomOf(file)
  if (!room) {
    report(0, `is in no room: add ${file.split('/')[0]} to scripts/rooms/table.ts`)
    return problems
  }

  const { imports, impure, inexact, computedImports, syntaxErrors } = findImports(file, text)
  for (const error of syntaxErrors) report(0, `does not parse: ${error}`)
  for (const one of imports) {
    const why = refusal(file, room, one, packages)
    if (why) report(one.offset, `imports ${target(file, one.specifier)}: ${why}`)
  }
  if (room.host === 'none') {
    for (const offset of computedImports) {
      report(offset, `imports something computed: ${room.path} names what it imports`)
    }
  }
  if (room.deterministic) {
    for (const use of impure) {
      report(use.offset, `uses ${use.name}: ${room.path} gets time and chance from its callers`)
    }
  }
  if (decidesEvents(file)) {
    for (const use of inexact) {
      report(use.offset, `uses ${use.name}: engines differ in its last bit, and this code decides events`)
    }
  }
  return problems.sort((a, b) => a.line - b.line)
}

/** Why this file may not import that, or undefined when it may. */
function refusal(file: string, room: Room, one: Import, packages: Packages): string | undefined {
  const { specifier } = one
  if (isBuiltin(specifier)) {
    return room.host === 'none' ? `${room.path} runs where there is no Node${hostHint(room)}` : undefined
  }
  if (specifier.startsWith('.')) return refusalOfFile(room, target(file, specifier), one.typesOnly)
  if (specifier.startsWith('/') || /^[a-z]+:/.test(specifier))
    return 'only relative paths and packages are imported'

  const name = packageName(specifier)
  if (name === packages.name) {
    // Through its own name a room would run yesterday's build, and pass the table unseen.
    return room.shipped ? 'inside the package, rooms are imported by relative path' : undefined
  }
  if (packages.dependencies.includes(name)) return undefined
  if (room.shipped && !BUNDLED.includes(name)) {
    return `${name} is neither bundled (scripts/rooms/bundled.ts) nor among the dependencies of package.json`
  }
  if (packages.devDependencies.includes(name)) return undefined
  return roomHasOwnManifest(room) ? undefined : `${name} is not in package.json`
}

function refusalOfFile(room: Room, path: string, typesOnly: boolean): string | undefined {
  if (room.mayImport === 'all') return undefined
  const closed = room.notFrom?.find((folder) => isInside(path, folder))
  if (closed) return `${closed} belongs to one host, ${room.path} to all`
  if (isInside(path, room.path)) return undefined
  if (room.mayImport.some((folder) => isInside(path, folder))) return undefined
  const types = room.typesFrom ?? []
  if (types.some((folder) => isInside(path, folder))) {
    return typesOnly ? undefined : `${room.path} may take only types from there (import type)`
  }
  return `${room.path} may import ${list(room)}`
}

function list(room: Room): string {
  const folders = room.mayImport === 'all' ? ['everything'] : [...room.mayImport]
  for (const folder of room.typesFrom ?? []) folders.push(`types of ${folder}`)
  if (folders.length === 0) return room.path === 'runtime' ? 'nothing outside runtime' : 'nothing'
  return `only ${folders.join(', ')}`
}

const hostHint = (room: Room): string => (room.path === 'runtime' ? '; only runtime/host may' : '')

/**
 * An extension for an editor brings its own package.json, and its host provides modules such as `vscode`; the peers of
 * the benches have one, too, so that they never enter the product's install.
 */
const roomHasOwnManifest = (room: Room): boolean => room.path === 'vscode-extension' || room.path === 'bench'

/** Path from the top for a relative import, the specifier itself for anything else. */
function target(file: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier
}

function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
