/** `|: … :|`, as charts say that bars are played again: told of once for a line. */

import type { Fix } from '../diagnostics.ts'
import type { Reader } from '../reader.ts'
import type { Token } from '../token-list.ts'

const SIGN = /(?<=\|):|:(?=\|)/g

export interface RepeatSigns {
  readonly hint: string
  readonly fixes: readonly Fix[]
}

/** What to say of a colon that is a sign of repetition; null where it is none. */
export function repeatSigns(token: Token, r: Reader): RepeatSigns | null {
  const from = r.start(token)
  const behind = r.text.charAt(from + 1)
  if (r.image(token) !== ':' || (r.text.charAt(from - 1) !== '|' && behind !== '|')) return null
  const [line = ''] = /^[^\n"{}/]*/.exec(r.text.slice(from)) ?? []
  // The first is looked at with its own bar line before it.
  const edits = [...`|${line}`.matchAll(SIGN)].map(({ index }) => ({
    span: { start: from + index - 1, end: from + index },
    newText: '',
  }))
  return {
    hint: 'Bars go round by themselves; the form says how often a section is played, as in form verse * 2.',
    fixes: [{ title: 'Leave out the signs of repetition', edits }],
  }
}
