/** What a page and its encoder's worker say to each other. */

/** Addresses of what the worker loads, on the page's own server. */
export interface EncoderFiles {
  /** The ONNX file, int8. */
  readonly model: string
  readonly tokenizer: string
  /** ort-wasm-simd-threaded.wasm of onnxruntime-web. */
  readonly wasm: string
}

export type ToWorker =
  | { readonly kind: 'open'; readonly files: EncoderFiles }
  | { readonly kind: 'encode'; readonly id: number; readonly prompt: string }

export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'problem'; readonly problem: string }
  | {
      readonly kind: 'sentence'
      readonly id: number
      readonly vector: Float32Array
      readonly read: number
      readonly cut: boolean
    }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }
