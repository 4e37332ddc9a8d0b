import type { ResponseMode } from '../../runtime/score/beat.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { Chart } from './chart.ts'
import type { Choice } from './versions.ts'
export interface PlayedBeat {
  readonly choice: Choice
  readonly time: Seconds
  readonly length: Seconds
  /** null where the person played none. */
  readonly onset: Seconds | null
  readonly mode: ResponseMode
}
export function scoreSvg(chart: Chart, played: readonly PlayedBeat[], title: string): string {
  return `${chart.member}${played.length}${title}`
}
