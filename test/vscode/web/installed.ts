/** VS Code for the web, and what serves it: installed apart, by `npm run test:vscode`. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled } from '../../../scripts/installed.mjs'
import { repositoryTop } from '../../harness/sil.ts'

export const trial = join(repositoryTop, 'vscode-extension', 'trial')

/** Why the tests in a real VS Code cannot run; undefined where they can. */
export const vscodeMissing: string | undefined =
  existsSync(join(trial, 'node_modules')) && isInstalled(trial)
    ? undefined
    : 'no VS Code: npm run test:vscode installs it into vscode-extension/trial (once, about 106 MB)'

if (vscodeMissing) console.warn(vscodeMissing)
