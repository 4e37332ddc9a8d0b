/** One session: from the user's gesture to the log. */

import { createClock } from './clock.js'
import { dropCheckpoint, keepCheckpoint, markAlive } from './keep.js'
import { createScheduler } from './scheduler.js'
import { createSounds } from './sounds.js'

/** The first click must not be late. */
const LEAD = 0.25
/** Some browsers know how long the sound takes once there is sound, and some never do. */
const LATENCY_WITHIN_MS = 250
/** A killed app loses no more than this. */
const CHECKPOINT_MS = 10_000

/** Browsers let a page sound only after a gesture: call this from one. */
export async function startSession({ policy, options, inputLatency, view, onEnd }) {
  // Safari's: else the switch on the side of an iPhone silences the band.
  if (navigator.audioSession) navigator.audioSession.type = 'playback'
  const context = new AudioContext({ latencyHint: 'interactive' })
  await context.resume()
  const output = await outputLatency(context)
  const clock = createClock(context, LEAD + output)
  const set = policy.start({
    ...options,
    latency: { input: inputLatency, output, calibrated: inputLatency > 0 },
    clock: { offset: Date.now() / 1000 - clock.now(), drift: 0 },
    source: 'app',
    onError: view.problem,
  })
  const over = markAlive(options.sessionId)
  // The first record comes before the first sound: a session that crashes at once was a session, too.
  checkpoint()

  const sounds = createSounds(context)
  const scheduler = createScheduler({ set, clock, sounds, output, onEvent: show, onTick })
  const saving = setInterval(checkpoint, CHECKPOINT_MS)
  const leaving = new AbortController()
  const { signal } = leaving
  let paused = false
  let firstBeat = 0
  document.addEventListener('visibilitychange', pauseOrGoOn, { signal })
  // Phone calls, headphones pulled out: the system stops the audio clock without asking.
  context.addEventListener('statechange', pauseOrGoOn, { signal })
  addEventListener('pagehide', checkpoint, { signal })

  return { tap, end, cue: () => set.cue() }

  function tap(timeStamp, velocity, pitch) {
    const time = clock.at(timeStamp)
    set.onset(time, { velocity, ...(pitch === undefined ? {} : { pitch }) })
    const beats = set.timeline(firstBeat)
    // Only the last few can be the one that was meant.
    firstBeat += Math.max(0, beats.length - 4)
    view.tapped(time - inputLatency, beats)
  }

  function show(event) {
    view.soundsIn(event, event.timestamp - clock.now())
  }

  function onTick() {
    view.tempo(set.bpm)
    if (set.ended) end()
  }

  function pauseOrGoOn() {
    const away = document.hidden || context.state !== 'running'
    if (away === paused) return
    paused = away
    if (away) {
      set.pause(clock.now())
      sounds.mute()
      checkpoint()
    } else {
      clock.forget()
      set.resume(clock.now())
      sounds.unmute()
    }
    view.paused(away)
  }

  function checkpoint() {
    keepCheckpoint(set.checkpoint())
  }

  /** A session that came to the form's end is completed; anything else was stopped. */
  function end() {
    scheduler.stop()
    clearInterval(saving)
    leaving.abort()
    sounds.mute()
    const log = set.end({ at: Math.max(0, clock.now()) })
    dropCheckpoint(log)
    over()
    // What is scheduled may fade; then the device is free for others.
    setTimeout(() => context.close(), 200)
    onEnd(log)
  }
}

/** From Web Audio to the ear: what the browser takes, and what the system and the device take after it. */
async function outputLatency(context) {
  for (let waited = 0; waited < LATENCY_WITHIN_MS && !context.outputLatency; waited += 25)
    await new Promise((done) => setTimeout(done, 25))
  return (context.baseLatency || 0) + (context.outputLatency || 0)
}
