import { PlayerCount } from './follow/player-count.ts'
import type { Seconds } from './units.ts'

/** The feature `countingIn`: an ear for a player who counts `beats` beats. */
export const countingIn = (beats: number, slowest: Seconds): PlayerCount => new PlayerCount(beats, slowest)
