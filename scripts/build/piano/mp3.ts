import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decoder } from 'minimp3-wasm'

/** Of Node's and no type library of ours. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Record<string, unknown> }
}

export interface Decoded {
  readonly rate: number
  /** Of each channel, 1 is full scale. */
  readonly channels: readonly Float64Array[]
}

export type DecodeMp3 = (file: Uint8Array, seconds: number) => Decoded

/** minimp3 as WebAssembly: integers in, integers out, the same on every machine. */
export function mp3Decoder(top: string): DecodeMp3 {
  const code = readFileSync(join(top, 'node_modules', 'minimp3-wasm', 'dist', 'decoder.opt.wasm'))
  const module = new WebAssembly.Module(code)
  return (file, seconds) => {
    // A machine of its own for each file: nothing of the last one is left.
    const decoder = new Decoder(new WebAssembly.Instance(module).exports, file)
    const { pcm, samplingRate, numChannels, numSamples } = decoder.decode(seconds)
    const frames = numSamples / numChannels
    return {
      rate: samplingRate,
      channels: Array.from({ length: numChannels }, (_, c) =>
        Float64Array.from({ length: frames }, (_, n) => (pcm[n * numChannels + c] ?? 0) / 32768),
      ),
    }
  }
}
