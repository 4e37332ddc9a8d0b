import { describe, expect, test } from 'vitest'
import { browser } from './browser.ts'
import type { Engine } from './engine.ts'
import { javaScriptCore } from './jsc.ts'
import { currentNode, olderNode } from './node.ts'
import { quickJs, quickJsWithin } from './quickjs.ts'

const engines: readonly Engine[] = [currentNode, olderNode, quickJs, javaScriptCore, browser]

describe.each(engines)('$name', (engine) => {
  const missing = engine.missing !== undefined

  test.skipIf(missing)('runs a module that imports another', async () => {
    const policy = "import { bpm } from './tempo.js'\nexport const beat = (n) => (n * 60) / bpm"
    const main = "import { beat } from './policy.js'\nexport default JSON.stringify([0, 1, 2].map(beat))"
    expect(await engine.evaluate(main, { 'policy.js': policy, 'tempo.js': 'export const bpm = 96' })).toBe(
      '[0,0.625,1.25]',
    )
  })

  test.skipIf(missing)('waits for a top-level await', async () => {
    expect(await engine.evaluate("export default await Promise.resolve('later')")).toBe('later')
  })

  test.skipIf(missing)('tells what a module threw', async () => {
    await expect(engine.evaluate("throw new RangeError('too late')")).rejects.toThrow('RangeError: too late')
  })

  test.skipIf(missing)('tells when a module exports no text', async () => {
    await expect(engine.evaluate('export default 42')).rejects.toThrow('must export default a string')
  })

  test.skipIf(missing)('tells when a module is not there', async () => {
    await expect(engine.evaluate("import './nowhere.js'\nexport default ''")).rejects.toThrow()
  })
})

test('QuickJS has nothing that a host would bring', async () => {
  const names = [
    'console',
    'setTimeout',
    'TextEncoder',
    'performance',
    'process',
    'window',
    'structuredClone',
  ]
  const main = `export default ${JSON.stringify(names)}.filter((name) => name in globalThis).join()`
  expect(await quickJs.evaluate(main)).toBe('')
})

test('QuickJS stops a module that does not end', async () => {
  await expect(quickJsWithin(100).evaluate('for (;;) {}')).rejects.toThrow('interrupted')
})
