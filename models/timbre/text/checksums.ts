/** What the encoder is made of and what is made of it, by SHA-256: the same files on every machine, in Node and in the browser. */

/** Of the package, as they were held against the model card's own similarities (test/models/timbre/text). */
export const CHECKSUMS = {
  'model.fp16.safetensors': '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
  'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
} as const

/** Of `ort-wasm-simd-threaded.wasm` in onnxruntime-web, in the version that prompts are read by. */
export const RUNTIME_CHECKSUM = '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2'

/** How the weights are kept in an ONNX file. */
export type Precision = 'half' | 'int8'

/**
 * Of the ONNX files that graph and writer make. int8 is what runs, in Node and in the browser; half is what it is held against. Whoever
 * changes graph or writer changes these, and trains the heads anew.
 */
export const MODEL_CHECKSUMS: Readonly<Record<Precision, string>> = {
  int8: '0aeebbf6eee24872f83788a9774893d87e41a165969e698a858191a33c5720cf',
  half: '08bafd7da2dc6e36dec20a7f700ae637457a73122bc7ddd1f11e198ebc7b3f32',
}
