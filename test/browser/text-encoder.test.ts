import { beforeAll, describe, expect, test } from 'vitest'
import { portableEncoder } from '../../models/timbre/text/portable.ts'
import { FOUNDING_PROMPTS } from '../../models/timbre/words/lexicon.ts'
import { browserMissing, type PageFiles, withPage } from '../harness/browser.ts'
import { encoderPage } from '../harness/encoder-page.ts'

let files: PageFiles = {}

beforeAll(async () => {
  const page = await encoderPage()
  const tokenizer = page['tokenizer.json'] ?? ''
  files = { ...page, 'altered.json': tokenizer.slice(0, -1) }
})

interface Said {
  readonly first: readonly (readonly number[])[]
  readonly again: readonly number[]
  readonly milliseconds: number
  readonly nothing: { readonly read: number; readonly cut: boolean }
  readonly problems: readonly string[]
}

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && 'first' in value

describe.skipIf(browserMissing !== undefined)('the sentence encoder in a page', () => {
  test('finds what it finds in Node, in less than 80 ms a prompt, and says in words what it cannot load', async () => {
    const prompts = FOUNDING_PROMPTS.map(({ prompt }) => prompt)
    const said: unknown = await withPage({ files }, (page) =>
      page.evaluate(`(async () => {
        const { openBrowserEncoder } = await import('/page.js')
        const good = { model: '/minilm.onnx', tokenizer: '/tokenizer.json', wasm: '/ort.wasm' }
        const open = (more, script = '/worker.js') =>
          openBrowserEncoder(new Worker(script, { type: 'module' }), { ...good, ...more })
        const problems = []
        for (const one of [open({ tokenizer: '/altered.json' }), open({ model: '/none.onnx' }), open({}, '/none.js')])
          problems.push((await one).problem)
        const opened = await open({})
        if (!opened.ok) return opened
        const { encoder } = opened
        const prompts = ${JSON.stringify(prompts)}
        // All at once: they are answered one after the other.
        const first = await Promise.all(prompts.map((prompt) => encoder.encode(prompt)))
        // The least of them: a machine with much else to do takes its time.
        const times = []
        let again
        for (const prompt of prompts) {
          const start = performance.now()
          again = await encoder.encode(prompt)
          times.push(performance.now() - start)
        }
        const { read, cut } = await encoder.encode('🥁')
        const late = encoder.encode('late').catch(({ message }) => message)
        await encoder.close()
        problems.push(await late)
        return {
          first: first.map(({ vector }) => Array.from(vector)), again: Array.from(again.vector),
          milliseconds: Math.min(...times), nothing: { read, cut }, problems,
        }
      })()`),
    )
    if (!isSaid(said)) throw new Error(`the page gave ${JSON.stringify(said)}`)
    const inNode = portableEncoder({ size: 0, sentenceOf: () => null }, { cache: '/nowhere' })
    // Bit for bit: a piece sounds the same wherever it is compiled.
    for (const [i, prompt] of prompts.entries())
      expect(said.first[i], prompt).toEqual(Array.from((await inNode.encode(prompt)).vector))
    await inNode.close()
    expect(said.again).toEqual(said.first.at(-1))
    expect(said.nothing).toEqual({ read: 0, cut: false })
    expect(said.milliseconds).toBeLessThan(80)
    expect(said.problems).toEqual([
      expect.stringContaining('/altered.json is not the file that the timbre heads were trained with'),
      expect.stringContaining('/none.onnx is not there (404)'),
      expect.stringContaining("the text encoder's worker could not be run"),
      'the text encoder was closed',
    ])
  })
})
