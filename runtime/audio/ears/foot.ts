/**
 * When exactly did it begin? The spectrum says that something new sounds within some milliseconds; this finds the
 * sample. Runs once an onset; allocates nothing after construction.
 *
 * What sounded before is predicted away: a linear predictor is fitted to the 50 ms before the place of search (Levinson
 * and Durbin), and what it cannot predict there is what is new. The begin is where that error's variance changes, by the
 * criterion that seismology picks its arrivals with (AIC of two stretches; Maeda, "A method for reading and checking
 * phase times in autoprocessing system of seismic wave data", Zisin 38, 1985): the likeliest cut of the stretch into a
 * quiet part and a loud one, with no threshold that would depend on the level. Where the band's own sound or noise makes several
 * cuts nearly as likely, the one that peaks are usually told so long after wins: a normal prior.
 *
 * Two hands may be some milliseconds apart, or a player and the band. One cut gives the louder of the two, so each side of it
 * is asked for another: `before` for the soft stroke that began the onset, `after` for the one that came on top of the
 * band's.
 */

import { ln } from '../../math.ts'
import type { Hertz, Seconds } from '../../units.ts'

export interface FootFinder {
  /** Samples needed: `fit` before the search, then `search`. */
  readonly span: number
  /** Samples from the start of `samples` to the attack's foot. @param samples the newest `span`, oldest first */
  find(samples: Float64Array): number
  /** In what `find` heard last, the foot of a softer attack up to 20 ms before this one; −1 where there is none. */
  before(foot: number): number
  /** In what `find` heard last, the foot of another attack on top of this one; −1 where there is none. */
  after(foot: number): number
  /** Is the attack nearly as likely to have begun at `other` as at `foot`? */
  asLikely(foot: number, other: number): boolean
  /** What `find` heard last, less what could be predicted of it: the end of it, as much as `into` takes. */
  unpredicted(samples: Float64Array, into: Float64Array): void
}

/** What is searched, up to the moment of the decision, and what came before. */
export const SEARCH: Seconds = 0.028
const FIT: Seconds = 0.05
/** Eight resonances: a chord's strongest partials, or the colour of a noise. */
const ORDER = 16
/** No stretch is shorter than this: a variance needs samples. */
const SHORTEST: Seconds = 0.0008
/** How long before the decision an attack usually began, and how far from that is one standard deviation. */
const USUAL: Seconds = 0.015
const USUAL_SPREAD: Seconds = 0.0032
/** −140 dB: rounding errors of silence are no sound. */
const NOTHING = 1e-14
/** Twice the logarithm of the ratio by which two attacks have to be likelier than one. */
const LIKELIER = 20
/** … and by which one place may be less likely than another, and still be as good. */
const AS_LIKELY = 10
/** A second attack makes the error's power grow by at least this. */
const STEP = 1.5
/** A softer attack is no softer than this beside the louder one: −30 dB. */
const SOFTEST = 1e-3
/** What begins within this, seconds, is one onset. */
const TOGETHER: Seconds = 0.02
/** For this long before the search nothing was as loud as a softer attack: what rings comes and goes with its beats … */
const RINGING: Seconds = 0.02
/** … by the millisecond. */
const MOMENT: Seconds = 0.001

