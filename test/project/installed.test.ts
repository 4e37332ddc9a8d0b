import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isInstalled } from '../../scripts/installed.mjs'
import { repositoryTop } from '../harness/sil.ts'

const locked = {
  '': { name: 'house', version: '0.1.0' },
  'scripts/node': { name: 'house-node', version: '0.0.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-b', optional: true },
}

describe('node_modules', () => {
  let top = ''
  const write = (path: string, packages: object): void =>
    writeFileSync(join(top, path), JSON.stringify({ packages }))

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'silencio-installed-'))
    mkdirSync(join(top, 'node_modules'))
    write('package-lock.json', locked)
  })
  afterEach(() => rmSync(top, { recursive: true }))

  test('is complete when all that is locked is there, but for other systems', () => {
    write('node_modules/.package-lock.json', { 'node_modules/a': locked['node_modules/a'] })
    expect(isInstalled(top)).toBe(true)
  })

  test.each([
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['a package has other content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-c' } }],
    [
      'an optional package is out of date',
      { ...locked, 'node_modules/for-another-system': { version: '0.9.0' } },
    ],
  ])('is to be installed when %s', (_, installed) => {
    write('node_modules/.package-lock.json', installed)
    expect(isInstalled(top)).toBe(false)
  })

  test('is to be installed when there is none', () => {
    expect(isInstalled(top)).toBe(false)
  })

  test('is what the lock file says in this repository', () => {
    expect(isInstalled(repositoryTop)).toBe(true)
  })
})
