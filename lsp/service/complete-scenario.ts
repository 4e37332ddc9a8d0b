/** A scenario's lines, word by word. */

import type { Completion } from './answers.ts'
import { COMPARED, choice, name, value, word } from './complete-words.ts'

const PLAYERS = ['steady', 'rushes', 'drags', 'speeds', 'slows', 'silent', 'simulated'].map((one) =>
  choice('player', one),
)

const NEXT: Readonly<Record<string, readonly Completion[]>> = {
  player: PLAYERS,
  speeds: [word('up')],
  slows: [word('down')],
  silent: [word('for')],
  simulated: ['novice', 'musician', 'drummer'].map(value),
  expect: ['mode', 'tempo', 'level'].map(word),
  mode: ['snap', 'follow', 'limit'].map(value),
  tempo: [word('within')],
}

/** @param since the words of `player` or `expect`, itself the first */
export function inScenario(
  since: readonly string[],
  members: () => readonly string[],
): readonly Completion[] {
  const [key, what, ...more] = since
  const last = since.at(-1) ?? ''
  if (key === 'expect' && what === 'level')
    return more.length === 0 ? members().map(name) : more.length === 1 ? COMPARED : []
  // A quantity is one word, with its sign.
  if (last === '0') return key === 'expect' ? [word('of')] : what === 'silent' ? [] : [word('over')]
  if (what === 'mode' && last === 'of') return [value('beats')]
  if (what === 'mode' && more.length === 1) return [word('on')]
  return NEXT[last] ?? []
}
