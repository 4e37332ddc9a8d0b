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

/** Milliseconds without a question after which the thread ends: it gives some 200 MB back. */
const USUAL_IDLE = 60_000

/** The thread is started with a question, and with the next one where it ended. @param entry thread.ts, as it lies here */
export function createReader(entry: URL, setup: ThreadSetup, idle = USUAL_IDLE): AskReader {
  const waiting = new Map<number, Waiting>()
  let count = 0
  let worker: Worker | null = null
  let rest: ReturnType<typeof setTimeout> | undefined
  return async (question) => {
    const answer = await said(question)
    if (!isAbout(answer, question)) throw new Error(`${answer.about} was not asked for`)
    return answer
  }

  function said(question: Question): Promise<Answer> {
    clearTimeout(rest)
    worker ??= started()
    const asked = worker
    return new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, { resolve, reject })
      asked.postMessage({ id, question } satisfies Asked)
    })
  }

  function started(): Worker {
    const thread = new Worker(entry, { workerData: setup })
    // It goes with the server.
    thread.unref()
    thread.on('message', (told: Told) => {
      const asked = waiting.get(told.id)
      waiting.delete(told.id)
      if ('answer' in told) asked?.resolve(told.answer)
      else asked?.reject(new Error(told.problem))
      if (waiting.size > 0) return
      clearTimeout(rest)
      rest = setTimeout(() => {
        worker = null
        void thread.terminate()
      }, idle).unref()
    })
    const died = (why: string): void => {
      if (worker !== thread) return
      worker = null
      for (const { reject } of waiting.values())
        reject(new Error(`the thread that reads prompts died: ${why}`))
      waiting.clear()
    }
    thread.on('error', (error) => died(error instanceof Error ? error.message : String(error)))
    thread.on('exit', () => died('it ended without a word'))
    return thread
  }
}

function isAbout<Q extends Question>(answer: Answer, { about }: Q): answer is AnswerTo<Q> {
  return answer.about === about
}
