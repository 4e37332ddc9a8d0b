import { afterEach, expect, test, vi } from 'vitest'
import { fileFailure } from '../../cli/outcome.ts'

const refused = (code: string): Error => Object.assign(new Error(code), { code })
afterEach(() => vi.unstubAllGlobals())

test('what another program has open on Windows is told as such, where that may be why', () => {
  const hintOf = (platform: string, doing: 'read' | 'write'): string => {
    vi.stubGlobal('process', { ...process, platform })
    return fileFailure('band.wav', refused('EPERM'), doing).hint
  }
  expect(hintOf('win32', 'write')).toBe('If another program has it open, close it there and try again.')
  expect(hintOf('win32', 'read')).toBe('')
  expect(hintOf('linux', 'write')).toBe('')
  const { message, hint } = fileFailure('band.wav', refused('EBUSY'), 'write')
  expect([message, hint]).toEqual([
    'I could not write band.wav: it is in use.',
    'If another program has it open, close it there and try again.',
  ])
})
