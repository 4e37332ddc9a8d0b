/** Numbers as the reports of training write them: no locale, the same bytes everywhere. */

export const MINUS = '\u2212'

/** `0.3749`, `−0.0123` */
export const fixed = (value: number, digits = 4): string => value.toFixed(digits).replace('-', MINUS)

/** `+0.0086`, `−0.0182` */
export const signed = (value: number, digits = 4): string => `${value < 0 ? '' : '+'}${fixed(value, digits)}`

/** As short as it is exact enough to read: `14.2`, `0.0831`, `1200`. */
export const short = (value: number): string => {
  const rounded = Number(value.toPrecision(4))
  return String(Math.abs(rounded) < 1e-6 ? 0 : rounded).replace('-', MINUS)
}

/** `p = 0.42`, `p < 0.0001` */
export const pValue = (p: number): string => (p < 1e-4 ? 'p < 0.0001' : `p = ${p.toFixed(p < 0.1 ? 4 : 2)}`)
