/** `silencio/audio`: a score as sound, without a page: what `sil render` is made of. */

export { gainOfBand, type LevelOptions, TARGET_LUFS } from './level.ts'
export { integratedLoudness } from './loudness.ts'
export { orderedParams } from './palette/baked-patch.ts'
export { wantsSamples } from './palette/piano-of-timbre.ts'
export { type RenderedBlock, type RenderOptions, render, renderBlocks } from './render.ts'
export { readBank, type SampleBank } from './samples/bank.ts'
export { type ReadBankFile, readBankFile } from './samples/bank-file.ts'
export { type WavFormat, type WavShape, type WavWriter, wavWriter } from './wav.ts'
