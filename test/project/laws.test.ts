import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryTop } from '../harness/sil.ts'

/** Of the command no case is tried here. */
function laws(...args: readonly string[]) {
  const script = join(repositoryTop, 'scripts', 'laws.mjs')
  return spawnSync(process.execPath, [script, ...args], { cwd: repositoryTop, encoding: 'utf8' })
}

describe('npm run laws', () => {
  test('says that no file of laws is called so, and not that a law does not hold', () => {
    const { status, stdout, stderr } = laws('--times', '1', 'test/laws/swap', 'test/laws/nowhere')
    expect(stderr).toMatch(/^No test that tries laws is called "test\/laws\/nowhere"\./)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  test('says which numbers it takes', () => {
    for (const args of [['--times', '0'], ['--seed', '1.5'], ['--seed'], ['--bogus']])
      expect(laws(...args), args.join(' ')).toMatchObject({ status: 2, stdout: '' })
    expect(laws('--help')).toMatchObject({ status: 0, stderr: '' })
  })
})
