/** "Sounds like": words that lie near a prompt, each a button. */

import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import { nearestIn } from '../../../runtime/timbre/nearest.ts'
import { h } from '../dom.ts'
import { type AskTimbre, asked } from './reader.ts'

const COUNT = 4
/** A hand that goes on typing wants none yet. */
const PAUSE_MS = 250

export interface Neighbours {
  readonly element: HTMLElement
  /** Of this prompt, soon; until then those of before stay. @param byLexicon by whom the prompt is read */
  show(prompt: string, byLexicon: boolean): void
  close(): void
}

export function createNeighbours(ask: AskTimbre, choose: (prompt: string) => void): Neighbours {
  const list = h('span', {})
  const element = h('p', { class: 'timbre-near' }, 'Sounds like: ', list)
  let question = 0
  let shown = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    element,
    show(prompt, byLexicon) {
      const key = `${byLexicon} ${prompt}`
      if (key === shown) return
      shown = key
      const its = ++question
      clearTimeout(timer)
      timer = setTimeout(async () => {
        const near = byLexicon ? lexiconNear(prompt) : await trainedNear(prompt)
        if (its === question) draw(near)
      }, PAUSE_MS)
    },
    close() {
      question++
      clearTimeout(timer)
    },
  }

  async function trainedNear(prompt: string): Promise<readonly string[]> {
    const answer = await asked(ask, { about: 'neighbours', prompt, count: COUNT })
    return answer.about === 'neighbours' ? answer.prompts : lexiconNear(prompt)
  }

  function draw(near: readonly string[]): void {
    list.replaceChildren(
      ...near.map((prompt) => {
        const button = h('button', { type: 'button', class: 'plain small' }, prompt)
        button.addEventListener('click', () => choose(prompt))
        return button
      }),
    )
  }
}

function lexiconNear(prompt: string): readonly string[] {
  const encode = (one: string): ArrayLike<number> => lexiconSpace.encode(one).vector
  return prompt.trim() === '' ? [] : nearestIn(encode, encode(prompt), COUNT, prompt).map((one) => one.prompt)
}
