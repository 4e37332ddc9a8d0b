import { createOnsetDetector } from '../../../../runtime/audio/ears/detector.ts'

export interface HeardOnset {
  readonly time: number
  readonly velocity: number
  readonly decided: number
}

/** All onsets of a sound, told in blocks of this many samples. */
export function hear(
  samples: Float32Array,
  rate: number,
  { block = 4096, band = [] }: { block?: number; band?: readonly { time: number; strength: number }[] } = {},
): readonly HeardOnset[] {
  const heard: HeardOnset[] = []
  const detector = createOnsetDetector(rate, (time, velocity, decided) => {
    heard.push({ time, velocity, decided })
  })
  const coming = band.toSorted((a, b) => a.time - b.time)
  let next = 0
  for (let at = 0; at < samples.length; at += block) {
    // As a host does: what the band will play is known a little ahead.
    for (; (coming[next]?.time ?? Number.POSITIVE_INFINITY) < (at + block) / rate + 0.1; next++) {
      detector.expect(coming[next]?.time ?? 0, coming[next]?.strength ?? 0)
    }
    detector.process(samples, at, Math.min(samples.length, at + block))
  }
  detector.finish()
  return heard
}

/** Silence with decaying bursts of a tone at these times, each with its level. */
export function knocks(
  rate: number,
  seconds: number,
  hits: readonly { readonly time: number; readonly level?: number; readonly hertz?: number }[],
): Float32Array {
  const out = new Float32Array(Math.round(rate * seconds))
  for (const { time, level = 0.5, hertz = 900 } of hits) {
    const at = Math.round(time * rate)
    for (let i = 0; i < 0.15 * rate && at + i < out.length; i++) {
      const t = i / rate
      out[at + i] = (out[at + i] ?? 0) + level * Math.cos(2 * Math.PI * hertz * t) * Math.exp(-t / 0.03)
    }
  }
  return out
}
