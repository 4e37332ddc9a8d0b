/**
 * The editor's icons. Its font has 700 of them, and the page shows some ninety: those that the editor's own modules and styles name, as far
 * as they came into the page.
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import subsetFont from 'subset-font'
import type { Output } from './outputs.ts'

/** Where Monaco says which character an icon is, or which other icon it looks like. */
const LIBRARY = /[\\/]base[\\/]common[\\/]codicons(?:Library)?\.js$/
const REGISTERED = /(\w+): register\('([\w-]+)', (?:(0x[0-9a-f]+)|'([\w-]+)')\)/g
/** `Codicon.add` in a module, `$(add)` in its texts, `.codicon-add` in a style. */
const NAMED = /\bCodicon\.(\w+)|\$\(([a-z-]+)\)|\bcodicon-([a-z-]+)/g
const FONT = /codicon-\w+\.ttf$/

/**
 * The page's files with a font that has its icons and no more, which is a tenth of it.
 *
 * @throws {Error} where the editor keeps its icons in another way than this knows
 */
export async function withItsIcons(
  top: string,
  outputs: readonly Output[],
  { inputs }: Metafile,
): Promise<readonly Output[]> {
  const font = outputs.find(({ path }) => FONT.test(path))
  if (font === undefined) throw new Error('the editor has no font of icons any more (scripts/build/icons.ts)')
  const paths = Object.keys(inputs).filter((path) => path.includes('/monaco-editor/'))
  const texts = (these: readonly string[]) => these.map((path) => readFileSync(join(top, path), 'utf8'))
  const characters = charactersOf(texts(paths.filter((path) => LIBRARY.test(path))))
  const named = texts(paths.filter((path) => /\.(?:js|css)$/.test(path) && !LIBRARY.test(path)))
  const shown = new Set(
    named.flatMap((text) =>
      [...text.matchAll(NAMED)].map(([, a, b, c]) => characters.get(a ?? b ?? c ?? '') ?? ''),
    ),
  )
  const small = await subsetFont(Buffer.from(font.text), [...shown].sort().join(''), {
    targetFormat: 'woff2',
  })
  const was = nameOf(font.path)
  const is = `codicon-${createHash('sha256').update(small).digest('hex').slice(0, 8).toUpperCase()}.woff2`
  return outputs.map((output) => {
    if (output === font) return { path: output.path.replace(was, is), text: small }
    if (!output.path.endsWith('.css')) return output
    return { ...output, text: Buffer.from(output.text).toString('utf8').replaceAll(was, is) }
  })
}

/** An icon's character, by its name in modules and by that in texts and styles. */
function charactersOf(libraries: readonly string[]): ReadonlyMap<string, string> {
  const characters = new Map<string, string>()
  const alike: (readonly [string, string, string])[] = []
  for (const library of libraries)
    for (const [, name = '', id = '', code, other] of library.matchAll(REGISTERED)) {
      if (code === undefined) alike.push([name, id, other ?? ''])
      else for (const key of [name, id]) characters.set(key, String.fromCodePoint(Number(code)))
    }
  for (const [name, id, other] of alike)
    for (const key of [name, id]) characters.set(key, characters.get(other) ?? '')
  if (characters.size < 500)
    throw new Error('the editor keeps its icons elsewhere than scripts/build/icons.ts looks for them')
  return characters
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
