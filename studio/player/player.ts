/** The player panel put together: a text that somebody else's editor has, compiler, band, views. */

import type { Checked } from '../compile-protocol.ts'
import { keyAndTouch } from '../input.ts'
import { KEY_LATENCY } from '../latency.ts'
import type { Addresses } from '../page/addresses.ts'
import { createBand } from '../page/band.ts'
import { createCompiler } from '../page/compiler.ts'
import { part } from '../page/dom.ts'
import { createEdits } from '../page/edits.ts'
import { createInterruption } from '../page/interruption.ts'
import { prefersStill } from '../page/looks.ts'
import { problemsInWords } from '../page/problem-words.ts'
import { createSwapNote } from '../page/swap-note.ts'
import { createBandViews } from '../page/views.ts'
import type { FromPlayer, ToPlayer } from '../player-protocol.ts'
import type { BandReport, BandView, InputLatency } from '../protocol.ts'
import { createDeck } from './deck.ts'
import { layOut } from './layout.ts'
import { createLights } from './lights.ts'
import { createSources } from './sources.ts'

export interface Player {
  hear(message: ToPlayer): void
}

export interface PlayerSetup {
  readonly addresses: Addresses
  readonly tellEditor: (message: FromPlayer) => void
}

const INPUT: InputLatency = { latency: KEY_LATENCY, calibrated: false }
/** Files that are imported change with each letter that is typed in them. */
const SOURCES_REST_MS = 280

export function createPlayer({ addresses, tellEditor }: PlayerSetup): Player {
  let text = ''
  let version = -1
  let view: BandView | null = null
  let later: ReturnType<typeof setTimeout> | undefined
  const deck = createDeck({ play: () => void play(), stop, pause: () => interruption.toggle(), cue })
  layOut(deck.element, document.body)
  const note = createSwapNote()
  const sources = createSources(tellEditor)
  const lights = createLights(tellEditor)
  const views = createBandViews((member, muted) => band.send({ kind: 'mute', member, muted }))
  const band = createBand({
    addresses,
    onAnswer: (answer) => {
      if (answer.kind === 'exported') return
      views.hear(answer)
      lights.hear(answer)
      hearBand(answer)
    },
    onRunning: (running) => interruption.running(running),
    onFailed: (message) => deck.say(`No sound: ${message}`, 'warn'),
    onRecovered: (message) => deck.say(`${message}.`, 'warn'),
  })
  const interruption = createInterruption({
    isPlaying: () => view?.playing === true,
    isPaused: () => view?.paused === true,
    open: () => void band.open(),
    send: band.send,
    say: deck.say,
    unsay: deck.unsay,
  })
  const compiler = createCompiler({
    addresses,
    onChecked,
    onFailed: (message) => deck.say(message, 'warn'),
    readSource: sources.read,
  })
  const edits = createEdits<null>({
    send: band.send,
    swap: () => deck.swap,
    // The editor decides which texts come here: each that is typed, or each that is saved.
    live: () => true,
    piece: () => null,
    input: () => INPUT,
    onSent: () => note.say(view?.playing ? 'waits for its moment' : ''),
    onTaken: (taken, at) => {
      lights.taken(taken, at)
      note.takesOver(at === null ? null : Math.max(1, (view?.beat?.measure ?? 0) + 1))
    },
    onRefused: (problem) => {
      deck.say(problem, 'warn')
      note.say('could not take over: the last good version plays on', true)
    },
  })
  const pad = part('tap')
  keyAndTouch(pad, {
    contextTimeOf: band.contextTimeOf,
    onOnset: (onset) => band.send({ kind: 'tap', ...onset }),
  })
  pad.addEventListener('tapped', () => void firstTap())
  part('transport').addEventListener('click', leaveControls)
  part('meters').addEventListener('click', leaveControls)
  void band.prepare()
  deck.say('Press play, and tap along with the space bar.')
  return { hear }

  function hear(message: ToPlayer): void {
    switch (message.kind) {
      case 'open':
        document.title = message.title
        compiler.open(message.path, { kind: 'page' })
        take(message.text, message.version, 'tool')
        edits.send()
        return
      case 'text':
        take(message.text, message.version, 'hand')
        return
      case 'sources':
        clearTimeout(later)
        later = setTimeout(compileAgain, SOURCES_REST_MS)
        return
      case 'source':
        sources.hear(message)
        return
    }
  }

  function take(next: string, its: number, by: 'hand' | 'tool'): void {
    text = next
    version = its
    edits.changed(text, version, by)
    compiler.text(version, text, null)
  }

  function compileAgain(): void {
    if (version < 0) return
    compiler.text(version, text, null)
    edits.renew()
  }

  function onChecked(checked: Checked): void {
    edits.checked(checked)
    noteProblems()
  }

  function noteProblems(): void {
    const words = problemsInWords(edits.errors, text, view?.playing === true)
    if (words !== null) note.say(words, true)
    else if (!view?.playing) note.say('')
  }

  function hearBand(report: BandReport): void {
    switch (report.kind) {
      case 'view': {
        const turned = report.view.playing !== (view?.playing ?? false)
        view = report.view
        if (turned) noteProblems()
        note.reached(view.beat?.measure ?? 0)
        deck.update(view)
        return
      }
      case 'loaded':
        edits.loaded(report)
        return
      case 'began':
        views.clear()
        return
      case 'went-on':
        deck.say(`The band was started again: on from bar ${report.measure}.`, 'warn')
        return
      case 'problem':
        deck.say(report.message, 'warn')
        return
      case 'beats':
      case 'notes':
      case 'tap':
      case 'displaced':
      case 'waits':
      case 'ended':
      case 'checkpoint':
        return
    }
  }

  async function play(): Promise<void> {
    await band.open()
    if (band.lost !== null) return deck.say(`No sound: ${band.lost}`, 'warn')
    await edits.known
    const { program } = edits
    if (program === null) return deck.say('There is nothing to play yet: the text has problems.', 'warn')
    band.send({ kind: 'play', seed: program.seed, tempo: null, fromBar: 1, input: INPUT })
    deck.say('')
  }

  function stop(): void {
    band.send({ kind: 'stop' })
  }

  function cue(): void {
    band.send({ kind: 'cue' })
    views.cue()
  }

  /** A tap before anything plays opens the sound: the player may count in. */
  async function firstTap(): Promise<void> {
    pad.animate?.([{ scale: '0.985' }, { scale: '1' }], { duration: prefersStill() ? 0 : 120 })
    await band.open()
  }
}

/** The space bar shall tap after a click on a control. Who came with the keyboard (a click without a count) stays there. */
function leaveControls({ detail }: MouseEvent): void {
  if (detail > 0) part('tap').focus({ preventScroll: true })
}
