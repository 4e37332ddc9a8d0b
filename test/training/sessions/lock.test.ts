import { spawn } from 'node:child_process'
import {
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
