/** Words of the language that are no properties: what begins a declaration, and what stands behind something. */

import { lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'
import { MEMBER_PROPERTIES, PROPERTIES } from '../../language/vocabulary.ts'
import type { Hover } from './answers.ts'
import { METRICS } from './complete-words.ts'

export const HEAD_DOCS: Readonly<Record<string, string>> = {
  let: 'A name for a quantity: `let shy = 5 ms`.',
  import: 'Zones, timbres, lets and rewards of another file: `import { woody } from "./timbres.sil"`.',
  zones: 'How the band answers the player’s timing: what it ignores, follows and never goes beyond.',
  player: 'The human: the zones, what is expected of them, and who counts in.',
  timbre: 'A name for a sound: a prompt in quotes, `mix(…)`, `near "…"`, `sample "…"`.',
  metronome: 'A member that clicks: `beat |X x x x|`.',
  drummer: 'A member with a line for each voice of the kit.',
  bassist: 'A member with a line of chord degrees or pitches, or `line walk`.',
  pianist: 'A member that plays the chords in a rhythm: `comp |. x . x|`.',
  guitarist: 'A member that plays the chords in a rhythm: `comp |x x x x|`.',
  section: 'A part of the piece, with its own chords and patterns; `form` says when it is played.',
  form: 'Which sections are played, in order: `form A, B * 2, vamp A until cue`.',
  rule: 'What the band does while something holds of the player.',
  reward: 'What a good session was: a plain number out of what was measured.',
  train: 'How the slots are learned, by which reward.',
  scenario: 'A test: what the player does, and what must come of it. `sil test` plays it.',
}

export const WORD_DOCS: Readonly<Record<string, string>> = {
  follows: 'Whom a member follows: another member, or `grid`, the written tempo. Without it, the player.',
  in: 'The range: of a tempo, which the band never leaves; of a slot, in which it is learned.',
  on: 'Only on these beats; behind a tempo or a swing, the note value it counts in.',
  by: 'By how much; behind a slot, the features that it goes by.',
  to: 'Where it goes.',
  of: 'Of what it is a share.',
  over: 'How long the change takes.',
  every: 'How often, in bars.',
  for: 'How long it lasts, or must have held.',
  keep: 'It stays when the condition has ended.',
  within: 'How far at most; `within session`: between a session’s beginning and its end.',
  loop: 'One bar that runs across the barlines and lasts this long.',
  chance: 'How often.',
  density: 'How full a fill is: at 100 % on every 16th.',
  vamp: 'Plays a section again and again, until somebody gives the cue.',
  repeat: 'The form begins again.',
  mix: 'A timbre between two: `mix(a, b, 30%)`; at 0 % it is `a`.',
  near: 'A timbre in the neighbourhood of a prompt, always the same place; with `learn` the trainer looks for it.',
  sample: 'The timbre of a recording beside the file.',
  when: 'What must hold for the rule to act.',
  until: 'What ends the vamp.',
  cue: 'The sign that a vamp may end: of a rule, or of who plays.',
  else: 'What counts where nothing was measured.',
  across: 'Between the older and the newer half of so many sessions.',
  ladder: 'A tempo that climbs by so much, every so many bars, to the top of its range.',
  from: 'The file that the names come from.',
  as: 'What it is called in this file.',
  player: 'The human who plays with the band.',
  session: 'What was measured of a session.',
}

/** Voices have these of the member, for themselves. */
const OF_MEMBERS = ['timbre', 'level', 'pan', 'feel', 'human']

/** @param heads where declarations begin */
export function wordAt(text: string, offset: number, heads: readonly number[]): Hover | null {
  const { tokens } = lex(text)
  for (let token = 1; token <= tokens.count; token++) {
    const [start, end] = [tokens.start(token), tokens.end(token)]
    if (end < offset) continue
    if (start > offset) return null
    if (t.NAMES[tokens.kind(token)] !== 1) continue
    const word = text.slice(start, end)
    const doc = heads.includes(start) ? HEAD_DOCS[word] : docOf(word)
    return doc === undefined ? null : { start, end, text: `**${word}**\n\n${doc}` }
  }
  return null
}

function docOf(word: string): string | undefined {
  if (OF_MEMBERS.includes(word)) return MEMBER_PROPERTIES[word]?.doc
  if (word === 'strength') return PROPERTIES.zones[word]?.doc
  return WORD_DOCS[word] ?? METRICS.find(({ label, doc }) => label === word && doc !== '')?.doc
}
