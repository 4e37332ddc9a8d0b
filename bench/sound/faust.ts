/** Kick and hat in Faust, compiled to WebAssembly and rendered offline; and the same two of ours. LGPL: bench only. */

import { join } from 'node:path'
import { AudioEngine } from '../../runtime/audio/engine.ts'
import { patchOf } from '../../runtime/audio/palette/patches.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'

const RATE = 48000
/** Of one repetition. */
export const FAUST_SECONDS = 4
const FRAMES = FAUST_SECONDS * RATE
const BEAT = RATE / 2

/** A sine that falls over an octave and a half, and filtered noise; struck twice and four times a second. */
const DSP = `
import("stdfaust.lib");
every(n) = ba.pulse(n);
fall(t, g) = g : en.ar(0.0005, t);
kick = os.osc(50 + 100 * fall(0.05, every(${BEAT}))) * fall(0.4, every(${BEAT})) + no.noise * fall(0.004, every(${BEAT})) * 0.2;
hat = no.noise : fi.highpass(2, 7000) : fi.lowpass(2, 15000) : *(fall(0.08, every(${BEAT / 2})));
process = (kick + 0.4 * hat) <: _, _;
`

export async function faustSide(): Promise<() => unknown> {
  const { FaustCompiler, FaustMonoDspGenerator, instantiateFaustModuleFromFile, LibFaust } = await import(
    // Its own entry asks for a browser.
    join(import.meta.dirname, '../node_modules/@grame/faustwasm/dist/esm/index.js')
  )
  const wasm = join(import.meta.dirname, '../node_modules/@grame/faustwasm/libfaust-wasm/libfaust-wasm.js')
  const compiler = new FaustCompiler(new LibFaust(await instantiateFaustModuleFromFile(wasm)))
  const generator = new FaustMonoDspGenerator()
  await generator.compile(compiler, 'drums', DSP, '-ftz 2')
  const processor = await generator.createOfflineProcessor(RATE, 128)
  processor.start?.()
  return () => peakOf(processor.render([], FRAMES)[0])
}

export async function ourSide(): Promise<() => unknown> {
  const engine = new AudioEngine({ sampleRate: RATE })
  for (const [i, [voice, prompt]] of (
    [
      ['kick', 'deep kick drum'],
      ['hat', 'closed hi-hat'],
    ] as const
  ).entries()) {
    const { instrument, values } = patchOf('drummer', voice, timbreOfText(prompt), 'normal')
    engine.setPatch(i, instrument, values)
  }
  const left = new Float32Array(FRAMES)
  const right = new Float32Array(FRAMES)
  return () => {
    const strike = (patch: number, frame: number, velocity: number) =>
      engine.schedule({ frame, patch, channel: 0, velocity, pitch: 0, hold: 0, gain: 1, pan: 0, key: frame })
    for (let at = 0; at < FRAMES; at += BEAT / 2) {
      if (at % BEAT === 0) strike(0, engine.frame + at, 0.9)
      strike(1, engine.frame + at, 0.6)
    }
    engine.process(left, right, FRAMES)
    return peakOf(left)
  }
}

function peakOf(sound: Float32Array): number {
  let peak = 0
  for (const x of sound) if (Math.abs(x) > peak) peak = Math.abs(x)
  if (!(peak > 0.05)) throw new Error('a side is silent')
  return peak
}
