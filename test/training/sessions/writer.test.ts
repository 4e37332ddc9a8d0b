import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DISK, type Disk, editStore } from '../../../training/sessions/edit.ts'
import { linesOf, openStore } from '../../../training/sessions/reader.ts'
import { createStore } from '../../../training/sessions/writer.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-writer-')))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

/** It takes so many bytes, and no more: a write goes as far as it can, the next one says why. */
function diskOf(room: number): Disk {
  return {
    ...DISK,
    write(handle, bytes) {
      const taken = bytes.subarray(0, room)
      for (let done = 0; done < taken.length; ) done += writeSync(handle, taken, done)
      room -= taken.length
      if (taken.length < bytes.length) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  }
}

async function rowsOf(store: string): Promise<number> {
  let rows = 0
  for await (const _ of linesOf(store, openStore(store))) rows++
  return rows
}

describe('a new folder of sessions', () => {
  it('is made within a folder that is there and empty: whoever stands in it still stands in it', async () => {
    mkdirSync(at('here'))
    const { ino } = statSync(at('here'))
    const store = createStore(at('here'))
    store.addLine('2026-01-05', '{}')
    store.addLine('2026-01-06', '{}')
    expect(existsSync(at('here/manifest.json'))).toBe(false)
    store.finish(null)
    expect(statSync(at('here')).ino).toBe(ino)
    expect(readdirSync(at('here')).sort()).toEqual([
      'day=2026-01-05.jsonl',
      'day=2026-01-06.jsonl',
      'manifest.json',
    ])
    expect(await rowsOf(at('here'))).toBe(2)
    expect(readdirSync(folder)).toEqual(['here'])
  })

  it('takes the place of what a run that was killed has left in it, and of nothing else', () => {
    mkdirSync(at('killed/.partial'), { recursive: true })
    writeFileSync(at('killed/.partial/day=2026-01-05.jsonl'), 'half a li')
    const store = createStore(at('killed'))
    store.addLine('2026-01-06', '{}')
    store.finish(null)
    expect(readdirSync(at('killed')).sort()).toEqual(['day=2026-01-06.jsonl', 'manifest.json'])
    expect(() => createStore(at('killed'))).toThrow('not empty')
    mkdirSync(at('theirs'))
    writeFileSync(at('theirs/day=2026-01-05.jsonl'), '{}\n')
    expect(() => createStore(at('theirs'))).toThrow('not empty')
  })

  it.each([0, 1, 10, 27, 28, 60, 200])(
    'is there whole or not at all on a disk with room for %i bytes',
    (room) => {
      const store = createStore(at('full'), diskOf(room))
      const write = (): void => {
        store.addLine('2026-01-05', '{"a":1}'.repeat(3))
        store.addLine('2026-01-05', '{"b":1}')
        store.finish(null)
      }
      expect(write).toThrow('no space left')
      store.abandon()
      expect(existsSync(at('full'))).toBe(false)
      expect(existsSync(at('full.partial'))).toBe(false)
    },
  )

  it('that cannot be made for an import leaves nothing behind', () => {
    const disk: Disk = {
      ...DISK,
      write() {
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      },
    }
    expect(() => editStore(at('import'), { create: true, disk })).toThrow('no space left')
    mkdirSync(at('import-here'))
    const { ino } = statSync(at('import-here'))
    expect(() => editStore(at('import-here'), { create: true, disk })).toThrow('no space left')
    expect(readdirSync(folder).filter((name) => name.startsWith('import'))).toEqual(['import-here'])
    expect(readdirSync(at('import-here'))).toEqual([])
    const edit = editStore(at('import-here'), { create: true })
    edit.commit(edit.manifest)
    edit.end()
    expect(statSync(at('import-here')).ino).toBe(ino)
    expect(readdirSync(at('import-here'))).toEqual(['manifest.json'])
  })
})
