/** How far apart colours are, for full colour vision and for others. */

export type Rgb = readonly [number, number, number]

/** Linear RGB, 0..1. */
export function linearRgb(hex: string): Rgb {
  const channel = (at: number) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB. */
export const VISION: Readonly<Record<string, readonly Rgb[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

export function seen(colour: Rgb, matrix: readonly Rgb[]): Rgb {
  const row = (r: Rgb | undefined) =>
    r === undefined ? 0 : Math.max(0, Math.min(1, r[0] * colour[0] + r[1] * colour[1] + r[2] * colour[2]))
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}

/** CIELAB under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116)
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

export function difference(a: Rgb, b: Rgb): number {
  const [p, q] = [lab(a), lab(b)]
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2. */
export function contrast(a: string, b: string): number {
  const [p, q] = [luminance(linearRgb(a)), luminance(linearRgb(b))]
  return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05)
}
