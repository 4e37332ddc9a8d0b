/** What every command gets: where to print, and how. */

import { createColors } from 'picocolors'
import type { Colors } from 'picocolors/types.js'
import { jsonText } from './print/json-text.ts'

export interface Context {
  /** Result for machines (and, without `--json`, for pipes). */
  readonly out: (text: string) => void
  /** Messages for people. */
  readonly err: (text: string) => void
  readonly json: boolean
  /** `--seed`, where given. */
  readonly seed: number | null
  /** Colours for `err`; no-ops away from a terminal. */
  readonly colors: Colors
  /** The same for `out`: a file that one of the two goes to has no use for them. */
  readonly outColors: Colors
  /** Is stderr a terminal? */
  readonly terminal: boolean
  /** How far long work is: a bar that is drawn again and again, a line now and then where that is kept in a log, or not a word. */
  readonly progress: 'bar' | 'lines' | 'none'
}

export function createContext(options: { json: boolean; seed: number | null }): Context {
  const terminal = process.stderr.isTTY === true
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const colorsFor = ({ isTTY }: { readonly isTTY?: boolean }): Colors =>
    createColors(
      FORCE_COLOR === undefined
        ? isTTY === true && !NO_COLOR && TERM !== 'dumb'
        : FORCE_COLOR !== '0' && FORCE_COLOR !== 'false',
    )
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    json: options.json,
    seed: options.seed,
    colors: colorsFor(process.stderr),
    outColors: colorsFor(process.stdout),
    terminal,
    progress: options.json ? 'none' : terminal ? 'bar' : 'lines',
  }
}

/** The one document of `--json`. */
export function printJson(context: Context, value: unknown): void {
  context.out(`${jsonText(value, 2)}\n`)
}
