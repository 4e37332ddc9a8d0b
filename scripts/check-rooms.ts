/**
 * The lint step for the folder table: every import of every source file, types included, against
 * scripts/rooms/table.ts. Prints `file:line message` and ends with status 1 when one breaks it.
 */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkFile, type Packages, type Problem } from './rooms/check.ts'

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
const files = sourceFiles(root)
const packages = readPackages(root)
const problems: Problem[] = []
for (const file of files) problems.push(...checkFile(file, readFileSync(join(root, file), 'utf8'), packages))

for (const { file, line, message } of problems) console.error(`${file}:${line} ${message}`)
if (problems.length > 0) {
  console.error(
    `rooms: ${problems.length} ${problems.length === 1 ? 'line breaks' : 'lines break'} the rules of the house`,
  )
  process.exitCode = 1
} else {
  console.log(`rooms: ${files.length} files keep to the folder table`)
}

function sourceFiles(top: string): readonly string[] {
  const skip =
    /^\.|(^|\/)(node_modules|dist|out|\.cache)(\/|$)|^test\/.*\/(fixtures|golden)\/|^test\/baselines\//
  return globSync('*/**/*.{ts,mts,cts,tsx,js,mjs,cjs}', {
    cwd: top,
    exclude: (name) => skip.test(slashed(name)),
  })
    .map(slashed)
    .filter((file) => !skip.test(file))
    .sort()
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

function readPackages(top: string): Packages {
  const manifest: unknown = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'))
  const keysOf = (key: string): readonly string[] => {
    const value = isRecord(manifest) ? manifest[key] : undefined
    return isRecord(value) ? Object.keys(value) : []
  }
  const name = isRecord(manifest) && typeof manifest.name === 'string' ? manifest.name : ''
  return {
    name,
    // A peer is there where somebody wants what needs it; its importers say so where it is not.
    dependencies: [...keysOf('dependencies'), ...keysOf('peerDependencies')],
    devDependencies: keysOf('devDependencies'),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
