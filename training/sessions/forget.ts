/**
 * A user is erased from everything at and below a store: sessions, what was set aside, what was worked out, and whatever else was put
 * there. A salted hash of the id stays, so that no import brings the user back.
 */

import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { complaint, type Database, pathText, sourceText, text as sqlText } from './database.ts'
import { type Disk, type Edit, editStore } from './edit.ts'
import { FACTS } from './facts-files.ts'
import { rawLines } from './lines.ts'
import {
  fileOfDay,
  generationOf,
  isDayFile,
  MANIFEST,
  type Partition,
  REJECTED,
  type RejectedFile,
  tombstoneOf,
} from './manifest.ts'
import { formsOf, holds, holdsInPart, isCommon, isTheirs, mentions, stringsIn } from './mentions.ts'

export interface ForgetOptions {
  readonly folder: string
  readonly user: string
  /** For the tombstones of a store that has none yet: random, in hex. */
  readonly salt: string
  /** To look into tables with. */
  readonly database: (file: string, folder: string) => Promise<Database>
  readonly disk?: Disk
}

export interface Forgotten {
  readonly sessions: number
  readonly rejected: number
  /** Other files below the store, from which lines or rows were taken. */
  readonly cleaned: readonly string[]
  /** Other files that named the user, and are gone. */
  readonly deleted: readonly string[]
  /** Files that cannot be looked into, and why. */
  readonly unread: readonly { readonly path: string; readonly message: string }[]
}

/** @throws Error in words, and then the store is as it was */
export async function forgetUser(options: ForgetOptions): Promise<Forgotten> {
  const { folder, user, salt, disk } = options
  if (user === '') throw new Error('a user without an id cannot be told from others')
  const edit = editStore(folder, disk === undefined ? {} : { disk })
  try {
    const days = await forgetDays(edit, user)
    const aside = await forgetRejected(edit, user)
    const { manifest } = edit
    const grain = manifest.salt ?? salt
    // In an order that does not say who went first.
    const tombstones = [...new Set([...(manifest.tombstones ?? []), tombstoneOf(user, grain)])].sort()
    const { rejected: _, ...rest } = manifest
    edit.commit({
      ...rest,
      partitions: days.partitions,
      ...(aside.files.length === 0 ? {} : { rejected: aside.files }),
      tombstones,
      salt: grain,
    })
    const others = await forgetElsewhere(edit, options)
    const unread = [...days.links.map((path) => ({ path, message: LINK })), ...others.unread]
    return { sessions: days.rows, rejected: aside.rows, ...others, unread }
  } finally {
    edit.end()
  }
}

async function forgetDays(
  edit: Edit,
  user: string,
): Promise<{
  readonly partitions: readonly Partition[]
  readonly rows: number
  readonly links: readonly string[]
}> {
  const partitions: Partition[] = []
  const links: string[] = []
  let rows = 0
  for (const old of edit.manifest.partitions) {
    const path = join(edit.folder, old.file)
    if (!(await someLine(path, (line) => isOf(line, user)))) {
      partitions.push(old)
      continue
    }
    // The link goes; what it leads to is not ours to change.
    if (lstatSync(path).isSymbolicLink()) links.push(old.file)
    const file = edit.create(fileOfDay(old.day, generationOf(old.file) + 1))
    let sessions = 0
    for await (const line of linesIn(path)) {
      if (isOf(line, user)) rows++
      else {
        file.write(`${line}\n`)
        sessions++
      }
    }
    const written = file.finish()
    if (sessions > 0) partitions.push({ day: old.day, ...written, sessions })
  }
  return { partitions, rows, links }
}

async function forgetRejected(
  edit: Edit,
  user: string,
): Promise<{ readonly files: readonly RejectedFile[]; readonly rows: number }> {
  const { rejected = [] } = edit.manifest
  const files: RejectedFile[] = []
  let rows = 0
  let number = Math.max(0, ...rejected.map(({ file }) => Number(/(\d+)\.jsonl$/.exec(file)?.[1] ?? 0)))
  for (const old of rejected) {
    const path = join(edit.folder, old.file)
    if (!(await someLine(path, (line) => namesUser(line, user)))) {
      files.push(old)
      continue
    }
    const file = edit.create(`${REJECTED}/${++number}.jsonl`)
    let kept = 0
    for await (const line of linesIn(path)) {
      if (namesUser(line, user)) rows++
      else {
        file.write(`${line}\n`)
        kept++
      }
    }
    const written = file.finish()
    if (kept > 0) files.push({ ...written, rows: kept })
  }
  return { files, rows }
}

