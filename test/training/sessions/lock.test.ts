import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { editStore } from '../../../training/sessions/edit.ts'
import { StoreBusy } from '../../../training/sessions/lock.ts'
import { createStore } from '../../../training/sessions/writer.ts'
import { link } from '../../harness/links.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-lock-')))
afterAll(() => rmSync(folder, { recursive: true }))
const store = join(folder, 'store')
const lock = join(store, '.lock')

/** A process that is over. */
async function pidOfTheDead(): Promise<number> {
  const child = spawn('true')
  await new Promise((resolve) => child.on('close', resolve))
  return child.pid ?? 0
}

describe('who changes a store', () => {
  it('holds it alone, and says who does', () => {
    const first = editStore(store, { create: true })
    first.commit(first.manifest)
    // This process may be met again by its number; another one is alive.
    writeFileSync(lock, String(process.ppid))
    expect(() => editStore(store)).toThrow(`is being changed by another process (${process.ppid})`)
    first.end()
    editStore(store).end()
    expect(readdirSync(store)).toEqual(['manifest.json'])
  })

  it('does not take the lock of somebody who is just writing it', () => {
    writeFileSync(lock, '')
    expect(() => editStore(store)).toThrow(StoreBusy)
    expect(readFileSync(lock, 'utf8')).toBe('')
    // The power went before the number was on the disk.
    utimesSync(lock, 1, 1)
    editStore(store).end()
    expect(readdirSync(store)).toEqual(['manifest.json'])
  })

  it('takes the place of one that was killed', async () => {
    const dead = await pidOfTheDead()
    writeFileSync(lock, String(dead))
    writeFileSync(join(store, `.lock.${dead}`), String(dead))
    const edit = editStore(store)
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid))
    edit.end()
    expect(readdirSync(store)).toEqual(['manifest.json'])
  })
})

describe('who makes a store', () => {
  const simulated = (path: string): void => void createStore(path).finish(null)
  const imported = (path: string): void => {
    const edit = editStore(path, { create: true })
    edit.commit(edit.manifest)
    edit.end()
  }
  it.each([
    ['by a simulation', 'a', 'a.partial', simulated],
    ['by a simulation, in a folder that is there', 'b', 'b/.partial', simulated],
    ['by an import', 'c', 'c.partial', imported],
  ])('has what is on its way to itself: %s', async (_, name, partial, make) => {
    const [made, beside] = [join(folder, name), join(folder, partial)]
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(beside, '.lock'), String(process.ppid))
    writeFileSync(join(beside, 'day=2026-01-05.jsonl'), 'half a li')
    expect(() => make(made)).toThrow(StoreBusy)
    expect(() => make(made)).toThrow(`${made} is being changed by another process (${process.ppid})`)
    expect(readFileSync(join(beside, 'day=2026-01-05.jsonl'), 'utf8')).toBe('half a li')
    // Whoever had it was killed.
    writeFileSync(join(beside, '.lock'), String(await pidOfTheDead()))
    make(made)
    expect(readdirSync(made)).toEqual(['manifest.json'])
    expect(readdirSync(folder)).not.toContain(`${name}.partial`)
  })

  it('takes away a link that lies there, and nothing where it leads', () => {
    writeFileSync(join(folder, 'a', 'day=2026-01-05.jsonl'), '{}')
    link(join(folder, 'a'), join(folder, 'd.partial'))
    simulated(join(folder, 'd'))
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['day=2026-01-05.jsonl', 'manifest.json'])
    expect(readdirSync(join(folder, 'd'))).toEqual(['manifest.json'])
  })
})
