/**
 * A file of its own in dist/: a thread that reads prompts for the server. The sentence encoder takes a second to open, and some
 * milliseconds a prompt.
 */

import { parentPort, workerData } from 'node:worker_threads'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { embedOnce } from '../../runtime/timbre/embed-once.ts'
import { nearestPrompts, neighbourPrompts } from '../../runtime/timbre/nearest.ts'
import type { Answer, Asked, Question, ThreadSetup, Told } from './protocol.ts'

// stdout belongs to the server's protocol, as in node.ts.
console.log = console.error
console.info = console.error

serve(workerData)

function serve({ folder, encoder }: ThreadSetup): void {
  const opened = openTimbreModel({ folder, encoder })
  const embed = embedOnce(async (prompt: string) => {
    if (!opened.ok) throw new Error(opened.problem)
    return opened.model.embed(prompt)
  })
  const say = (told: Told): void => parentPort?.postMessage(told)

  parentPort?.on('message', ({ id, question }: Asked) => {
    answerTo(question).then(
      (answer) => say({ id, answer }),
      (error: unknown) => say({ id, problem: error instanceof Error ? error.message : String(error) }),
    )
  })

  async function answerTo(question: Question): Promise<Answer> {
    const { about } = question
    switch (about) {
      case 'words': {
        const vectors = new Map<string, ArrayLike<number>>()
        for (const prompt of neighbourPrompts()) vectors.set(prompt, (await embed(prompt)).vector)
        return { about, vectors }
      }
      case 'prompt': {
        const { vector, unknown } = await embed(question.prompt)
        return { about, vector, unknown }
      }
      case 'near': {
        const { prompt, vector, count } = question
        const near = await nearestPrompts({ embed }, vector, count, prompt)
        return { about, prompts: near.map((one) => one.prompt) }
      }
    }
  }
}
