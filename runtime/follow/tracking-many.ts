/** What `track many` brings: competing ideas of the tempo, and a bar pattern that is learned. */

import { BarPattern } from './bar-pattern.ts'
import { TempoBank } from './tempo-bank.ts'

export const trackingMany = {
  bank: (): TempoBank => new TempoBank(),
  pattern: (): BarPattern => new BarPattern(),
}
