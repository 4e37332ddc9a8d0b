/** `silencio/ears`: onsets in sound, and what a host needs to know about its latency. Runs anywhere. */

export {
  type LoopbackReading,
  type LoopbackSignal,
  loopbackSignal,
  readLoopback,
} from './calibration/loopback.ts'
export { type Belief, readTapping, type TappingInput, type TappingReading } from './calibration/tapping.ts'
export { type WirelessHint, wirelessHint } from './calibration/wireless.ts'
export { createOnsetDetector, type OnOnset, type OnsetDetector } from './detector.ts'
