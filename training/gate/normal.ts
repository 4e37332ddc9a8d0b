/** The normal law, for powers and tails. */

/** P(Z ≤ z), to 1e-15 (Cody's rational approximations of erfc by their continued fraction and series). */
export function normalBelow(z: number): number {
  if (z < 0) return 1 - normalBelow(-z)
  if (z > 38) return 1
  const t = z * z
  if (z < 3) {
    // Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/15 + …)
    let [term, sum] = [z, z]
    for (let k = 3; term > 1e-17 * sum && k < 400; k += 2) {
      term *= t / k
      sum += term
    }
    return 0.5 + sum * density(z)
  }
  // Mills' ratio by its continued fraction.
  let fraction = 0
  for (let k = 120; k >= 1; k--) fraction = k / (z + fraction)
  return 1 - density(z) / (z + fraction)
}

const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)

/**
 * E[(w − cap)₊] where ln w is normal with mean −δ²/2 and standard deviation δ: two normal laws of one σ, δ of it apart.
 */
export function lognormalTail(delta: number, cap: number): number {
  if (delta === 0) return Math.max(0, 1 - cap)
  const above = (-Math.log(cap) + (delta * delta) / 2) / delta
  return normalBelow(above) - cap * normalBelow(above - delta)
}
