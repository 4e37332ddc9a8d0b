/**
 * Is a device on the air? Bluetooth takes 100 to 300 ms each way, and not the same from minute to minute, so that no
 * calibration helps for long: people should be told before they play. No browser says so; names and latency give a hint.
 */

import type { Seconds } from '../../../units.ts'

export interface WirelessHint {
  readonly likely: boolean
  /** The device whose name gave it away. */
  readonly label: string | null
  /** The platform's own word on latency is too long for a cable. */
  readonly late: boolean
}

/** Cables and built-in loudspeakers stay below. */
const LATE: Seconds = 0.1

/** Makes and words of devices that are wireless, and have no sister with a cable of the same name. */
const NAMES =
  /bluetooth|\bbt\b|airpods|\b(ear)?buds\b|wireless|hands-?free|\ba2dp\b|\bhfp\b|\bwh-\d|\bwf-\d|soundlink|quietcomfort|freebuds|homepod|\bboom\b|jabra elite|beats (solo|studio|fit|flex)|jbl (flip|charge|tune|go)/i

/**
 * @param labels of the devices in use, as `enumerateDevices` names them (empty without permission)
 * @param outputLatency as the audio context tells it, seconds
 */
export function wirelessHint(labels: readonly string[], outputLatency: Seconds): WirelessHint {
  const label = labels.find((one) => NAMES.test(one)) ?? null
  const late = outputLatency > LATE
  return { likely: label !== null || late, label, late }
}
