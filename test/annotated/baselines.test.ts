import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { behaviourOf, type Case, OUTPUTS } from './outputs.ts'

const root = new URL('../baselines/', import.meta.url)

/** Written by this test, and therefore no part of a case. */
const WRITTEN: ReadonlySet<string> = new Set(OUTPUTS.map(({ file }) => file))

const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

function read(name: string): Case {
  const folder = new URL(`${name}/`, root)
  const files = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.sil') && !WRITTEN.has(file))
      files.set(file, readFileSync(new URL(file, folder), 'utf8'))
  }
  const text = files.get('main.sil')
  if (text === undefined) throw new Error(`${name} has no main.sil`)
  return { text, files }
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n')

describe.each(cases)('%s', (name) => {
  const input = read(name)

  test.each(OUTPUTS)('$file', async ({ file, of }) => {
    const output = of(input)
    const path = fileURLToPath(new URL(`${name}/${file}`, root))
    if (output !== null) await expect(output).toMatchFileSnapshot(path)
    else expect(readdirSync(new URL(`${name}/`, root))).not.toContain(file)
  })

  test('says the same with the line ends of Windows', () => {
    const files = new Map([...input.files].map(([path, text]) => [path, crlf(text)]))
    const twin: Case = { text: crlf(input.text), files }
    for (const { file, of } of OUTPUTS) {
      const output = of(input)
      const again = of(twin)
      if (file === 'main.formatted.sil' && output !== null && !output.startsWith('//@ refused')) {
        expect(again).toBe(crlf(output))
      } else if (file !== 'main.ir.json' && file !== 'main.js') expect(again, file).toBe(output)
    }
    // Places in code and IR count characters; what is played does not depend on them.
    expect(behaviourOf(twin)).toBe(behaviourOf(input))
  })
})

test('there are two cases or more for every block of the language', () => {
  const heads =
    'band tempo meter key swing seed let import zones player timbre metronome drummer bassist pianist guitarist section form rule reward train scenario'
  const texts = cases.map((name) => read(name).text)
  for (const head of heads.split(' ')) {
    const shown = texts.filter((text) => new RegExp(`^${head}\\b`, 'm').test(text))
    expect(shown.length, head).toBeGreaterThanOrEqual(2)
  }
})
