/** The numbers of a sound in the order of their ranges, each inside its own; what is no number becomes the lower bound. */
export function packed<Name extends string>(
  ranges: readonly { readonly name: Name; readonly min: number; readonly max: number }[],
  params: Readonly<Record<Name, number>>,
): Float64Array {
  return Float64Array.from(ranges, ({ name, min, max }) => within(params[name], min, max))
}

export const within = (x: number, min: number, max: number): number => (x > min ? (x < max ? x : max) : min)
