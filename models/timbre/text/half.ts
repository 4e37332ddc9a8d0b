/** Half precision (IEEE 754 binary16), as the encoder's weights are published. */

/** Every one of the 65,536 numbers there are: a look-up is many times faster than taking bits apart. */
let table: Float32Array | undefined

/** Little-endian halves as single precision, exactly. */
export function singlesOf(halves: Uint8Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, bits) => half(bits))
  // A copy lies where sixteen bits may be read at once.
  const bits = new Uint16Array(Uint8Array.from(halves).buffer)
  const singles = new Float32Array(bits.length)
  for (let i = 0; i < singles.length; i++) singles[i] = table[bits[i] ?? 0] ?? 0
  return singles
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
