import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { transformSync } from 'esbuild'
import { getQuickJS } from 'quickjs-emscripten'
import { expect, test } from 'vitest'

/** math.ts and random.ts as one script without imports, and a question whose answer is a list of exact bits. */
function script(question: string): string {
  const source = ['math', 'random']
    .map((name) => readFileSync(new URL(`../../runtime/${name}.ts`, import.meta.url), 'utf8'))
    .join('\n')
    .replace(/^import .*$/gm, '')
    .replace(/^export /gm, '')
  return `${transformSync(source, { loader: 'ts' }).code}
    const bytes = new DataView(new ArrayBuffer(8))
    const bits = (x) => { bytes.setFloat64(0, x); return bytes.getUint32(0).toString(16) + ':' + bytes.getUint32(4).toString(16) }
    const answers = []
    for (let i = 0; i < 2000; i++) { const u = uniform(11, 1, 2, i, 3, 4); ${question} }
    answers.join(' ')`
}

test.each([
  ['exp', 'answers.push(bits(exp(1400 * u - 700)))'],
  ['exp2', 'answers.push(bits(exp2(40 * u - 20)))'],
  ['ln', 'answers.push(bits(ln(u)))'],
  ['log2', 'answers.push(bits(log2(1e6 * u)))'],
  ['pow', 'answers.push(bits(pow(10 * u, 3 - 6 * u)))'],
  ['sin and cos', 'answers.push(bits(sin(1e4 * u)), bits(cos(1e4 * u)))'],
  ['gaussian', 'answers.push(bits(gaussian(9007199254740991, 7, 8, i, 5, 6)))'],
  ['keyOf', 'answers.push(String(keyOf("member " + i)))'],
])('%s gives the same bits in V8 and in QuickJS', async (_, question) => {
  const source = script(question)
  const vm = (await getQuickJS()).newContext()
  const result = vm.evalCode(source)
  const quick = vm.unwrapResult(result)
  const answers = vm.getString(quick)
  quick.dispose()
  vm.dispose()
  expect(answers).toBe(runInNewContext(source))
  expect(answers.split(' ').length).toBeGreaterThanOrEqual(2000)
})
