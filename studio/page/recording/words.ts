/** What is said of a recording. */

import type { Seconds } from '../../../runtime/units.ts'
import type { TakeAnswer, TakeLimit } from '../../take-protocol.ts'

/** An end that comes by itself is said so long before, and again in the last half minute. */
export const WARN_AT: readonly Seconds[] = [300, 30]

/** 7:05, 1:02:09 */
export function clockTime(seconds: Seconds): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (n: number): string => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

const REASONS: Readonly<Record<TakeLimit, string>> = {
  file: 'no WAV file is larger than 4 GB',
  disk: 'there is no more room on this disk',
  memory: 'this browser keeps recordings in memory, and no more than 1 GB',
}

/** The first moment at which an end that comes by itself is near; null while it is not. */
export function warningAt({ left, limit }: TakeAnswer & { kind: 'running' }, before: Seconds): string | null {
  const crossed = WARN_AT.some((at) => left <= at && before > at)
  if (!crossed) return null
  return `The recording can go on for ${clockTime(left)} more: ${REASONS[limit]}.`
}

export function endedInWords({
  take,
  missing,
  because,
}: Pick<TakeAnswer & { kind: 'recorded' }, 'take' | 'missing' | 'because'>): string {
  const what = `${clockTime(take.seconds)} recorded`
  const why =
    because === null
      ? ''
      : because === 'failed'
        ? '; the file could not be written further'
        : `; it ended there, since ${REASONS[because]}`
  const gap =
    missing >= 0.05
      ? `. The machine was too busy for ${missing.toFixed(1)} s of it: silence stands there`
      : ''
  return `${what}${why}${gap}.`
}

/** As people say it: 12 MB. */
export function sizeInWords(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`
}
