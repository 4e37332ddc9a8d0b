/** How long a prompt takes in a page, once the encoder is loaded. */

import { FOUNDING_PROMPTS } from '../../models/timbre/words/lexicon.ts'
import { browserMissing, withPage } from '../../test/harness/browser.ts'
import { encoderPage } from '../../test/harness/encoder-page.ts'

export interface PageTimes {
  /** Milliseconds of each prompt. */
  readonly prompts: readonly number[]
  /** Milliseconds from a new worker to the first answer. */
  readonly loading: number
}

const ROUNDS = 5

/** null where there is no browser. */
export async function promptsInPage(): Promise<PageTimes | null> {
  if (browserMissing !== undefined) return null
  const prompts = FOUNDING_PROMPTS.map(({ prompt }) => prompt)
  const times: unknown = await withPage({ files: await encoderPage() }, (page) =>
    page.evaluate(`(async () => {
      const { openBrowserEncoder } = await import('/page.js')
      const begun = performance.now()
      const files = { model: '/minilm.onnx', tokenizer: '/tokenizer.json', wasm: '/ort.wasm' }
      const opened = await openBrowserEncoder(new Worker('/worker.js', { type: 'module' }), files)
      if (!opened.ok) throw new Error(opened.problem)
      await opened.encoder.encode('first')
      const loading = performance.now() - begun
      const prompts = []
      for (let round = 0; round < ${ROUNDS}; round++)
        for (const prompt of ${JSON.stringify(prompts)}) {
          const start = performance.now()
          await opened.encoder.encode(prompt)
          prompts.push(performance.now() - start)
        }
      return { prompts, loading }
    })()`),
  )
  if (!isTimes(times)) throw new Error('the page gave no times')
  return times
}

const isTimes = (value: unknown): value is PageTimes =>
  typeof value === 'object' && value !== null && 'prompts' in value && 'loading' in value
