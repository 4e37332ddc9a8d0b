/** The file system as the compiler may see it: one folder and what is below it, not left even through a symbolic link. */

import {
  closeSync,
  type Dirent,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HeardSound, SourceHost, SourceText } from '../compiler/compile-api.ts'
import { MAX_FILE_LENGTH } from '../language/parse.ts'
import { lexiconEar } from '../runtime/audio/listen/lexicon-ear.ts'
import { type Recording, readRecording } from '../runtime/audio/listen/recording.ts'
import type { Ear, ServerHost } from './host.ts'

/** A UTF-16 unit takes at most three bytes of UTF-8. */
export const MAX_SOURCE_BYTES = MAX_FILE_LENGTH * 3
/** More files than anyone writes by hand; a folder of other people's code is not searched for ever. */
const MOST_FILES = 2000
const MOST_ENTRIES = 50_000
const SKIPPED = new Set(['node_modules', 'dist', 'out', 'build'])

export function workspaceHost(root: string, ear: Ear = lexiconEar): SourceHost {
  return {
    read: (path) => confined(root, path, readText),
    hear: (path) => {
      const heard = confined(root, path, (real, size) => hearFile(real, size, ear))
      // Told of the recording by name: "it" is taken.
      return heard.kind === 'refused' ? { ...heard, why: heard.why.replace(/^it /, '') } : heard
    },
  }
}

interface Refused {
  readonly kind: 'refused'
  readonly why: string
}

/** What `take` makes of a file below the root, which not even a link may leave. */
function confined<T>(
  root: string,
  path: string,
  take: (real: string, size: number) => T,
): T | Refused | { readonly kind: 'missing' } {
  const absolute = resolve(root, path)
  if (!isInside(root, absolute)) return { kind: 'refused', why: 'it lies outside the workspace' }
  const steps = relative(root, absolute).split(sep)
  try {
    const real = realpathSync(absolute)
    // Behind a link a file may be called as it likes.
    const called = otherwise(real.split(sep).slice(-steps.length), stepsOnDisk(absolute))
    if (called !== null) return misspelt(called)
    if (!isInside(root, real)) return { kind: 'refused', why: 'it is a link that leaves the workspace' }
    const stat = statSync(real)
    if (!stat.isFile()) return { kind: 'refused', why: 'it is not a file' }
    return take(real, stat.size)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const called = otherwise(steps, stepsBelow(root, steps))
      return called === null ? { kind: 'missing' } : misspelt(called)
    }
    if (code === 'ELOOP') return { kind: 'refused', why: 'it is a link that leads back to itself' }
    return { kind: 'refused', why: 'it cannot be read' }
  }
}

/** Windows and macOS find `Song.sil` where it is called `song.sil`, and what imports it so is read nowhere else: it is the same error everywhere. */
const misspelt = (called: string): Refused => ({
  kind: 'refused',
  why: `it is called ${called}, and on many disks capitals count`,
})

/** What a file is called, where that differs from the steps to it in capitals alone. Macs compose what was typed in parts: that is one name. */
function otherwise(steps: readonly string[], onDisk: readonly string[]): string | null {
  const [asked, found] = [steps, onDisk.slice(-steps.length)].map((names) => names.join('/').normalize())
  return asked !== found && asked?.toLowerCase() === found?.toLowerCase() ? (found ?? null) : null
}

/** A file's path as its disk spells it, links followed; none where the system cannot tell. */
function stepsOnDisk(path: string): readonly string[] {
  try {
    return realpathSync.native(path).split(sep)
  } catch {
    return []
  }
}

/** The way to a file that is not there, through names that are the same but for capitals; none where there are none. */
function stepsBelow(root: string, steps: readonly string[]): readonly string[] {
  const found: string[] = []
  for (const step of steps) {
    const folder = join(root, ...found)
    const name = existsSync(join(folder, step)) ? step : namesIn(folder).get(folded(step))
    if (name === undefined) return []
    found.push(name)
  }
  return found
}

const folded = (name: string): string => name.normalize().toLowerCase()

/** The folder that was looked through last: what a piece imports mostly lies in one. */
let last = { folder: '', changed: 0, names: new Map<string, string>() }

/** The names in a folder, by what they are but for capitals. */
function namesIn(folder: string): ReadonlyMap<string, string> {
  const changed = changeOf(folder)
  if (last.folder !== folder || last.changed !== changed)
    last = { folder, changed, names: new Map(entriesOf(folder).map(({ name }) => [folded(name), name])) }
  return last.names
}

function changeOf(folder: string): number {
  try {
    return statSync(folder).mtimeMs
  } catch {
    return 0
  }
}

function readText(real: string, size: number): SourceText {
  if (size > MAX_SOURCE_BYTES) return { kind: 'refused', why: `it is larger than ${MAX_SOURCE_BYTES} bytes` }
  const text = decodeUtf8(readFileSync(real))
  return text === null ? { kind: 'refused', why: 'it is not UTF-8 text' } : { kind: 'text', text }
}

function hearFile(real: string, size: number, ear: Ear): HeardSound {
  const recording = recordingOf(real, size)
  if (!recording.ok) return { kind: 'refused', why: recording.problem }
  const { samples, sampleRate, cutOff } = recording
  const heard = ear(samples, sampleRate)
  return 'problem' in heard
    ? { kind: 'refused', why: heard.problem }
    : { kind: 'heard', vector: heard.vector, cutOff, note: heard.note ?? null }
}

/** A WAV file on the disk. @throws what the file system throws */
export function recordingOf(path: string, size: number): Recording {
  const handle = openSync(path, 'r')
  try {
    return readRecording(size, (offset, length) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
      const read = bytes.length === 0 ? 0 : readSync(handle, bytes, 0, bytes.length, offset)
      return bytes.subarray(0, read)
    })
  } finally {
    closeSync(handle)
  }
}

/** Is `path` the folder `root` or below it? Both absolute. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** Null where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The `.sil` files below a folder, nearest first. Links are not followed; hidden folders and those of tools are left out. */
function filesBelow(root: string): readonly string[] {
  const found: string[] = []
  const folders = ['']
  let looked = 0
  for (const folder of folders) {
    for (const entry of entriesOf(join(root, folder))) {
      if (++looked > MOST_ENTRIES || found.length >= MOST_FILES) return found
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile() && entry.name.endsWith('.sil')) found.push(path)
      else if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name))
        folders.push(path)
    }
  }
  return found
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/**
 * What is no file on a disk (an unsaved text, a version of long ago) lies in no folder.
 * @param timbres the way to the space in which pieces sound
 */
export function nodeHost(timbres?: ServerHost['timbres']): ServerHost {
  return {
    sources(root, ear) {
      const folder = folderOf(root)
      return folder === null ? { read: () => ({ kind: 'missing' }) } : workspaceHost(folder, ear)
    },
    list(root) {
      const folder = folderOf(root)
      return folder === null ? [] : filesBelow(folder)
    },
    ...(timbres !== undefined && { timbres }),
  }
}

function folderOf(uri: string): string | null {
  if (!uri.startsWith('file://')) return null
  try {
    return realpathSync(fileURLToPath(`${uri}/`))
  } catch {
    return null
  }
}
