/** What is printed may find nobody who reads it, or no room. */

import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Finished, repositoryTop, silBinary } from '../harness/sil.ts'

/** Runs `sil` and closes its stdout before it can write. */
function unread(...args: readonly string[]): Promise<Omit<Finished, 'stdout'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [silBinary, ...args], { cwd: repositoryTop })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stderr }))
  })
}

/** Runs `sil` with its stdout on a disk that is full. */
function onFullDisk(...args: readonly string[]): Promise<Omit<Finished, 'stdout'>> {
  const full = openSync('/dev/full', 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [silBinary, ...args], {
      cwd: repositoryTop,
      stdio: ['ignore', full, 'pipe'],
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (status) => {
      closeSync(full)
      resolve({ status, stderr })
    })
  })
}

describe('a reader who has seen enough', () => {
  it.each([
    [['explain', 'SIL0301'], 0],
    [['--help'], 0],
    [['check', 'examples/song.sil', '--json'], 0],
    [['check', 'no-such-file.sil', '--json'], 1],
  ])('does not make `sil %s` fail', async (args, status) => {
    const done = await unread(...args)
    expect(done.stderr).not.toMatch(/EPIPE|node:|\n {4}at /)
    expect(done.status).toBe(status)
  })
})

describe.runIf(existsSync('/dev/full'))('a full disk under stdout', () => {
  it('is told in one line, with the status of a failed machine', async () => {
    const done = await onFullDisk('check', 'examples/song.sil', '--json')
    expect(done.status).toBe(3)
    expect(done.stderr).toBe('error: The result could not be printed: the disk is full.\n')
  })
})
