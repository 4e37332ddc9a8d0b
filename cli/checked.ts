/** Runs the compiler's front on a file and gathers what to print about it and the files it imports. */

import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { check } from '../compiler/compile.ts'
import type { CheckResult } from '../compiler/compile-api.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import type { Context } from './context.ts'
import { fromHere } from './io/here.ts'
import { type OpenedFile, openSource } from './io/workspace.ts'
import { fallback, problemOf } from './no-model.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'
import { lexiconTimbres, type PieceTimbres } from './piece-timbres.ts'
import { type CheckedFile, checkDocument, type Place } from './print/check-json.ts'
import { printDiagnostics, summary } from './print/diagnostics.ts'
import { lineTable } from './print/lines.ts'
import { warn } from './print/warn.ts'

export interface Checked {
  readonly opened: OpenedFile
  readonly result: CheckResult
  /** The file itself first, then imported files that have diagnostics. */
  readonly files: readonly CheckedFile[]
  /** That its prompts are read by the lexicon, and why; null where the trained model reads them. */
  readonly notice: string | null
}

/**
 * What the language server says of a file at once: by the lexicon's vectors. What sounds is checked by `checkFile`; what becomes there of
 * a word that the lexicon has not depends on whether the encoder is installed.
 */
export async function glanceAt(file: string): Promise<Checked> {
  const checked = await checkedIn(lexiconTimbres, file, null)
  if (!checked.result.diagnostics.some(({ code }) => code === 'SIL0215')) return checked
  const { isEncoderInstalled } = await import('../models/timbre/text/package.ts')
  if (!isEncoderInstalled()) return checked
  const { wordsSpace } = await import('../models/timbre/words/lexicon-space.ts')
  return checkedIn({ check: async (input) => check({ ...input, timbres: wordsSpace }) }, file, null)
}

/**
 * A file as it is compiled, its timbres in the trained space.
 *
 * @param onOpened told of the file before it is checked
 */
export async function checkFile(
  file: string,
  onOpened: (opened: OpenedFile) => void = () => {},
): Promise<Checked> {
  const { trainedTimbres } = await import('./trained-timbres.ts')
  try {
    return await checkedIn(trainedTimbres(), file, null, onOpened)
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    return await checkedIn(lexiconTimbres, file, fallback(problem), onOpened)
  }
}

async function checkedIn(
  timbres: PieceTimbres,
  file: string,
  notice: string | null,
  onOpened: (opened: OpenedFile) => void = () => {},
): Promise<Checked> {
  const opened = openSource(file, timbres.ear)
  onOpened(opened)
  const result = await timbres.check({ path: opened.path, text: opened.text, host: opened.host })
  const byFile = new Map<string, Diagnostic[]>([[opened.path, []]])
  for (const d of result.diagnostics) {
    const path = d.file === '' ? opened.path : d.file
    const list = byFile.get(path)
    if (list === undefined) byFile.set(path, [d])
    else list.push(d)
  }
  const places = placesOf(opened, result)
  const files = [...byFile].map(([path, diagnostics]) => ({ ...places(path), places, diagnostics }))
  return { opened, result, files, notice }
}

/** Never a wrong sound without a word. */
function warnOfFallback(context: Context, all: readonly Checked[]): void {
  for (const notice of new Set(all.map((checked) => checked.notice)))
    if (notice !== null) warn(context, notice)
}

/** Checks, prints what is wrong, and refuses a file with errors. */
export async function checkedOrFail(
  context: Context,
  file: string,
  onOpened?: (opened: OpenedFile) => void,
): Promise<Checked & { readonly ir: NonNullable<CheckResult['ir']> }> {
  const checked = await checkFile(file, onOpened)
  const { ir, diagnostics } = checked.result
  warnOfFallback(context, [checked])
  if (ir === null) {
    reportChecked(context, [checked])
    throw new Failure(INPUT_ERROR, '', '', { ...checkJson([checked]), error: 'the file has errors' })
  }
  const worth = diagnostics.filter((d) => d.severity === 'warning')
  if (worth.length > 0) reportChecked(context, [checked], 'warning')
  return { ...checked, ir }
}

/** Prints the diagnostics of several files for people, a line of summary last. */
function reportChecked(context: Context, all: readonly Checked[], least: 'hint' | 'warning' = 'hint'): void {
  const report = createReport(context, least)
  for (const checked of all) report.add(checked)
  report.finish()
}

/** The same, file by file as they are checked. */
export interface Report {
  add(checked: Checked): void
  /** @param unread files of which nothing is known */
  finish(unread?: number): void
}

export function createReport(context: Context, least: 'hint' | 'warning' = 'hint'): Report {
  const shown: Diagnostic[] = []
  const seen = new Set<string>()
  let files = 0
  return {
    add({ opened, result }) {
      files++
      const list = result.diagnostics.filter((d) => {
        if (least === 'warning' && d.severity !== 'warning' && d.severity !== 'error') return false
        // An imported file's diagnostics come with every file that imports it; once is enough.
        const key = `${shownPath(opened, d.file)}\n${d.code}\n${d.span.start}\n${d.message}`
        return seen.has(key) ? false : seen.add(key)
      })
      shown.push(...list)
      printDiagnostics(context, list, {
        shown: (file) => shownPath(opened, file),
        text: (file) => textOf(opened, result, file),
      })
    },
    finish(unread = 0) {
      context.err(`${summary(shown, files, unread)}\n`)
    },
  }
}

export const checkJson = (all: readonly Checked[]): ReturnType<typeof checkDocument> =>
  checkDocument(filesOf(all))

/** The files of several checks, each once, however many import it. */
export function filesOf(all: readonly Checked[]): readonly CheckedFile[] {
  const files = new Map<string, CheckedFile>()
  for (const checked of all)
    for (const file of checked.files) if (!files.has(file.shown)) files.set(file.shown, file)
  return [...files.values()]
}

/** Where diagnostics lie, by the path they carry. A file's lines are found once, however many name it. */
function placesOf(opened: OpenedFile, result: CheckResult): (path: string) => Place {
  const known = new Map<string, Place>()
  return (path) => {
    const place = known.get(path)
    if (place !== undefined) return place
    const made = { shown: shownPath(opened, path), lines: lineTable(textOf(opened, result, path)) }
    known.set(path, made)
    return made
  }
}

/** A workspace path as the user would type it here. */
function shownPath(opened: OpenedFile, path: string): string {
  if (path === '' || path === opened.path) return opened.shown
  const absolute = resolve(opened.root, path)
  // A link that was followed on the way to the file is not followed on the way to what it imports.
  if (!isAbsolute(opened.shown)) return fromHere(absolute)
  return resolve(dirname(opened.shown), relative(dirname(opened.absolute), absolute))
}

function textOf(opened: OpenedFile, result: CheckResult, path: string): string {
  return path === '' || path === opened.path ? opened.text : (result.sources.get(path) ?? '')
}
