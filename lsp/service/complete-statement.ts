/**
 * What may stand next in a statement whose first words say so: behind `form`, `rule … when`, `learn 20 ms`, `mix(` … What has
 * no grammar of its own (the values of most properties) is told by the vocabulary, in `complete.ts`.
 */

import { GRID } from '../../compiler/check/members.ts'
import { PLAYER_NUMBERS } from '../../compiler/check/metrics.ts'
import type { File } from '../../language/ast.ts'
import { BLOCK_KINDS, MEMBER_KINDS } from '../../language/vocabulary.ts'
import { itemsIn } from '../../language/walk.ts'
import type { Completion } from './answers.ts'
import { propertiesOf } from './complete-properties.ts'
import { fitting } from './complete-units.ts'
import type { Names } from './complete-values.ts'
import {
  COMPARED,
  FEATURE_NAMES,
  GUARDS,
  LEARN,
  METRICS,
  MODES,
  name,
  PLAYER_FIELDS,
  SESSION_FIELDS,
  TIMBRE_VALUES,
  TONICS,
  value,
  WORDS,
  word,
} from './complete-words.ts'
import { type Declaration, namesOf } from './declared.ts'
import type { Statement } from './statement.ts'

/** Null where these words say nothing of what comes next. */
export function nextIn(statement: Statement, file: File, elsewhere: Names): readonly Completion[] | null {
  const { words } = statement
  const [head = ''] = words
  const last = words.at(-1) ?? ''
  const before = words.at(-2) ?? ''
  const fits = fitting(words)
  const of = (...kinds: readonly Declaration[]): readonly Completion[] => namesOf(file, kinds, fits).map(name)
  // Nothing is made of itself.
  const ofAll = (...kinds: readonly Declaration[]): readonly Completion[] => [
    ...of(...kinds).filter(({ label }) => statement.inBlock || label !== words[1]),
    ...elsewhere(kinds, fits),
  ]
  if (words.length === 0) return null
  const learned = behindLearn(words, () => ofAll('let'))
  if (learned !== null) return learned
  const measured = fieldsBehind(last, before, head)
  if (measured !== null) return measured
  if (last === '.' && statement.inBlock) return propertiesOfMember(file, before)
  switch (head) {
    case 'form':
      return behindForm(last, before, of('section'))
    case 'rule':
      return behindRule(words, last, () => ofAll('let'))
    case 'reward':
      return words.length > 2 ? behindReward(words, last, () => ofAll('let')) : []
    case 'timbre':
      if (statement.inBlock) return null
      if (words.length <= 2 && !words.includes('=')) return words.length === 1 ? [] : null
      if (before === 'near') return [word('within')]
      if (last === 'near') return TIMBRE_VALUES.slice(0, 1)
      if (last === '=') return [...TIMBRE_VALUES, ...ofAll('timbre')]
      // A share stands behind the two.
      return argumentsBefore(words) > 1 ? [LEARN, ...ofAll('let')] : [...ofAll('timbre'), LEARN]
    case 'let':
      return words.length === 1 || (words.length > 2 && /[\w)]$/.test(last))
        ? []
        : [LEARN, ...ofAll('let'), value('min'), value('max')]
    case 'key':
      return words.length === 1
        ? TONICS
        : MODES.filter(({ label }) =>
            label.startsWith(
              words
                .slice(2)
                .map((one) => `${one} `)
                .join(''),
            ),
          )
    case 'train':
      return words.length === 1 ? ofAll('reward') : null
  }
  if (MEMBER_KINDS.some((kind) => kind === head)) return behindMember(words, of('member'))
  // What a block is called is nobody's to guess.
  if (words.length === 1 && !statement.inBlock && BLOCK_KINDS.some((kind) => kind === head)) return []
  if (last === 'on' && (head === 'swing' || head === 'tempo')) return ['8ths', '16ths'].map(value)
  if (last === 'follow' && head === 'dynamics') return [value('player')]
  if (head === 'guard') return words.length === 1 ? GUARDS : behindGuard(last)
  if ((head === 'mute' || head === 'unmute') && last === ',') return of('member')
  if (before === 'every' && /^\d+(?:st|nd|rd|th)$/.test(last)) return [value('bar')]
  return null
}

/** `player.`, `session.` */
function fieldsBehind(last: string, before: string, head: string): readonly Completion[] | null {
  if (last !== '.') return null
  if (before === 'player')
    return head === 'reward'
      ? PLAYER_FIELDS.filter(({ label }) => label === 'spread' || label === 'bias')
      : PLAYER_FIELDS
  return before === 'session' ? SESSION_FIELDS : null
}

