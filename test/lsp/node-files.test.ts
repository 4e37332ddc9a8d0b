/** The disk as the compiler sees it, also on disks that take `Song.sil` and `song.sil` for one, as those of Windows and of Macs do. */

import type * as fs from 'node:fs'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { workspaceHost } from '../../lsp/node-files.ts'
import { link } from '../harness/links.ts'

/** Whether the disk is one of those. */
const disk = vi.hoisted(() => ({ takesAnyCase: false, listed: 0 }))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  /** The file that such a disk means. */
  const meant = (path: string): string => {
    if (!disk.takesAnyCase || real.existsSync(path) || dirname(path) === path) return path
    const folder = meant(dirname(path))
    const wanted = path.slice(dirname(path).length + 1)
    const names = real.existsSync(folder) ? real.readdirSync(folder) : []
    return join(folder, names.find((name) => letters(name) === letters(wanted)) ?? wanted)
  }
  const letters = (name: string): string => name.normalize().toLowerCase()
  // What Node follows itself stays spelled as it was asked for; the system says how a name is spelled.
  const spelledAsAsked = (path: string): string => {
    const found = real.realpathSync(meant(path))
    return disk.takesAnyCase && letters(found) === letters(path) ? path : found
  }
  return {
    ...real,
    realpathSync: Object.assign(spelledAsAsked, {
      native: (path: string) => real.realpathSync.native(meant(path)),
    }),
    statSync: (path: string, ...rest: []) => real.statSync(meant(path), ...rest),
    readdirSync: (path: string, ...rest: []) => {
      disk.listed++
      return real.readdirSync(path, ...rest)
    },
    readFileSync: (path: string, ...rest: []) => real.readFileSync(meant(path), ...rest),
  }
})

const top = mkdtempSync(join(tmpdir(), 'sil-files-'))
const root = realpathSync(top)
mkdirSync(join(root, 'library'))
writeFileSync(join(root, 'library', 'timbres.sil'), 'let one = 1\n')
writeFileSync(join(root, 'library', 'e\u0301tude.sil'), 'let two = 2\n')
afterEach(() => {
  disk.takesAnyCase = false
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

test.each([
  ['every disk', false],
  ['a disk that takes any case', true],
])('a file is read by its own name only, on %s', (_, takesAnyCase) => {
  disk.takesAnyCase = takesAnyCase
  const host = workspaceHost(root)
  expect(host.read('library/timbres.sil')).toEqual({ kind: 'text', text: 'let one = 1\n' })
  for (const path of ['library/Timbres.sil', 'Library/timbres.sil'])
    expect(host.read(path), path).toEqual({
      kind: 'refused',
      why: 'it is called library/timbres.sil, and on many disks capitals count',
    })
  expect(host.read('library/timbre.sil')).toEqual({ kind: 'missing' })
})

test('a letter and its accent may be one character or two where the disk takes both', () => {
  disk.takesAnyCase = true
  expect(workspaceHost(root).read('library/\u00e9tude.sil')).toEqual({ kind: 'text', text: 'let two = 2\n' })
})

test('the folder of the workspace may be spelled in any way that its disk takes', () => {
  disk.takesAnyCase = true
  const shouted = join(dirname(root), root.slice(dirname(root).length + 1).toUpperCase())
  expect(workspaceHost(shouted).read('library/timbres.sil').kind).toBe('text')
  expect(workspaceHost(shouted).read('library/Timbres.sil').kind).toBe('refused')
})

test('a folder is looked through once for all that is not there, and anew when it has changed', () => {
  const host = workspaceHost(root)
  const before = disk.listed
  for (let i = 0; i < 100; i++) expect(host.read(`library/nothing${i}.sil`)).toEqual({ kind: 'missing' })
  expect(disk.listed - before).toBeLessThanOrEqual(1)
  writeFileSync(join(root, 'library', 'Nothing1.sil'), '')
  utimesSync(join(root, 'library'), 1, 1)
  expect(host.read('library/nothing1.sil').kind).toBe('refused')
})

// Elsewhere the disk takes the two names for one.
test.runIf(process.platform === 'linux')('a link is called as it likes', () => {
  link('timbres.sil', join(root, 'library', 'TIMBRES.sil'))
  expect(workspaceHost(root).read('library/TIMBRES.sil').kind).toBe('text')
})
