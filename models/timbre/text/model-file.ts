/**
 * The encoder as an ONNX file: made from the package's weights in about a second, then kept beside the installed packages. The same
 * weights give the same bytes on every machine, so that the file is known by its checksum: a cut, old or altered one is made anew.
 */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeOnnx } from '../../onnx/write.ts'
import { MODEL_CHECKSUMS, type Precision } from './checksums.ts'
import { miniLmGraph } from './graph.ts'
import { NoEncoder, readWeights, sha256 } from './package.ts'
import { readSafetensors } from './safetensors.ts'

/**
 * Made from the weights in `folder`, without a cache.
 * @throws NoEncoder where the weights are not those that were tried
 */
export function makeModel(folder: string, precision: Precision): Uint8Array<ArrayBuffer> {
  const model = writeOnnx(
    miniLmGraph(readSafetensors(readWeights(folder, 'model.fp16.safetensors')), precision),
  )
  const made = sha256(model)
  if (made !== MODEL_CHECKSUMS[precision])
    throw new NoEncoder(
      `the encoder that was made from the weights (${precision}, SHA-256 ${made}) is not the one that the timbre heads were trained with`,
    )
  return model
}

/**
 * From the cache, else made and kept there. Weights are checked each time: a package that was altered is not hidden by a file that
 * was made before.
 * @param cache where it is kept; where nothing can be written it is made each time
 */
export function modelFile(
  folder: string,
  cache: string,
  precision: Precision = 'int8',
): Uint8Array<ArrayBuffer> {
  const path = join(cache, `minilm-${precision}-${MODEL_CHECKSUMS[precision].slice(0, 12)}.onnx`)
  const kept = readKept(path)
  if (kept !== null && sha256(kept) === MODEL_CHECKSUMS[precision]) {
    readWeights(folder, 'model.fp16.safetensors')
    return kept
  }
  const model = makeModel(folder, precision)
  keepFile(path, model)
  return model
}

/** `node_modules/.cache/silencio` of the installation that the weights lie in. */
export function cacheOf(folder: string): string {
  const at = folder.replaceAll('\\', '/').lastIndexOf('/node_modules/')
  return join(at < 0 ? dirname(folder) : folder.slice(0, at + '/node_modules'.length), '.cache', 'silencio')
}

function readKept(path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(readFileSync(path))
  } catch {
    return null
  }
}

/** Whole or not at all, also where two do it at once; where nothing can be written nothing is kept. */
export function keepFile(path: string, model: Uint8Array): void {
  const unfinished = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(unfinished, model)
    renameSync(unfinished, path)
  } catch {
    // Nothing of ours is left behind; where even that fails there was nothing.
    try {
      rmSync(unfinished, { force: true })
    } catch {}
  }
}
