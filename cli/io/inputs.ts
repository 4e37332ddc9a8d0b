/** What a command reads, so that none of its results takes the place of it. */

import { realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, WRONG_USAGE } from '../outcome.ts'
import type { OpenedFile } from './workspace.ts'
import { targetOf } from './write.ts'

export interface Input {
  readonly path: string
  /** As it goes on after "PATH is": `what --onsets names`. */
  readonly what: string
}

/** The piece, what it imports and the recordings that it hears. */
export const inputsOfPiece = ({ absolute, asked }: OpenedFile): readonly Input[] => [
  { path: absolute, what: 'the piece itself' },
  ...[...asked].map((path) => ({ path, what: 'read by the piece' })),
]

/** What an option names, where it is given. */
export const namedBy = (option: string, path: string | null): readonly Input[] =>
  path === null ? [] : [{ path, what: `what ${option} names` }]

/**
 * Asked before anything is written, and before anything long is computed.
 *
 * @param outputs paths of all results, as they will be written
 * @throws Failure where one of them is an input, by whatever way it is named, and where two are one
 */
export function refuseInputs(outputs: readonly string[], inputs: readonly Input[]): void {
  const places = new Set<string>()
  for (const path of outputs) {
    const place = placeOf(targetOf(path))
    const input = inputs.find((one) => isSame(one.path, place))
    if (input !== undefined)
      throw new Failure(
        WRONG_USAGE,
        `${path} is ${input.what}, and would be written over.`,
        'Choose another name; nothing was changed.',
      )
    if (places.has(place))
      throw new Failure(
        WRONG_USAGE,
        `Two results would be written to ${path}.`,
        'Give each a name of its own; nothing was changed.',
      )
    places.add(place)
  }
}

/**
 * A file is written by putting another one in the place of its name, so one that has two names (hard links) keeps what it
 * says under the other. On disks that take `Song.sil` and `song.sil` for one the names differ, and what they name does not.
 */
function isSame(input: string, output: string): boolean {
  const [one, other] = [statOf(input), statOf(output)]
  // A ledger is not there before the first look, and its place is its own all the same.
  if (one === null || other === null) return one === other && placeOf(input) === output
  if (one.ino !== other.ino || one.dev !== other.dev) return false
  return one.nlink === 1 || placeOf(input) === output
}

/** Where it lies or will lie, links in its folders followed. */
function placeOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    // Not there yet.
  }
  const absolute = resolve(path)
  const folder = dirname(absolute)
  return folder === absolute ? absolute : join(placeOf(folder), basename(absolute))
}

/** Null where there is nothing, or nothing that may be looked at. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}
