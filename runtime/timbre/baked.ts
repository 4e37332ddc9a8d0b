/**
 * What plays a timbre of a trained space where no decoder is at hand: the voices' parameters, decoded when the piece was compiled.
 *
 * Parameters blend on scales of their own (frequencies and times by their logarithms), on which every mix is a weighted sum of
 * prompts. So a timbre is carried as weights of leaves, and whoever makes a patch of it does the sum.
 */

/** A kind of voice with parameters of its own. */
export const VOICE_TARGETS = ['percussion', 'string', 'keys'] as const
export type VoiceTarget = (typeof VOICE_TARGETS)[number]

/** Parameters of one prompt or recording, in the order of the voice's table; of those voices that play it. */
export interface TimbreLeaf {
  /** The same prompt in the lexicon's space: what answers for named grades (which piano, which General MIDI program). */
  readonly lexicon: Float64Array
  readonly patches: Readonly<Partial<Record<VoiceTarget, readonly number[]>>>
}

/** Weights sum to 1; one may be negative, beyond what a slot's range reaches. */
export type BakedSound = readonly { readonly leaf: TimbreLeaf; readonly weight: number }[]

/** What a compiled policy writes for a prompt. */
export function leafSound(lexicon: Float64Array, patches: TimbreLeaf['patches']): BakedSound {
  return [{ leaf: { lexicon, patches }, weight: 1 }]
}

/** The sound `t` of the way from `a` to `b`. */
export function mixSound(a: BakedSound, b: BakedSound, t: number): BakedSound {
  return summed([...weighted(a, 1 - t), ...weighted(b, t)])
}

/**
 * The sound beside `centre`, `amounts` along each direction: on a straight line to what was decoded `reach` away on that side.
 *
 * @param arms for each direction, the sounds `reach` before and behind the centre
 */
export function nearSound(
  centre: BakedSound,
  arms: readonly (readonly [BakedSound, BakedSound])[],
  reach: number,
  amounts: readonly number[],
): BakedSound {
  let rest = 1
  const sum: BakedSound[number][] = []
  arms.forEach(([behind, ahead], i) => {
    const amount = amounts[i] ?? 0
    const share = Math.abs(amount) / reach
    rest -= share
    sum.push(...weighted(amount < 0 ? behind : ahead, share))
  })
  return summed([...weighted(centre, rest), ...sum])
}

/** Each leaf once: a mix of mixes of one thing would else be twice as long each time. */
function summed(sound: BakedSound): BakedSound {
  const weights = new Map<TimbreLeaf, number>()
  for (const { leaf, weight } of sound) weights.set(leaf, (weights.get(leaf) ?? 0) + weight)
  return Array.from(weights, ([leaf, weight]) => ({ leaf, weight }))
}

function weighted(sound: BakedSound, by: number): BakedSound {
  return sound.map(({ leaf, weight }) => ({ leaf, weight: weight * by }))
}
