/**
 * The WebAssembly of onnxruntime-web by which prompts are read. Another version adds in another order: by 1.26 a prompt has other numbers than by
 * 1.30, and a piece another hash. So it is known by its checksum, as the weights are, and what differs is not run.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RUNTIME_CHECKSUM } from './checksums.ts'
import { INSTALL, NoEncoder, RUNTIME_PACKAGE, RUNTIME_VERSION, sha256 } from './package.ts'

/**
 * @param path where it lies; of the installed package when left out
 * @throws NoEncoder where it is missing, or of another version than the one that was tried
 */
export function runtimeWasm(path?: string): Buffer {
  let bytes: Buffer
  try {
    bytes = readFileSync(
      path ?? fileURLToPath(import.meta.resolve(`${RUNTIME_PACKAGE}/ort-wasm-simd-threaded.wasm`)),
    )
  } catch {
    throw new NoEncoder(`the text encoder needs ${RUNTIME_PACKAGE}, and that is not installed: ${INSTALL}`)
  }
  if (sha256(bytes) !== RUNTIME_CHECKSUM)
    throw new NoEncoder(
      `the text encoder needs version ${RUNTIME_VERSION} of ${RUNTIME_PACKAGE}, and another is installed, by which prompts have other numbers: ${INSTALL}`,
    )
  return bytes
}
