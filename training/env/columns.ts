/**
 * Columns of numbers, one after the other in one piece of memory.
 *
 * Arrays of 1024 numbers each would begin 8 KiB apart, and a processor's cache keeps what lies a power of two apart in the same few
 * places: fifty columns read side by side would push each other out. Between two columns there is a gap of one line of the cache.
 */

const LINE = 64

export interface Columns {
  floats(): Float64Array
  ints(): Int32Array
  bytes(): Uint8Array
}

/** @param size numbers in a column; @param most columns, of whatever kind, and rings as so many columns as they are deep */
export function columnsFor(size: number, most: number): Columns {
  const bytes = new ArrayBuffer(most * (Math.ceil((size * 8) / LINE) + 1) * LINE)
  let used = 0
  const take = (width: number): number => {
    const at = used
    used += (Math.ceil((size * width) / LINE) + 1) * LINE
    return at
  }
  return {
    floats: () => new Float64Array(bytes, take(8), size),
    ints: () => new Int32Array(bytes, take(4), size),
    bytes: () => new Uint8Array(bytes, take(1), size),
  }
}
