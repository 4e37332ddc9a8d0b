/** What a stage needs besides a band: the set of the evening, pedals and buttons, and a recording of it. */

import { KEY_LATENCY, MIDI_LATENCY } from '../latency.ts'
import type { Band } from './band.ts'
import type { Command } from './commands/bindings.ts'
import { type Commands, createCommands, type Press } from './commands/commands.ts'
import type { CommandsPanel } from './commands/panel.ts'
import type { Compiler } from './compiler.ts'
import type { Document } from './document.ts'
import { part } from './dom.ts'
import { download } from './download.ts'
import type { ReadyProgram } from './edits.ts'
import { fileStem } from './file-stem.ts'
import { late } from './late.ts'
import type { Midi, MidiReading } from './midi.ts'
import { practiceTempo } from './practice-tempo.ts'
import type { Recorder } from './recording/recorder.ts'
import type { SetPanel } from './set/panel.ts'
import { createSet, type Opening, type StageSet } from './set/set.ts'
import type { SetPiece } from './set/set-list.ts'
import { createSetStrip } from './set/strip.ts'
import { triedInWorker } from './set/trial.ts'
import { type Action, inWords, SHORTCUTS } from './shortcuts.ts'
import type { Transport } from './transport.ts'

const SET = late(() => import('./set/panel.ts'), 'panels')
const PEDALS = late(() => import('./commands/panel.ts'), 'panels')
const RECORDER = late(() => Promise.all([import('./recording/recorder.ts'), import('./recording/words.ts')]))

export interface Stage {
  readonly set: StageSet
  readonly commands: Commands
  /** Loaded with the first wish to record, or to see what was recorded; null, and said, where it did not come. */
  recorder(): Promise<Recorder | null>
  showSet(): Promise<void>
  showPedals(): Promise<void>
  record(): Promise<void>
}

export interface StageSetup {
  readonly band: Band
  readonly midi: Midi
  readonly compiler: Pick<Compiler, 'prepare'>
  readonly transport: Pick<Transport, 'say' | 'recording' | 'tempo'>
  readonly file: () => Pick<Document, 'gallery' | 'piece' | 'open'>
  readonly text: () => string
  readonly isPlaying: () => boolean
  readonly title: () => string
  readonly run: (action: Action) => void
}

export function createStage({
  band,
  midi,
  compiler,
  transport,
  file,
  text,
  isPlaying,
  title,
  run,
}: StageSetup): Stage {
  let setPanel: SetPanel | null = null
  let pedalsPanel: CommandsPanel | null = null
  let midiOpened: MidiReading | null = null
  let recording: Recorder | null = null
  let leftBefore = Number.POSITIVE_INFINITY
  const { say } = transport

  const strip = createSetStrip(part('set-strip'), { set: () => set, next: () => set.go(1) })
  const set: StageSet = createSet({
    playing: () => (isPlaying() ? text() : null),
    compile: ({ path, text: its, fromDisk }) =>
      compiler.prepare({ path, text: its, library: libraryOf(fromDisk) }),
    tried: triedInWorker,
    onOpen,
    onChange: () => {
      strip.update()
      setPanel?.update()
    },
    say,
  })
  const commands = createCommands({
    midi,
    run: command,
    openMidi: () => void openMidi(),
    onChange: () => pedalsPanel?.update(),
    say,
  })
  midi.listen({ onDevices: () => void openMidi() })
  strip.update()

  return {
    set,
    commands,
    recorder,
    async showSet() {
      setPanel =
        (await SET(say))?.showSet({
          set,
          current: { title: title(), add: () => set.add({ ...file().piece, text: text() }, title()) },
          gallery: file().gallery.pieces.map(({ id: path, title: its }) => ({
            title: its,
            add: () => addGallery(path, its),
          })),
          keys: { next: keyOf('next'), previous: keyOf('previous') },
        }) ?? null
    },
    async showPedals() {
      const [parts] = await Promise.all([PEDALS(say), midi.load()])
      pedalsPanel = parts?.showCommands({ commands, midi, midiOpened: () => midiOpened }) ?? null
    },
    record,
  }

  function libraryOf(fromDisk: boolean) {
    return fromDisk
      ? ({ kind: 'server' } as const)
      : ({ kind: 'files', files: file().gallery.files } as const)
  }

  function addGallery(path: string, its: string): void {
    set.add({ path, text: file().gallery.files[path] ?? '', library: libraryOf(false) }, its)
  }

  function onOpen({ piece, ready, goingOn }: Opening): void {
    if (goingOn === 'stop') band.send({ kind: 'stop' })
    const { program, gain } = ready
    const { bpm: tempo, said } = practiceTempo(transport.tempo, program)
    file().open(asPiece(piece), { program, gain, tempo } satisfies ReadyProgram)
    if (said !== '') say(said)
  }

  function asPiece({ path, title: shown, text: its, fromDisk }: SetPiece) {
    return { path, shown, text: its, library: libraryOf(fromDisk), revision: null }
  }

  function command(its: Command, press: Press): void {
    if (its !== 'tap') {
      run(its)
      return
    }
    part('tap').dispatchEvent(new CustomEvent('tapped'))
    const contextTime = press.time ?? band.contextTimeOf(press.timeStamp)
    if (contextTime === null) return
    const latency = press.time === null ? KEY_LATENCY : MIDI_LATENCY
    band.send({ kind: 'tap', contextTime, latency, velocity: press.velocity, pitch: null })
  }

  async function openMidi(): Promise<void> {
    await band.prepare()
    const { context } = band
    if (context === null) return
    midiOpened = await midi.open(context)
    pedalsPanel?.update()
  }

  async function record(): Promise<void> {
    await band.open()
    const { context, output } = band
    if (context === null || output === null) return
    const its = await recorder()
    if (its === null) return
    leftBefore = Number.POSITIVE_INFINITY
    await its.toggle(context, output, `${fileStem(title())}-${stamp(new Date())}`)
  }

  async function recorder(): Promise<Recorder | null> {
    const parts = await RECORDER(say)
    if (parts === null) return null
    const [{ createRecorder }, { clockTime, endedInWords, warningAt }] = parts
    recording ??= createRecorder({
      onRunning(state) {
        transport.recording(state === null ? null : clockTime(state.seconds))
        if (state === null) return
        const warning = warningAt(state, leftBefore)
        leftBefore = state.left
        if (warning !== null) say(warning, 'warn')
      },
      onEnded: ({ take, file: sound, ...end }) => {
        download(take.name, 'audio/wav', sound)
        say(endedInWords({ take, ...end }), end.because === null && end.missing < 0.05 ? 'calm' : 'warn')
      },
      onFile: ({ name }, sound) => download(name, 'audio/wav', sound),
      onFailed: (message) => say(`Not recorded: ${message}.`, 'warn'),
    })
    return recording
  }
}

function keyOf(action: Action): string {
  const found = SHORTCUTS.find((one) => one.action === action)
  return found === undefined ? '' : inWords(found, navigator.platform)
}

/** 2026-11-28-2015 */
function stamp(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`
}
