import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchDisk } from '../../studio/page/on-disk.ts'
import { fingerprint } from '../../studio/server/fingerprint.ts'

const TEXT = 'let x = 1\n'

/** A server whose file has this revision, and all of whose imports read alike. */
function serverWith(revision: string) {
  const server = { revision, text: TEXT, addresses: [] as string[] }
  vi.stubGlobal('fetch', async (address: string) => {
    server.addresses.push(address)
    const paths = new URL(address, 'http://here').searchParams.getAll('beside')
    const beside = Object.fromEntries(paths.map((path) => [path, fingerprint(server.text)]))
    return { json: async () => ({ file: server.revision, beside }) }
  })
  return server
}

function watched(files: Readonly<Record<string, string>> = {}) {
  const told: string[] = []
  watchDisk({
    beside: () => ({ files, missing: [] }),
    rests: () => false,
    onFile: (revision) => told.push(revision),
    onBeside: () => told.push('beside'),
  })
  return told
}

describe('the watch over what lies on disk', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('tells of a text that stands still, within a second', async () => {
    const server = serverWith('a')
    const told = watched()
    await vi.advanceTimersByTimeAsync(700)
    server.revision = 'b'
    await vi.advanceTimersByTimeAsync(1000)
    expect(new Set(told)).toEqual(new Set(['a', 'b']))
  })

  it('waits for a program that writes in several steps', async () => {
    const server = serverWith('a')
    const told = watched()
    await vi.advanceTimersByTimeAsync(700)
    for (const part of ['half', 'more', 'most', 'nearly']) {
      server.revision = part
      await vi.advanceTimersByTimeAsync(90)
    }
    server.revision = 'whole'
    await vi.advanceTimersByTimeAsync(1000)
    expect(new Set(told)).toEqual(new Set(['a', 'whole']))
  })

  it('asks for many imports in addresses that every server takes, and hears of each', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`songs/ümlaut ${'long '.repeat(20)}${i}.sil`, TEXT]),
    )
    const server = serverWith('a')
    const told = watched(files)
    await vi.advanceTimersByTimeAsync(700)
    expect(told).not.toContain('beside')
    expect(Math.max(...server.addresses.map((one) => one.length))).toBeLessThan(8100)
    expect(server.addresses.some((one) => one.includes('399.sil'))).toBe(true)
    server.text = 'let x = 2\n'
    await vi.advanceTimersByTimeAsync(1000)
    expect(told.filter((one) => one === 'beside')).toHaveLength(1)
  })
})
