/** `silencio/testing`: what an app's own tests need to play with a band in no time. */

export { type Page, pageOf } from '../player/page.ts'
export {
  type Band,
  type PlayerMove,
  type PlayerSpan,
  playScript,
  type ScriptOptions,
} from '../player/scripted.ts'
export { checkExploration } from '../session/check-exploration.ts'
export { sessionText } from '../session/log.ts'
export { createFakeClock, type FakeClock } from './clock.ts'
export { type Replayable, type Replayed, replaySession } from './replay.ts'
export {
  type SampleBeats,
  type SampleSlotsFile,
  sampleBeats,
  sampleHistory,
  sampleSession,
  sampleSlotsFile,
} from './samples.ts'
