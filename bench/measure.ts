/**
 * Side by side: each side runs for a while in turn, again and again, and the median of the rounds counts. CPU time of
 * the whole process (compiler and garbage collector threads too), since other programs share the machine.
 */

export interface Side {
  readonly name: string
  /** One repetition; what it returns is kept until the next, so that nothing is optimised away. */
  readonly run: () => unknown
}

export interface Measured {
  readonly name: string
  /** Median over the rounds, CPU milliseconds a repetition. */
  readonly ms: number
  /** Middle half of the rounds. */
  readonly from: number
  readonly to: number
  /** How long a repetition took on the wall clock, median. */
  readonly wallMs: number
  /** All rounds, for ratios round by round. */
  readonly rounds: readonly number[]
}

export interface Effort {
  readonly rounds: number
  /** A side runs at least this long, in CPU milliseconds, before it is the next one's turn. */
  readonly turnMs: number
}

/** Runs the sides in turn; each first runs unmeasured until the engine has compiled it. */
export function interleave(sides: readonly Side[], { rounds, turnMs }: Effort): readonly Measured[] {
  const repetitions = sides.map((side) => warmUp(side, turnMs))
  const cpu: number[][] = sides.map(() => [])
  const wall: number[][] = sides.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const times = repetitions[index] ?? 1
      // No side pays for what another one left behind.
      collectGarbage()
      const taken = time(side.run, times)
      cpu[index]?.push(taken.cpuMs / times)
      wall[index]?.push(taken.wallMs / times)
    }
  }
  return sides.map(({ name }, index) => {
    const rounds = cpu[index] ?? []
    return {
      name,
      ms: quantile(rounds, 0.5),
      from: quantile(rounds, 0.25),
      to: quantile(rounds, 0.75),
      wallMs: quantile(wall[index] ?? [], 0.5),
      rounds,
    }
  })
}

/** How many times slower `one` is than `other`: the median of the rounds' ratios, so that a slow minute hits both. */
export function ratio(one: Measured, other: Measured): number {
  return quantile(
    one.rounds.map((ms, round) => ms / (other.rounds[round] ?? Number.NaN)),
    0.5,
  )
}

/** Repetitions that fill a turn. */
function warmUp(side: Side, turnMs: number): number {
  let times = 1
  for (;;) {
    const { cpuMs } = time(side.run, times)
    if (cpuMs >= turnMs) {
      // Once more, compiled.
      return Math.max(1, Math.ceil((turnMs * times) / Math.max(time(side.run, times).cpuMs, 0.001)))
    }
    times = cpuMs <= 0 ? times * 10 : Math.ceil(times * Math.min(10, Math.max(1.5, turnMs / cpuMs)))
  }
}

let kept: unknown = null

function time(run: () => unknown, times: number): { cpuMs: number; wallMs: number } {
  const wall = process.hrtime.bigint()
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) kept = run()
  const { user, system } = process.cpuUsage(before)
  const wallMs = Number(process.hrtime.bigint() - wall) / 1e6
  if (kept === time) throw new Error('never')
  kept = null
  return { cpuMs: (user + system) / 1000, wallMs }
}

function collectGarbage(): void {
  globalThis.gc?.()
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}
