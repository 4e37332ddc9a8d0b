/**
 * The dialog of latency. A loopback measures it, and is used. Tapping tells latency and habit together, and is shown.
 */

import { keyAndTouch } from '../../input.ts'
import type { Band } from '../band.ts'
import { openDialog } from '../dialogs.ts'
import { h, setText } from '../dom.ts'
import { loopbackSaid, tappingSaid } from './calibration-words.ts'
import type { PlayerEars } from './ears.ts'
import { runLoopback } from './loopback.ts'
import { CLICKS, startTapping, type TappingRun } from './tapping.ts'
import { readTaps } from './taps.ts'
import type { Said } from './words.ts'

export interface CalibrationSetup {
  readonly ears: PlayerEars
  readonly band: Band
  readonly isPlaying: () => boolean
  /** To the panel that it was opened from. */
  readonly back: () => void
}

/** The band would be heard among the chirps, and be tapped to. */
const QUIET: Said = { text: 'Stop the band first: only the test may sound.', tone: 'warn' }
const NO_SOUND: Said = { text: 'There is no sound: press play once, and try again.', tone: 'warn' }

export function showCalibration(setup: CalibrationSetup): void {
  const loopback = loopbackCard(setup)
  const tapping = tappingCard(setup)
  const air = h('p', { class: 'input-said', role: 'status', 'data-tone': 'warn' })
  const back = h('button', { type: 'button', class: 'plain' }, 'Back to input and output')
  back.addEventListener('click', setup.back)
  const dialog = openDialog('Latency', 'calibration', () => [
    air,
    h('div', { class: 'calibration-cards' }, loopback.element, tapping.element),
    back,
  ])
  const stop = setup.ears.onChange(update)
  dialog.addEventListener('close', () => {
    stop()
    loopback.stop()
    tapping.stop()
  })
  update()

  function update(): void {
    setText(air, setup.ears.wireless ?? '')
    air.hidden = setup.ears.wireless === null
    loopback.update()
  }
}

interface Card {
  readonly element: HTMLElement
  update(): void
  stop(): void
}

function loopbackCard({ ears, band, isPlaying }: CalibrationSetup): Card {
  const figure = h('output', { class: 'calibration-figure' })
  const said = h('p', { class: 'input-said', role: 'status' })
  const begin = h('button', { type: 'button', class: 'primary' }, 'Play and listen')
  const turnOn = h('button', { type: 'button', class: 'primary' }, 'Turn the microphone on')
  let running = false
  let left = false
  begin.addEventListener('click', () => void run())
  turnOn.addEventListener('click', () => void ears.useMicrophone(true, ears.settings.now.microphoneDevice))
  return {
    element: h(
      'section',
      { class: 'calibration-card loopback', 'aria-label': 'Measure' },
      h('h3', {}, 'Measure'),
      h(
        'p',
        { class: 'hint' },
        'Five chirps out of the loudspeaker, and in by the microphone. Put them near each other, or hold the microphone to one ear of the headphones, and keep still for three seconds.',
      ),
      figure,
      said,
      h('div', { class: 'calibration-do' }, begin, turnOn),
    ),
    update,
    stop() {
      left = true
    },
  }

  function update(): void {
    const on = ears.microphone.state.kind === 'on'
    turnOn.hidden = on
    begin.hidden = !on
    begin.disabled = running
    if (running) return
    const { roundTrip } = ears
    setText(figure, roundTrip === null ? '' : `${(roundTrip.latency * 1000).toFixed(1)} ms`)
    figure.dataset.known = String(roundTrip?.calibrated === true)
    figure.hidden = roundTrip === null
  }

  function say({ text, tone }: Said): void {
    setText(said, text)
    said.dataset.tone = tone
  }

  async function run(): Promise<void> {
    if (isPlaying()) return say(QUIET)
    await band.open()
    const { state } = ears.microphone
    const { context } = band
    if (context === null || context.state !== 'running' || state.kind !== 'on') return say(NO_SOUND)
    running = true
    say({ text: 'Listening …', tone: 'calm' })
    update()
    const outcome = await runLoopback(context, state.ears.source)
    running = false
    if (left) return
    // Another device was taken meanwhile: what was measured is not its latency.
    if (outcome.ok && ears.microphone.state === state) ears.measured(outcome.delay)
    say(loopbackSaid(outcome, state.microphone.label, ears.output.label))
    update()
  }
}

function tappingCard({ ears, band, isPlaying }: CalibrationSetup): Card {
  const dots = Array.from({ length: CLICKS }, () => h('i', {}))
  const row = h('div', { class: 'calibration-dots', 'aria-hidden': 'true' }, ...dots)
  const said = h('div', { class: 'input-said', role: 'status' })
  const begin = h('button', { type: 'button', class: 'primary' }, 'Start the click')
  const pad = h(
    'button',
    { type: 'button', class: 'tap' },
    h('b', {}, 'Tap'),
    h('span', {}, 'space bar, a finger, or play'),
  )
  let run: TappingRun | null = null
  // What is heard by microphone and MIDI comes from the page's ears; keys and fingers are this pad's while it is open.
  const keys = keyAndTouch(pad, {
    contextTimeOf: band.contextTimeOf,
    onOnset: (onset) => run?.tap('keys', onset),
  })
  const stopHearing = ears.onOnset((source, onset) => {
    if (source !== 'keys') run?.tap(source, onset)
  })
  begin.addEventListener('click', () => void start())
  return {
    element: h(
      'section',
      { class: 'calibration-card tapping', 'aria-label': 'Tap to a click' },
      h('h3', {}, 'Tap to a click'),
      h(
        'p',
        { class: 'hint' },
        'Twelve seconds on whatever you play on. This tells the machine and you together: it is shown, and changes nothing.',
      ),
      pad,
      row,
      said,
      h('div', { class: 'calibration-do' }, begin),
    ),
    update: () => {},
    stop() {
      run?.stop()
      run = null
      keys.stop()
      stopHearing()
    },
  }

  function say(...lines: readonly Said[]): void {
    said.replaceChildren(...lines.map(({ text, tone }) => h('p', { 'data-tone': tone }, text)))
  }

  async function start(): Promise<void> {
    if (isPlaying()) return say(QUIET)
    await band.open()
    const { context } = band
    if (context === null || context.state !== 'running') return say(NO_SOUND)
    run?.stop()
    show(0)
    say({ text: 'Tap with the clicks.', tone: 'calm' })
    pad.focus()
    begin.replaceChildren('Start anew')
    run = startTapping({
      context,
      onClick: show,
      onDone: (taps) => {
        run = null
        say(...tappingSaid(readTaps(taps, ears.roundTrip)))
      },
    })
    ears.expect(run.clicks)
  }

  function show(count: number): void {
    for (const [i, dot] of dots.entries()) dot.classList.toggle('is-on', i < count)
  }
}