/** `learn 20 ms` wants a range, `learn shell` a choice; `in a..b` may be followed by `log` and by features. */
function behindLearn(
  words: readonly string[],
  lets: () => readonly Completion[],
): readonly Completion[] | null {
  const at = words.lastIndexOf('learn')
  if (at < 0) return null
  const since = words.slice(at + 1).filter((one) => one !== '-' && one !== '+')
  const [first = ''] = since
  const last = words.at(-1) ?? ''
  if (last === 'learn' || last === 'or') {
    const choices = WORDS[words[at - 1] ?? ''] ?? []
    return choices.length > 0 ? choices.map(value) : lets()
  }
  if (last === 'in' || last === '..') return lets()
  if (/^[A-Za-z]/.test(first) && first !== 'in')
    return since.every((one, i) => (i % 2 === 0 ? /^[A-Za-z]/.test(one) : one === 'or')) ? [word('or')] : null
  if (!since.includes('in')) return since.length === 1 ? [word('in')] : null
  const by = since.indexOf('by')
  // Some have several words.
  if (by >= 0) return /^(by|,|\.|days|since)$/.test(last) ? FEATURE_NAMES : null
  return null
}

/** `kit.` in a section. */
function propertiesOfMember(file: File, member: string): readonly Completion[] {
  const its = itemsIn(file).find((one) => one.kind === 'block' && one.name?.text === member)
  const kind = its?.kind === 'block' ? MEMBER_KINDS.find((one) => one === its.block) : undefined
  return kind === undefined ? [] : propertiesOf(kind)
}

/** `completed >= -1%` */
function behindGuard(last: string): readonly Completion[] | null {
  if (/^[<>=]/.test(last)) return []
  return /^(?:[a-z_]+|\))$/i.test(last) ? [word('>=')] : null
}

/** How many stand whole in the call that is open. */
function argumentsBefore(words: readonly string[]): number {
  let [count, depth] = [0, 0]
  for (const one of words.toReversed()) {
    if (one === ')') depth++
    else if (one === '(' && --depth < 0) break
    else if (one === ',' && depth === 0) count++
  }
  return count
}

function behindForm(
  last: string,
  before: string,
  sections: readonly Completion[],
): readonly Completion[] | null {
  if (last === 'form' || last === ',') return [...sections, word('vamp')]
  if (last === 'vamp') return sections
  if (before === 'vamp') return [word('until')]
  if (last === 'until') return [value('cue')]
  return last === '*' ? [] : [value('repeat')]
}

function behindRule(
  words: readonly string[],
  last: string,
  lets: () => readonly Completion[],
): readonly Completion[] | null {
  if (words.length === 1) return []
  const when = words.indexOf('when')
  if (when < 0) return words.length === 2 ? [word('when')] : null
  if (words.includes('for')) return last === 'for' ? lets() : []
  if (/^[<>=!]/.test(last)) return lets()
  if (['when', 'and', 'or', 'not'].includes(last)) return [value('player'), word('not')]
  return PLAYER_NUMBERS.has(last) && words.at(-2) === '.' ? COMPARED : [word('for'), word('and'), word('or')]
}

/** A value where one is missing; behind a value only `else`, and the signs that everybody knows. */
function behindReward(
  words: readonly string[],
  last: string,
  lets: () => readonly Completion[],
): readonly Completion[] {
  const inCall = behindCall(words)
  if (inCall !== null) return inCall
  if (/^(?:[=(,+*/-]|else)$/.test(last)) return [...METRICS, ...lets()]
  return last === ')' || /[a-z]$/.test(last) ? [word('else')] : []
}

function behindMember(
  words: readonly string[],
  members: readonly Completion[],
): readonly Completion[] | null {
  if (words.length === 1) return []
  if (words.length === 2) return [word('follows')]
  // Nobody follows himself.
  return words.at(-1) === 'follows'
    ? [...members.filter(({ label }) => label !== words[1]), value(GRID)]
    : null
}

/** Within `improvement(` and its kin; null elsewhere. */
function behindCall(words: readonly string[]): readonly Completion[] | null {
  const call = words.at(-2)
  const last = words.at(-1)
  if (last === '(' && call === 'improvement') return [value('within'), value('across')]
  if (last === '(' && call === 'asynchrony') return [value('within'), value('improvement')]
  if (last === 'within' || last === 'improvement') return [value(last === 'within' ? 'session' : 'within')]
  if (/^\d/.test(last ?? '') && call === 'across') return [value('sessions')]
  // So many days, or sessions: no name stands for those.
  return last === 'across' || (last === '(' && call === 'return_rate') ? [] : null
}
