import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { repositoryTop } from '../../harness/sil.ts'
import { policyOf } from '../../laws/play.ts'

/** The example of docs/training.md, as it stands there. */
it("the page's example runs and prints what the page says", async () => {
  const page = readFileSync(join(repositoryTop, 'docs/training.md'), 'utf8')
  const code = /```ts run\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const policy = await policyOf(readFileSync(join(repositoryTop, 'examples/walking-ii-v-i.sil'), 'utf8'))
  const training = await import('../../../training/index.ts')
  const promised = [...code.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, said = '']) => said)
  const script = code
    .replace(/^import (\{.*\}) from 'silencio\/training'$/m, 'const $1 = training')
    .replace(/^import policy from .*$/m, '')
    .replace(/: (?:Float32Array|number)(?=[),]| =>)/g, '')
  expect(script).not.toMatch(/^import/m)
  const printed: unknown[][] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...args) => void printed.push(args))
  try {
    new Function('training', 'policy', script)(training, policy)
  } finally {
    log.mockRestore()
  }
  expect(printed).toHaveLength(promised.length)
  expect(printed[0]).toEqual([[]])
  expect(Number(printed[1]?.[0]).toFixed(2)).toBe(/^[\d.]+/.exec(promised[1] ?? '')?.[0].replace(/,$/, ''))
  expect(printed[2]?.join(' ')).toBe(promised[2])
})
