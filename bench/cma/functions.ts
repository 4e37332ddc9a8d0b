/** Functions that optimisers are held against each other by (BBOB; Hansen et al. 2009), and what pycma needs for them. */

export type Fitness = (x: readonly number[]) => number

export const sphere: Fitness = (x) => x.reduce((sum, v) => sum + v * v, 0)
const rosenbrock: Fitness = (x) =>
  x.slice(1).reduce((sum, v, i) => sum + 100 * (v - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0)
const ellipsoid: Fitness = (x) =>
  x.reduce((sum, v, i) => sum + 1e6 ** (i / Math.max(1, x.length - 1)) * v * v, 0)
const cigar: Fitness = (x) => x.reduce((sum, v, i) => sum + (i === 0 ? 1 : 1e6) * v * v, 0)

export interface Reference {
  readonly name: string
  readonly fitness: Fitness
  /** Every coordinate begins here. */
  readonly from: number
  /** Median evaluations of pycma 4.4.0 to 1e-9 by dimension: σ = .3, active, usual population, three to five seeds. */
  readonly evaluations: Readonly<Record<number, number>>
}

export const REFERENCES: readonly Reference[] = [
  { name: 'sphere', fitness: sphere, from: 0.5, evaluations: { 5: 640, 10: 1390, 20: 2664 } },
  { name: 'ellipsoid 1e6', fitness: ellipsoid, from: 0.5, evaluations: { 5: 1352, 10: 3950, 20: 12_696 } },
  { name: 'cigar 1e6', fitness: cigar, from: 0.5, evaluations: { 5: 1600, 10: 3800, 20: 7896 } },
  { name: 'Rosenbrock', fitness: rosenbrock, from: 0, evaluations: { 5: 1744, 10: 5290, 20: 16_428 } },
]
