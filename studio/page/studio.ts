/** The studio put together: text, compiler, band, views. */

import type { SessionLog } from '../../runtime/session/log.ts'
import type { BandAnswer } from '../band-protocol.ts'
import type { Checked, Sources } from '../compile-protocol.ts'
import type { CreateEditor, Editor } from '../editor/handle.ts'
import type { Writer } from '../editor/writer.ts'
import type { BandReport, BandView } from '../protocol.ts'
import { ownAddresses } from './addresses.ts'
import { createBand } from './band.ts'
import { createCompiler } from './compiler.ts'
import { openDocument } from './document.ts'
import { h, part, setText } from './dom.ts'
import { download } from './download.ts'
import { createCountIn } from './ears/count-in.ts'
import { createEars } from './ears/ears.ts'
import { tapHint } from './ears/words.ts'
import { createEdits, type ReadyProgram, type Taken } from './edits.ts'
import { fileStem, titleUnread } from './file-stem.ts'
import { createHistory } from './history.ts'
import { createInterruption } from './interruption.ts'
import { listenToKeys } from './keyboard.ts'
import { createLitCells } from './lit-cells.ts'
import { createLooks, createWakeLock, isSmall, onceWide, prefersStill } from './looks.ts'
import { buildMenu, mark, press } from './menu.ts'
import { createMidi } from './midi.ts'
import { isSamePiece, type Piece } from './piece.ts'
import { plainEditor } from './plain-editor.ts'
import { createPractice } from './practice.ts'
import { lexiconInWords, problemsInWords } from './problem-words.ts'
import { createSessionStore } from './sessions.ts'
import { linkOf } from './share.ts'
import type { Action } from './shortcuts.ts'
import { createStage } from './stage.ts'
import { createSwapNote } from './swap-note.ts'
import { createTransport } from './transport.ts'
import { createBandViews } from './views.ts'

const EDITOR_FONT = 16
const STAGE_FONT = 22

/** Nobody waits for the panels before the first sound. */
const panels = (): Promise<typeof import('./panels.ts')> => import('./panels.ts')

