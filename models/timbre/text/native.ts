/** onnxruntime-node: for training and checks, where thousands of sentences are read. The product runs portable.ts. */

import { NoEncoder } from './no-encoder.ts'

/** A package that may not be there, or not for this machine. */
export async function runtimePackage(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new NoEncoder(
      `the text encoder needs onnxruntime-node, and that is not there, or not for this machine${why}: npm install onnxruntime-node@1.30.0`,
    )
  }
}
