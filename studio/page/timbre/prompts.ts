/** The prompts of a text, with what each is called there. */

import type { PlayedBy } from '../../../compiler/defaults.ts'
import { parse } from '../../../language/parse.ts'
import { childrenOf, type Node } from '../../../language/walk.ts'
import { playersIn } from './players.ts'

export interface WrittenPrompt {
  /** `woody` of `timbre woody = "…"`; the prompt itself where it has no name. */
  readonly name: string
  readonly prompt: string
  /** Who plays it; null where nobody does. */
  readonly by: PlayedBy | null
  /** Of the text in quotes, quotes included. */
  readonly start: number
  readonly end: number
}

/** In the order of the text. Half-written blocks take nothing from the rest. */
export function promptsIn(text: string): readonly WrittenPrompt[] {
  const found: WrittenPrompt[] = []
  const { file } = parse(text)
  const players = playersIn(file)
  for (const item of file.items) collect(item, null, false)
  return found

  function collect(node: Node, name: string | null, inTimbre: boolean): void {
    // A recording's path is no prompt.
    if (node.kind === 'phrase' && /^sample\b/.test(text.slice(node.start, node.end))) return
    if (node.kind === 'string') {
      const prompt = node.value
      const { start, end } = node
      if (inTimbre && prompt.trim() !== '')
        found.push({ name: name ?? prompt, prompt, by: players.get(start) ?? null, start, end })
      return
    }
    const declares = node.kind === 'timbre'
    const sets = (node.kind === 'property' || node.kind === 'modifier') && node.key.text === 'timbre'
    // What a mix is made of has no name of its own.
    const own = declares ? node.name.text : node.kind === 'call' ? null : name
    // A property's modifiers are its children: each says for itself what it sets.
    const within = declares || sets || (inTimbre && node.kind !== 'property' && node.kind !== 'modifier')
    for (const child of childrenOf(node)) collect(child, own, within)
  }
}

/** The text with another prompt in that place. */
export function withPrompt(text: string, at: Pick<WrittenPrompt, 'start' | 'end'>, prompt: string): string {
  return text.slice(0, at.start) + JSON.stringify(prompt) + text.slice(at.end)
}

/** The text with a timbre more, at its end, under a name that nobody has: `snare`, `snare_2`. */
export function withTimbre(text: string, prompt: string): string {
  const noun =
    prompt
      .toLowerCase()
      .match(/[a-z]{2,}/g)
      ?.at(-1) ?? 'sound'
  let name = `my_${noun}`
  for (let n = 2; new RegExp(`\\b${name}\\b`).test(text); n++) name = `my_${noun}_${n}`
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  return `${text}${gap}timbre ${name} = ${JSON.stringify(prompt)}\n`
}
