/** How loud a sound is in each critical band, over time: what must not change unheard. */

import { spectrum } from './measure.ts'

/** Upper edges of the Bark scale, Hz (Zwicker 1961); the first band begins at 20. */
export const BARK = [
  100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
  6400, 7700, 9500, 12000, 15500,
]

const SIZE = 2048

/** Level of each band in dB of a full sine, a row for every `step` seconds; never below −100. */
export function barkLevels(sound: Float32Array, rate: number, step: number): number[][] {
  const rows: number[][] = []
  const length = Math.round(step * rate)
  for (let from = 0; from + length <= sound.length; from += length) {
    const bands = BARK.map(() => 0)
    let windows = 0
    for (let at = from; at + SIZE <= from + length; at += SIZE / 2) {
      windows++
      spectrum(sound, at, SIZE).forEach((power, k) => {
        const hertz = (k * rate) / SIZE
        const band = hertz < 20 ? -1 : BARK.findIndex((edge) => hertz < edge)
        if (band >= 0) bands[band] = (bands[band] ?? 0) + power
      })
    }
    // A full sine under a Hann window has (SIZE / 4)² in its bin and a quarter of that in each neighbour.
    const full = 1.5 * (SIZE / 4) ** 2 * windows
    rows.push(bands.map((power) => Math.max(-100, 10 * Math.log10(power / full + 1e-30))))
  }
  return rows
}