/** Run folders and caches: lines and rows of the user go; a file of another kind that names the user goes as a whole. */
async function forgetElsewhere(
  edit: Edit,
  { user, database }: ForgetOptions,
): Promise<Pick<Forgotten, 'cleaned' | 'deleted' | 'unread'>> {
  const [cleaned, deleted]: [string[], string[]] = [[], []]
  const unread: { path: string; message: string }[] = []
  for (const path of filesBelow(edit.folder)) {
    const shown = relative(edit.folder, path)
    if (isOwn(shown)) continue
    if (lstatSync(path).isSymbolicLink()) {
      unread.push({ path: shown, message: LINK })
      continue
    }
    const kind = extname(path).toLowerCase()
    try {
      if (kind === '.parquet') await cleanTable(path, shown)
      else if (COMPRESSED.has(kind)) unread.push({ path: shown, message: 'it is compressed' })
      else if (kind === '.jsonl' || kind === '.ndjson') await cleanLines(path, shown)
      else if (bytesMention(path, user)) {
        const about = isCommon(user) ? aboutThem(path, kind) : true
        if (about === true) {
          edit.disk.remove(path)
          deleted.push(shown)
        } else if (about === null) unread.push({ path: shown, message: anyWord(user) })
      }
    } catch (error) {
      unread.push({ path: shown, message: complaint(error) })
    }
  }
  return { cleaned, deleted, unread }

  async function cleanLines(path: string, shown: string): Promise<void> {
    const names = isCommon(user) ? lineHolds : mentions
    if (!bytesMention(path, user) || !(await someLine(path, (line) => line !== null && names(line, user))))
      return
    const handle = edit.create(join('.work', 'cleaned.jsonl'))
    for await (const { text } of rawLines(path))
      if (text !== null && !names(text, user)) handle.write(`${text}\n`)
    handle.finish()
    edit.disk.rename(join(edit.work, 'cleaned.jsonl'), path)
    cleaned.push(shown)
  }

  /** Null: it has the id, as a word or a number that may be about anything. */
  function aboutThem(path: string, kind: string): boolean | null {
    if (kind !== '.json') return null
    try {
      return holds(JSON.parse(readFileSync(path, 'utf8')), user)
    } catch {
      return null
    }
  }

  async function cleanTable(path: string, shown: string): Promise<void> {
    const reader = await database(path, edit.work)
    try {
      const columns = await reader.all(
        `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${sourceText(path)}))`,
      )
      if (columns.every(({ name }) => name !== 'user_id')) {
        unread.push({ path: shown, message: 'it is a table without a column user_id' })
        return
      }
      const [found] = await reader.all(
        `SELECT count(*) AS n FROM read_parquet(${sourceText(path)}) WHERE user_id = ${sqlText(user)}`,
      )
      if (found?.n === 0) return
      const clean = join(edit.work, 'cleaned.parquet')
      await reader.run(
        `COPY (SELECT * FROM read_parquet(${sourceText(path)}) WHERE user_id IS DISTINCT FROM ${sqlText(user)}) TO ${pathText(clean)} (FORMAT parquet, COMPRESSION zstd)`,
      )
      edit.disk.rename(clean, path)
      cleaned.push(shown)
    } finally {
      reader.close()
    }
  }
}

const anyWord = (user: string): string =>
  `it has \`${user}\` in it, and so short an id may be any word of a text`

const LINK = 'it is a link, and where it leads was not looked into'

/** Nothing can be found in these by looking at their bytes. */
const COMPRESSED = new Set(['.gz', '.zst', '.zip', '.bz2', '.xz', '.7z', '.br'])

/** What the manifest answers for; facts of days that changed go with the edit. */
const isOwn = (shown: string): boolean =>
  shown === MANIFEST ||
  isDayFile(shown) ||
  /^\.(work|lock)/.test(shown) ||
  /^rejected[\\/]\d+\.jsonl$/.test(shown) ||
  new RegExp(`^${FACTS}[\\\\/]day=[^\\\\/]+$`).test(shown)

function isOf(line: string | null, user: string): boolean {
  if (line === null) return true
  if (!mentions(line, user)) return false
  try {
    const row = JSON.parse(line)
    // A text is no session: it came in before rows were asked to be objects.
    if (typeof row === 'string') return isOf(row, user)
    const { user_id: id, exploration } = row
    const unit: unknown = exploration?.unit_id
    return id === user || (typeof unit === 'string' && isTheirs(unit, user))
  } catch {
    return true
  }
}

/**
 * A row that was set aside as a whole says whose it is; what is left of one may be cut anywhere, may spell the name in JSON's escapes, and
 * is theirs if it has the name anywhere.
 */
function namesUser(line: string | null, user: string): boolean {
  if (line === null) return true
  const { row } = JSON.parse(line)
  if (typeof row === 'object' && row !== null) return holds(row, user)
  if (isCommon(user)) return typeof row === 'string' && restHolds(row, user)
  if (mentions(line, user)) return true
  if (typeof row !== 'string') return false
  for (const one of stringsIn(row)) if (mentions(one, user)) return true
  return false
}

/** Of what is left of a row, or of a row that was written as JSON twice. */
function restHolds(row: string, user: string): boolean {
  if (holdsInPart(row, user)) return true
  for (const one of stringsIn(row)) if (holdsInPart(one, user)) return true
  return false
}

function lineHolds(line: string, user: string): boolean {
  try {
    return holds(JSON.parse(line), user)
  } catch {
    return holdsInPart(line, user)
  }
}

async function someLine(path: string, is: (line: string | null) => boolean): Promise<boolean> {
  for await (const line of linesIn(path)) if (is(line)) return true
  return false
}

/** Null: a line of which nobody can say whom it is about. */
async function* linesIn(path: string): AsyncGenerator<string | null> {
  for await (const { text } of rawLines(path)) yield text
}

/** As `mentions` has it, of a file that may be longer than a text can be. */
function bytesMention(path: string, user: string): boolean {
  const bytes = readFileSync(path)
  for (const form of formsOf(user)) {
    const length = Buffer.byteLength(form)
    for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) {
      const around = bytes.toString(
        'utf8',
        Math.max(0, at - LONGEST_CHARACTER),
        at + length + LONGEST_CHARACTER,
      )
      if (mentions(around, user)) return true
    }
  }
  return false
}

/** In UTF-8. */
const LONGEST_CHARACTER = 4

function* filesBelow(folder: string): Generator<string> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    if (stat.isDirectory()) yield* filesBelow(path)
    else if (stat.isFile() || stat.isSymbolicLink()) yield path
  }
}
