import { afterEach, expect, it, vi } from 'vitest'
import { runExplain } from '../../cli/commands/explain.ts'
import { createContext } from '../../cli/context.ts'

const ESCAPE = '\u001b'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** What `sil explain 301` prints where these are terminals. */
function explained(stdout: boolean, stderr: boolean): string {
  for (const name of ['NO_COLOR', 'FORCE_COLOR']) vi.stubEnv(name, undefined)
  vi.stubEnv('TERM', 'xterm')
  for (const [stream, isTTY] of [
    [process.stdout, stdout],
    [process.stderr, stderr],
  ] as const) {
    const before = Object.getOwnPropertyDescriptor(stream, 'isTTY')
    Object.defineProperty(stream, 'isTTY', { value: isTTY, configurable: true })
    restore.push(() => {
      if (before === undefined) Reflect.deleteProperty(stream, 'isTTY')
      else Object.defineProperty(stream, 'isTTY', before)
    })
  }
  const context = createContext({ json: false, seed: null })
  for (const back of restore.splice(0)) back()
  expect(context.colors.red('x').includes(ESCAPE)).toBe(stderr)
  let printed = ''
  runExplain({ ...context, out: (text) => (printed += text) }, '301')
  return printed
}
const restore: (() => void)[] = []

it('paints what goes to a terminal, and nothing that goes to a file', () => {
  expect(explained(true, true)).toContain(ESCAPE)
  expect(explained(false, true)).not.toContain(ESCAPE)
  expect(explained(true, false)).toContain(ESCAPE)
  expect(explained(false, false)).not.toContain(ESCAPE)
})

it.each([
  ['0', false],
  ['false', false],
  ['', true],
  ['1', true],
  ['true', true],
  ['3', true],
])('FORCE_COLOR=%s is what others take it for, in pipes and on a terminal', (value, painted) => {
  vi.stubEnv('NO_COLOR', undefined)
  vi.stubEnv('TERM', 'xterm')
  vi.stubEnv('FORCE_COLOR', value)
  const before = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY')
  for (const isTTY of [false, true]) {
    Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true })
    expect(createContext({ json: false, seed: null }).colors.red('x').includes(ESCAPE)).toBe(painted)
  }
  if (before === undefined) Reflect.deleteProperty(process.stderr, 'isTTY')
  else Object.defineProperty(process.stderr, 'isTTY', before)
})
