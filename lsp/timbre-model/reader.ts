/** The server's side of the thread that reads prompts. */

import { Worker } from 'node:worker_threads'
import type { Answer, Asked, Question, ThreadSetup, Told } from './protocol.ts'

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
}

/** Rejects with what is wrong and what helps. */
export type AskReader = <Q extends Question>(question: Q) => Promise<AnswerTo<Q>>

type AnswerTo<Q extends Question> = Extract<Answer, { readonly about: Q['about'] }>

/** @param entry thread.ts, as it lies here */
export function startReader(entry: URL, setup: ThreadSetup): AskReader {
  const waiting = new Map<number, Waiting>()
  let count = 0
  let ended: Error | null = null
  const worker = new Worker(entry, { workerData: setup })
  // It goes with the server.
  worker.unref()
  worker.on('message', (told: Told) => {
    const asked = waiting.get(told.id)
    waiting.delete(told.id)
    if ('answer' in told) asked?.resolve(told.answer)
    else asked?.reject(new Error(told.problem))
  })
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
  worker.on('exit', () => end('it ended without a word'))
  return async (question) => {
    const answer = await said(question)
    if (!isAbout(answer, question)) throw new Error(`${answer.about} was not asked for`)
    return answer
  }

  function end(why: string): void {
    ended ??= new Error(`the thread that reads prompts died: ${why}`)
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }

  function said(question: Question): Promise<Answer> {
    if (ended !== null) return Promise.reject(ended)
    return new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, question } satisfies Asked)
    })
  }
}

function isAbout<Q extends Question>(answer: Answer, { about }: Q): answer is AnswerTo<Q> {
  return answer.about === about
}
