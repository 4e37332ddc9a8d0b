import { statSync, symlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { TestRunner } from 'vitest'

/**
 * A symbolic link. Windows lets everybody make those to folders, and to files only who may: elsewhere the test that asked for one is
 * skipped, and says why.
 */
export function link(target: string, path: string): void {
  const leadsTo = statSync(resolve(dirname(path), target), { throwIfNoEntry: false })
  try {
    symlinkSync(target, path, leadsTo?.isDirectory() === true ? 'junction' : 'file')
  } catch (error) {
    const test = TestRunner.getCurrentTest()
    if (process.platform === 'win32' && error instanceof Error && Reflect.get(error, 'code') === 'EPERM')
      test?.context.skip('makes a link to a file, which needs the developer mode of Windows')
    throw error
  }
}
