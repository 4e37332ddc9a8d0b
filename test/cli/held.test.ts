import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { writeAll } from '../../cli/io/write.ts'

// As on Windows, where a program has the file open: it neither goes nor is replaced.
vi.mock('../../training/rename.ts', () => ({
  rename(from: string, to: string) {
    if ([from, to].some((path) => path.endsWith('held.mid')))
      throw Object.assign(new Error(), { code: 'EPERM' })
    renameSync(from, to)
  },
}))

const folder = mkdtempSync(join(tmpdir(), 'sil-held-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('where one file is held by another program, none of those that belong to it is replaced', () => {
  const names = ['score.json', 'held.mid', 'report.html']
  for (const name of names) writeFileSync(join(folder, name), 'old')
  const files = [...names, 'new.txt'].map((name) => ({ path: join(folder, name), data: 'new' }))
  expect(() => writeAll(files)).toThrow(/I may not write .*held\.mid/)
  expect(readdirSync(folder).sort()).toEqual([...names].sort())
  for (const name of names) expect(readFileSync(join(folder, name), 'utf8'), name).toBe('old')
})
