/**
 * 16-bit sound without loss in a quarter of its size, the way of Shorten and FLAC: blocks are predicted by a polynomial through the last
 * samples (its order is chosen for each block), and what the prediction misses is written in Rice's code.
 * A. Robinson, "SHORTEN: simple lossless and near-lossless waveform compression", CUED/F-INFENG/TR.156, 1994.
 *
 * A block: 3 bits of order, 5 bits of parameter k, then a number a sample. A number e ≥ 0 (its sign in the lowest bit) is e >> k zeros,
 * a one, and the k lowest bits; after `ESCAPE` zeros come `ESCAPED_BITS` bits of e itself.
 */

const BLOCK = 512
const MOST_ORDER = 4
const MOST_K = 18
const ESCAPE = 24
/** A fourth difference of 16-bit numbers has 20 bits, and one for the sign. */
const ESCAPED_BITS = 21

export function packSound(samples: Int16Array): Uint8Array {
  const out = bitWriter(samples.length * 3 + 64)
  for (let from = 0; from < samples.length; from += BLOCK) {
    const to = Math.min(samples.length, from + BLOCK)
    const best = cheapest(samples, from, to)
    out.write(best.order, 3)
    out.write(best.k, 5)
    for (let n = from; n < to; n++) {
      const e = folded(missed(samples, n, best.order))
      const zeros = e >>> best.k
      if (zeros >= ESCAPE) {
        out.write(0, ESCAPE)
        out.write(e, ESCAPED_BITS)
        continue
      }
      out.write(1, zeros + 1)
      if (best.k > 0) out.write(e & ((1 << best.k) - 1), best.k)
    }
  }
  return out.bytes()
}

/**
 * Reads `length` samples into `into` from `at` on. Twelve million of them are a piano, so bits are taken in one loop, from local variables.
 *
 * @returns false where `bytes` end before that, or say what no writer writes
 */
export function unpackSound(bytes: Uint8Array, into: Int16Array, at: number, length: number): boolean {
  // The next bits, the first one topmost; `held` of them are good. Past the end come zeros.
  let bits = 0
  let held = 0
  let next = 0
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let from = 0; from < length; from += BLOCK) {
    while (held <= 24) {
      bits |= (bytes[next++] ?? 0) << (24 - held)
      held += 8
    }
    const order = bits >>> 29
    const k = (bits >>> 24) & 31
    bits <<= 8
    held -= 8
    if (order > MOST_ORDER || k > MOST_K) return false
    const to = Math.min(length, from + BLOCK)
    for (let n = from; n < to; n++) {
      while (held <= 24) {
        bits |= (bytes[next++] ?? 0) << (24 - held)
        held += 8
      }
      // All zeros: an escape, too, of which 24 are its mark.
      const zeros = Math.clz32(bits)
      const escaped = zeros >= ESCAPE
      const used = escaped ? ESCAPE : zeros + 1
      bits <<= used
      held -= used
      let e = escaped ? 0 : zeros
      for (let left = escaped ? ESCAPED_BITS : k; left > 0; ) {
        while (held <= 24) {
          bits |= (bytes[next++] ?? 0) << (24 - held)
          held += 8
        }
        const count = left > 16 ? left - 16 : left
        e = e * (1 << count) + (bits >>> (32 - count))
        bits <<= count
        held -= count
        left -= count
      }
      const x = (e & 1 ? -((e + 1) >>> 1) : e >>> 1) + predicted(order, a, b, c, d)
      into[at + n] = x
      d = c
      c = b
      b = a
      a = x
    }
  }
  // Whole bytes that were looked at and not used are given back.
  return next - (held >> 3) <= bytes.length
}

/** The polynomial of degree `order` − 1 through the last samples, newest first. */
function predicted(order: number, a: number, b: number, c: number, d: number): number {
  switch (order) {
    case 0:
      return 0
    case 1:
      return a
    case 2:
      return 2 * a - b
    case 3:
      return 3 * (a - b) + c
    default:
      return 4 * (a + c) - 6 * b - d
  }
}

function missed(samples: Int16Array, n: number, order: number): number {
  return (
    (samples[n] ?? 0) -
    predicted(order, samples[n - 1] ?? 0, samples[n - 2] ?? 0, samples[n - 3] ?? 0, samples[n - 4] ?? 0)
  )
}

/** 0, −1, 1, −2, 2 … as 0, 1, 2, 3, 4 … */
const folded = (x: number): number => (x < 0 ? -2 * x - 1 : 2 * x)

/** The order that misses least, and the parameter that writes that shortest. */
function cheapest(
  samples: Int16Array,
  from: number,
  to: number,
): { readonly order: number; readonly k: number } {
  // Differences of differences: what each order misses, in one pass.
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let s4 = 0
  let a = samples[from - 1] ?? 0
  let b = a - (samples[from - 2] ?? 0)
  let c = missed(samples, from - 1, 2)
  let d = missed(samples, from - 1, 3)
  for (let n = from; n < to; n++) {
    const x = samples[n] ?? 0
    const first = x - a
    const second = first - b
    const third = second - c
    s0 += Math.abs(x)
    s1 += Math.abs(first)
    s2 += Math.abs(second)
    s3 += Math.abs(third)
    s4 += Math.abs(third - d)
    a = x
    b = first
    c = second
    d = third
  }
  const sums = [s0, s1, s2, s3, s4]
  const least = Math.min(...sums)
  const order = sums.indexOf(least)
  // Rice's parameter lies near the logarithm of the mean; its neighbours may be a little better.
  const guess = Math.max(0, 31 - Math.clz32(Math.max(1, Math.floor((2 * least) / (to - from)))))
  let best = 0
  let shortest = Number.POSITIVE_INFINITY
  for (let k = Math.max(0, guess - 1); k <= Math.min(MOST_K, guess + 1); k++) {
    let bits = 0
    for (let n = from; n < to; n++) {
      const e = folded(missed(samples, n, order))
      bits += e >>> k >= ESCAPE ? ESCAPE + ESCAPED_BITS : (e >>> k) + 1 + k
    }
    if (bits >= shortest) continue
    best = k
    shortest = bits
  }
  return { order, k: best }
}

function bitWriter(room: number) {
  let bytes = new Uint8Array(room)
  let length = 0
  let bits = 0
  let held = 0
  return {
    /** The lowest `count` bits of `value`, topmost first. */
    write(value: number, count: number): void {
      for (let i = count - 1; i >= 0; i--) {
        bits = (bits << 1) | ((value >>> i) & 1)
        if (++held < 8) continue
        if (length === bytes.length) bytes = grown(bytes)
        bytes[length++] = bits
        bits = 0
        held = 0
      }
    },
    bytes(): Uint8Array {
      while (held > 0) this.write(0, 1)
      return bytes.slice(0, length)
    },
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length)
  larger.set(bytes)
  return larger
}