export async function startStudio(): Promise<void> {
  let view: BandView | null = null
  let log: SessionLog | null = null
  let recovered = ''
  let onStage = false
  let locked = false
  let sources: Sources | null = null
  const wake = createWakeLock()
  const looks = createLooks((dark) => editor.setDark(dark))
  const sessions = createSessionStore()
  const lit = createLitCells()
  const note = createSwapNote()
  const history = createHistory<Piece>()
  const practice = createPractice()
  const addresses = ownAddresses()
  const compiler = createCompiler({
    addresses,
    onChecked,
    onFailed: (message) => transport.say(message, 'warn'),
    onSources(told) {
      sources = told
      editor.sources(told)
    },
  })
  const band = createBand({
    addresses,
    onAnswer: hear,
    onRunning: (running) => interruption.running(running),
    onFailed: (message) => transport.say(`No sound: ${message}`, 'warn'),
    onRecovered: (message) => {
      recovered = message
      transport.say(`${message}.`, 'warn')
    },
  })
  const interruption = createInterruption({
    isPlaying: () => view?.playing === true,
    isPaused: () => view?.paused === true,
    open: () => void band.open(),
    send: band.send,
    say: (text, tone) => transport.say(text, tone),
    unsay: (text) => transport.unsay(text),
  })
  const countIn = createCountIn(part('tap'))
  const views = createBandViews((member, muted) => band.send({ kind: 'mute', member, muted }))
  const transport = createTransport(part('transport'), {
    play: () => void play(),
    stop: () => band.send({ kind: 'stop' }),
    panic: () => band.send({ kind: 'panic' }),
    pause: () => interruption.toggle(),
    cue,
    back: () => step(-1),
    record: () => void stage.record(),
    // Compiled anew, and taken over like an edit.
    loop: () => {
      compiler.text(editor.version, editor.text, transport.loop)
      edits.renew()
    },
  })
  const edits = createEdits({
    send: band.send,
    swap: () => transport.swap,
    live: () => transport.live,
    piece: () => file.piece,
    input: () => ears.input,
    onSent: () => note.say(view?.playing ? 'waits for its moment' : ''),
    onTaken: taken,
    onRefused: (problem) => {
      transport.say(problem, 'warn')
      note.say('could not take over: the last good version plays on', true)
    },
  })
  const file = await openDocument({
    text: () => editor.text,
    onOpen: ({ path, library, text }, ready) => {
      compiler.open(path, library)
      editor.open(path)
      transport.forgetLoop()
      if (ready === undefined) stage.set.left()
      write(text, ready)
    },
    say: transport.say,
  })
  const midi = createMidi()
  const stage = createStage({
    band,
    midi,
    compiler,
    transport,
    file: () => file,
    text: () => editor.text,
    isPlaying: () => view?.playing === true,
    title,
    run,
  })
  buildMenu(run)
  listenToKeys({ run, commands: stage.commands, isLocked: () => locked })
  compiler.open(file.piece.path, file.piece.library)
  let editor = await openEditor(file.piece)
  const ears = createEars({ band, midi, pad: part('tap'), say: transport.say })
  ears.onChange(showEars)
  showEars()
  ears.onOnset((source) => {
    if (source !== 'keys') pulse()
  })
  part('tap').addEventListener('tapped', () => void firstTap())
  file.watch()
  changed(editor.text, editor.version, 'tool')
  void band.prepare().then(ears.begin)
  stage.set.prepare()
  if (file.brokenLink !== null) transport.say(file.brokenLink, 'warn')
  else if (file.restored) transport.say(`${file.piece.shown} is as you left it, and not saved.`)
  else transport.say(isSmall() ? '' : 'Press play, and tap along with the space bar.')
  document.documentElement.dataset.ready = ''
  requestAnimationFrame(draw)

  async function openEditor({ text, path }: Piece): Promise<Editor> {
    if (isSmall()) {
      onceWide(() => void widen())
      return plainEditor(text, changed)
    }
    const style = h('link', { rel: 'stylesheet', href: '/editor.css' })
    document.head.append(style)
    const { createEditor }: { createEditor: CreateEditor } = await import('../editor/editor.ts')
    return createEditor(part('editor'), {
      text,
      path,
      dark: looks.dark,
      still: prefersStill(),
      onChange: changed,
      onServerFailed: (message) =>
        transport.say(
          `The language server stopped, and with it completion and squiggles: ${message}`,
          'warn',
        ),
    })
  }

  /** The text gets its editor, as it is by then. */
  async function widen(): Promise<void> {
    const plain = editor
    const wide = await openEditor({ ...file.piece, text: plain.text })
    wide.open(file.piece.path)
    wide.setText(plain.text)
    if (sources !== null) wide.sources(sources)
    wide.setLocked(locked)
    wide.setFontSize(onStage ? STAGE_FONT : EDITOR_FONT)
    editor = wide
    changed(editor.text, editor.version, 'tool')
  }

  function changed(text: string, version: number, by: Writer): void {
    edits.changed(text, version, by)
    compiler.text(version, text, transport.loop)
    file.show()
  }

  function onChecked(checked: Checked): void {
    editor.show(checked)
    edits.checked(checked)
    if (checked.program !== null) transport.sections(checked.program.sections.map(({ name }) => name))
    noteProblems()
  }

  function noteProblems(): void {
    const words =
      problemsInWords(edits.errors, editor.text, view?.playing === true) ?? lexiconInWords(edits.notice)
    if (words !== null) note.say(words, true)
    else if (!view?.playing) note.say('')
  }

  function taken({ piece, text, version, program }: Taken<Piece>, at: number | null): void {
    lit.program(program, version, at ?? Number.NEGATIVE_INFINITY)
    const measure = at === null ? null : Math.max(1, (view?.beat?.measure ?? 0) + 1)
    history.add(text, measure, piece)
    note.takesOver(measure)
  }

  function hear(answer: BandAnswer): void {
    if (answer.kind === 'exported') {
      const type = answer.name === 'mid' ? 'audio/midi' : 'application/json'
      download(`${fileStem(title())}.${answer.name}`, type, answer.data)
      return
    }
    views.hear(answer)
    ears.hear(answer)
    practice.hear(answer)
    hearReport(answer)
  }

  function hearReport(report: BandReport): void {
    switch (report.kind) {
      case 'view':
        if (report.view.playing !== view?.playing) startOrEnd(report.view)
        view = report.view
        note.reached(view.beat?.measure ?? 0)
        transport.update(view)
        countIn.update(view)
        return
      case 'beats':
        lit.beats(report.beats)
        return
      case 'notes':
        lit.notes(report.notes)
        return
      case 'loaded':
        edits.loaded(report)
        return
      case 'began':
        views.clear()
        lit.clear()
        practice.clear()
        return
      case 'went-on':
        transport.say(`${recovered}: on from bar ${report.measure}.`, 'warn')
        return
      case 'ended':
        log = report.log
        void sessions.keep(report.title, practice.summary, report.log).then((kept) => {
          if (kept) transport.say('The session is kept: Sessions shows how it went.')
        })
        return
      case 'problem':
        transport.say(report.message, 'warn')
        return
      case 'tap':
      case 'waits':
        return
      // Whoever closes the page before the end has what came of it.
      case 'checkpoint':
        void sessions.keep(title(), practice.summary, report.checkpoint.log)
        return
    }
  }

  function startOrEnd(next: BandView): void {
    view = next
    wake.hold(next.playing)
    noteProblems()
  }

  function draw(): void {
    const { version, cells } = view?.playing ? lit.at(view.now) : { version: -1, cells: [] }
    editor.light(version, cells)
    requestAnimationFrame(draw)
  }

  async function play(): Promise<void> {
    await band.open()
    if (band.lost !== null) {
      transport.say(`No sound: ${band.lost}`, 'warn')
      return
    }
    await edits.known
    const { program } = edits
    if (program === null) {
      transport.say('There is nothing to play yet: the text has problems.', 'warn')
      return
    }
    const tempo = transport.tempo === 1 ? null : program.bpm * transport.tempo
    band.send({
      kind: 'play',
      seed: program.seed,
      tempo,
      fromBar: transport.fromBar,
      input: ears.input,
    })
    transport.say(
      program.members.length > 0 ? '' : 'Nobody plays in this text. Pieces has some to begin with.',
    )
  }

  /** The text takes over now; where nothing plays, it begins. */
  async function playNow(): Promise<void> {
    edits.send()
    if (!view?.playing) await play()
  }

  /** A tap before anything plays opens the sound: the player may count in. */
  async function firstTap(): Promise<void> {
    pulse()
    await band.open()
  }

  function pulse(): void {
    part('tap').animate?.([{ scale: '0.985' }, { scale: '1' }], { duration: prefersStill() ? 0 : 120 })
  }

  function showEars(): void {
    mark('input', ears.state)
    setText(part('tap-hint'), tapHint(matchMedia('(pointer: coarse)').matches, ears.state === 'on'))
  }

  /** Loaded when they are wanted, like the editor: the page shows itself without them. */
  async function inputPanel(): Promise<void> {
    const { showInput } = await import('./ears/panel.ts')
    showInput({ ears, calibrate: () => void calibrate() })
  }

  async function timbrePanel(): Promise<void> {
    const { showTimbres } = await import('./timbre/panel.ts')
    await showTimbres({
      text: () => editor.text,
      write: (text) => editor.setText(text),
      isLocked: () => locked,
      ask: compiler.timbre,
    })
  }

  async function calibrate(): Promise<void> {
    const { showCalibration } = await import('./ears/calibration.ts')
    showCalibration({ ears, band, isPlaying: () => view?.playing === true, back: () => void inputPanel() })
  }

  function cue(): void {
    band.send({ kind: 'cue' })
    views.cue()
  }

  function step(by: -1 | 1): void {
    const sounding = history.entries[history.at]?.text ?? null
    // Of a text that does not sound the first step back is to what does, where there is no other.
    const text = history.go(by) ?? (by < 0 && sounding !== editor.text ? sounding : null)
    if (text === null) transport.say(by < 0 ? 'Nothing sounded before this.' : 'This is the newest.')
    else writeSounded(text)
  }

  /** The text that history stands at. Another piece's is that piece again: its imports, and the file that it is saved to. */
  function writeSounded(text: string): void {
    const piece = history.entries[history.at]?.piece ?? null
    if (piece !== null && !isSamePiece(piece, file.piece)) file.back(piece)
    write(text)
  }

  function write(text: string, ready?: ReadyProgram): void {
    editor.setText(text)
    edits.send(ready)
  }

  async function share(): Promise<void> {
    const fragment = await linkOf(editor.text)
    const { showShare } = await panels()
    showShare(fragment === null ? null : `${location.origin}/${fragment}`)
  }

  function title(): string {
    return edits.program?.title ?? titleUnread(file.piece.shown)
  }

  function setStage(on: boolean): void {
    onStage = on
    document.documentElement.classList.toggle('is-stage', on)
    views.setStage(on)
    editor.setFontSize(on ? STAGE_FONT : EDITOR_FONT)
    press('stage', on)
  }

  function setLocked(on: boolean): void {
    locked = on
    editor.setLocked(on)
    press('lock', on)
    transport.say(on ? 'The text is locked.' : 'The text is open.')
  }

  function run(action: Action): void {
    const actions: Readonly<Record<Action, () => void>> = {
      now: () => void playNow(),
      play: () => (view?.playing ? band.send({ kind: 'stop' }) : void play()),
      panic: () => band.send({ kind: 'panic' }),
      pause: interruption.toggle,
      cue,
      back: () => step(-1),
      forward: () => step(1),
      up: () => editor.nudge(1),
      down: () => editor.nudge(-1),
      format: () => editor.format(),
      save: () => void file.save(),
      gallery: () => void openGallery(),
      set: () => stage.showSet(),
      timbres: () => void timbrePanel(),
      next: () => stage.set.go(1),
      previous: () => stage.set.go(-1),
      pedals: () => void stage.showPedals(),
      record: () => void stage.record(),
      input: () => void inputPanel(),
      history: () => void showHistory(),
      sessions: () => void panels().then(({ showSessions }) => showSessions(sessions, practice)),
      share: () => void share(),
      export: () => void exportPanel(),
      stage: () => setStage(!onStage),
      lock: () => setLocked(!locked),
      theme: () => looks.toggle(),
      help: () => void panels().then(({ showKeys }) => showKeys(navigator.platform)),
      leave: () => part('tap').focus(),
      edit: () => editor.focus(),
    }
    actions[action]()
  }

  async function showHistory(): Promise<void> {
    const { showHistory } = await panels()
    showHistory(history, (index) => {
      const text = history.goTo(index)
      if (text !== null) writeSounded(text)
    })
  }

  async function openGallery(): Promise<void> {
    const { showGallery } = await panels()
    const opened = {
      title: file.file ?? '',
      detail: 'the file that the studio was opened with',
      current: file.piece.revision !== null,
      choose: () => void file.reopen(),
    }
    showGallery(file.gallery, file.file === null ? null : opened, file.openFromGallery)
  }

  async function exportPanel(): Promise<void> {
    const { showExports } = await panels()
    showExports({
      title: title(),
      text: editor.text,
      log,
      exportPlayed: (what) => band.send({ kind: 'export', what }),
      compiled: () => compiler.module(editor.text),
      takes: stage.recorder.takes,
      exportTake: stage.recorder.read,
      forgetTakes: stage.recorder.forget,
      say: (text) => transport.say(text),
    })
  }
}