export function createFootFinder(rate: Hertz): FootFinder {
  const search = Math.round(SEARCH * rate)
  const fit = Math.round(FIT * rate)
  const autocorrelation = new Float64Array(ORDER + 1)
  const predictor = new Float64Array(ORDER + 1)
  const scratch = new Float64Array(ORDER + 1)
  const smallest = Math.max(4, Math.round(SHORTEST * rate))
  const together = Math.round(TOGETHER * rate)
  const moment = Math.max(2, Math.round(MOMENT * rate))
  const lead = Math.round(RINGING * rate)
  const usual = search - Math.round(USUAL * rate)
  /** Running sums of the squared error, from `lead` before the search on. */
  const power = new Float64Array(lead + search + 1)

  function find(samples: Float64Array): number {
    fitPredictor(samples)
    let sum = 0
    for (let i = 0; i < lead + search; i++) {
      const at = fit - lead + i
      let error = samples[at] ?? 0
      for (let k = 1; k <= ORDER; k++) error += (predictor[k] ?? 0) * (samples[at - k] ?? 0)
      sum += error * error + NOTHING
      power[i + 1] = sum
    }
    const start = power[lead] ?? 0
    const whole = sum - start
    const none = search * ln(whole / search)
    let best = Number.POSITIVE_INFINITY
    let foot = usual
    for (let cut = smallest; cut <= search - smallest; cut++) {
      // Written out: what a function gives back that is not inlined is an object to the engine.
      const part = (power[lead + cut] ?? 0) - start
      const quiet = part / cut
      const loud = (whole - part) / (search - cut)
      const unusual = ((search - cut) / rate - USUAL) / USUAL_SPREAD
      const cost = (loud > quiet ? cut * ln(quiet) + (search - cut) * ln(loud) : none) + unusual * unusual
      if (cost < best) {
        best = cost
        foot = cut
      }
    }
    return fit + foot
  }

  /** The error's variance between two places, counted from the start of the search. */
  function variance(from: number, to: number): number {
    return ((power[lead + to] ?? 0) - (power[lead + from] ?? 0)) / (to - from)
  }

  /** Minus twice the logarithm of the likelihood. A fall is no onset, so there one variance has to do for both. */
  function costOf(cut: number): number {
    const quiet = variance(0, cut)
    const loud = variance(cut, search)
    return loud > quiet ? cut * ln(quiet) + (search - cut) * ln(loud) : search * ln(variance(0, search))
  }

  /** Where in `from … to` the error grows, if that is clear; looked for in `first … last`. */
  function growth(from: number, first: number, last: number, to: number, softest: number): number {
    const one = (to - from) * ln(variance(from, to))
    const start = power[lead + from] ?? 0
    const end = power[lead + to] ?? 0
    let best = LIKELIER
    let found = -1
    for (let cut = first; cut <= last; cut++) {
      const middle = power[lead + cut] ?? 0
      const quiet = (middle - start) / (cut - from)
      const loud = (end - middle) / (to - cut)
      if (loud < STEP * quiet || loud < softest) continue
      const gain = one - (cut - from) * ln(quiet) - (to - cut) * ln(loud)
      if (gain > best) {
        best = gain
        found = cut
      }
    }
    return found
  }

  function before(foot: number): number {
    const at = foot - fit
    const first = at - together > smallest ? at - together : smallest
    const found = growth(0, first, at - smallest, at, SOFTEST * variance(at, search))
    if (found < 0) return -1
    const level = variance(found, at)
    for (let to = found; to - moment >= -lead; to -= moment) {
      if (variance(to - moment, to) > level) return -1
    }
    return fit + found
  }

  function after(foot: number): number {
    const at = foot - fit
    const found = growth(at, at + smallest, search - smallest, search, 0)
    return found < 0 ? -1 : fit + found
  }

  function asLikely(foot: number, other: number): boolean {
    const cut = other - fit
    if (!(cut >= smallest && cut <= search - smallest)) return false
    return costOf(cut) < costOf(foot - fit) + AS_LIKELY
  }

  function fitPredictor(samples: Float64Array): void {
    for (let lag = 0; lag <= ORDER; lag++) {
      let sum = 0
      for (let i = lag; i < fit; i++) sum += (samples[i] ?? 0) * (samples[i - lag] ?? 0)
      autocorrelation[lag] = sum
    }
    predictor.fill(0)
    predictor[0] = 1
    // A little white noise keeps the recursion stable, and leaves silence unpredicted.
    let error = (autocorrelation[0] ?? 0) * 1.00001 + 1e-9
    for (let m = 1; m <= ORDER; m++) {
      let reflection = autocorrelation[m] ?? 0
      for (let k = 1; k < m; k++) reflection += (predictor[k] ?? 0) * (autocorrelation[m - k] ?? 0)
      reflection = -reflection / error
      for (let k = 1; k < m; k++) scratch[k] = (predictor[k] ?? 0) + reflection * (predictor[m - k] ?? 0)
      for (let k = 1; k < m; k++) predictor[k] = scratch[k] ?? 0
      predictor[m] = reflection
      error *= 1 - reflection * reflection
      if (!(error > 0)) break
    }
  }

  function unpredicted(samples: Float64Array, into: Float64Array): void {
    const from = fit + search - into.length
    for (let i = 0; i < into.length; i++) {
      let error = samples[from + i] ?? 0
      for (let k = 1; k <= ORDER; k++) error += (predictor[k] ?? 0) * (samples[from + i - k] ?? 0)
      into[i] = error
    }
  }

  return { span: fit + search, find, before, after, asLikely, unpredicted }
}
