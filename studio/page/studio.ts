/** The studio put together: text, compiler, band, views. */

import type { SessionLog } from '../../runtime/session/log.ts'
import type { BandAnswer } from '../band-protocol.ts'
import type { Checked, Sources } from '../compile-protocol.ts'
import type { Writer } from '../editor/writer.ts'
import type { BandReport, BandView } from '../protocol.ts'
import { ownAddresses } from './addresses.ts'
import { createBand } from './band.ts'
import { createCompiler } from './compiler.ts'
import { openDocument } from './document.ts'
import { part, setText } from './dom.ts'
import { download } from './download.ts'
import { createCountIn } from './ears/count-in.ts'
import { createEars } from './ears/ears.ts'
import { tapHint } from './ears/tap-hint.ts'
import { openEditorPane } from './editor-pane.ts'
import { createEdits, type ReadyProgram, type Taken } from './edits.ts'
import { fileStem, titleUnread } from './file-stem.ts'
import { createHistory } from './history.ts'
import { createInterruption } from './interruption.ts'
import { listenToKeys } from './keyboard.ts'
import { late } from './late.ts'
import { createLitCells } from './lit-cells.ts'
import { createLooks, createWakeLock, isSmall, prefersStill } from './looks.ts'
import { buildMenu, mark, press } from './menu.ts'
import { createMidi } from './midi.ts'
import { isSamePiece, type Piece } from './piece.ts'
import { createPractice } from './practice.ts'
import { practiceTempo } from './practice-tempo.ts'
import { lexiconInWords, problemsInWords } from './problem-words.ts'
import { createSessionStore } from './sessions.ts'
import type { Action } from './shortcuts.ts'
import { createStage } from './stage.ts'
import { createSwapNote } from './swap-note.ts'
import { createTransport } from './transport.ts'
import { createBandViews } from './views.ts'

/** Nobody waits for them before the first sound. */
const PANELS = late(() => import('./panels.ts'), 'panels')
const SHARE = late(() => import('./share.ts'))
const INPUT = late(() => import('./ears/panel.ts'), 'panels')
const CALIBRATION = late(() => import('./ears/calibration.ts'), 'panels')
const TIMBRES = late(() => import('./timbre/panel.ts'), 'panels')
const DISK = late(() => import('./on-disk.ts'))

export async function startStudio(): Promise<void> {
  let view: BandView | null = null
  let log: SessionLog | null = null
  let recovered = ''
  let frame = 0
  let onStage = false
  let beside: Sources | null = null
  const wake = createWakeLock()
  const looks = createLooks((dark) => pane.editor.setDark(dark))
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
    onSources: (told) => {
      beside = told
      pane.sources(told)
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
    loop: compileAnew,
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
    text: () => pane.editor.text,
    onOpen: ({ path, library, text }, ready) => {
      compiler.open(path, library)
      pane.editor.open(path)
      transport.forgetLoop()
      if (ready === undefined) stage.set.left()
      write(text, ready)
    },
    onText: (text) => pane.editor.setText(text),
    say: transport.say,
  })
  const midi = createMidi()
  const stage = createStage({
    band,
    midi,
    compiler,
    transport,
    file: () => file,
    text: () => pane.editor.text,
    isPlaying: () => view?.playing === true,
    title,
    run,
  })
  buildMenu(run)
  listenToKeys({ run, commands: stage.commands, isLocked: () => pane.locked })
  compiler.open(file.piece.path, file.piece.library)
  const pane = await openEditorPane({
    first: file.piece,
    piece: () => file.piece,
    dark: () => looks.dark,
    onChange: changed,
    say: transport.say,
  })
  const ears = createEars({ band, midi, pad: part('tap'), say: transport.say })
  ears.onChange(showEars)
  showEars()
  ears.onOnset((source) => {
    if (source !== 'keys') pulse()
  })
  part('tap').addEventListener('tapped', () => void firstTap())
  file.watch()
  changed(pane.editor.text, pane.editor.version, 'tool')
  void band.prepare().then(ears.begin)
  stage.set.prepare()
  if (file.brokenLink !== null) transport.say(file.brokenLink, 'warn')
  else if (file.restored) transport.say(`${file.piece.shown} is as you left it, and not saved.`)
  else transport.say(isSmall() ? '' : 'Press play, and tap along with the space bar.')
  document.documentElement.dataset.ready = ''
  if (file.file !== null) void watchFile()

  async function watchFile(): Promise<void> {
    const disk = await DISK(transport.say)
    disk?.watchDisk({
      beside: () => (file.piece.library.kind === 'server' ? beside : null),
      rests: () => pane.locked,
      onFile: (revision) => void file.onDisk(revision),
      onBeside: readAnew,
    })
  }

  /** What the text imports was written by another program. */
  function readAnew(): void {
    if (transport.live) compileAnew()
    else compiler.text(pane.editor.version, pane.editor.text, transport.loop)
  }

  function changed(text: string, version: number, by: Writer): void {
    edits.changed(text, version, by)
    compiler.text(version, text, transport.loop)
    file.show()
  }

  function onChecked(checked: Checked): void {
    pane.editor.show(checked)
    const sections = checked.program?.sections.map(({ name }) => name)
    // This was compiled without the loop, which goes on under another name.
    if (sections !== undefined && transport.sections(sections)) compileAnew()
    else edits.checked(checked)
    noteProblems()
  }

  /** Taken over like an edit. */
  function compileAnew(): void {
    compiler.text(pane.editor.version, pane.editor.text, transport.loop)
    edits.renew()
  }

  function noteProblems(): void {
    const words =
      problemsInWords(edits.errors, pane.editor.text, view?.playing === true) ?? lexiconInWords(edits.notice)
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
      case 'displaced':
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
    if (next.playing) stage.set.began()
    noteProblems()
    if (frame === 0) frame = requestAnimationFrame(draw)
  }

  /** While nothing plays there is nothing to light: a page at rest draws no frames. */
  function draw(): void {
    const { version, cells } = view?.playing ? lit.at(view.now) : { version: -1, cells: [] }
    pane.editor.light(version, cells)
    frame = view?.playing ? requestAnimationFrame(draw) : 0
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
    const { bpm: tempo, said } = practiceTempo(transport.tempo, program)
    band.send({
      kind: 'play',
      seed: program.seed,
      tempo,
      fromBar: transport.fromBar,
      input: ears.input,
    })
    transport.say(
      program.members.length > 0 ? said : 'Nobody plays in this text. Pieces has some to begin with.',
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

  const panels = () => PANELS(transport.say)

  async function inputPanel(): Promise<void> {
    const [parts, isLoaded] = await Promise.all([INPUT(transport.say), ears.load()])
    if (!isLoaded) return
    parts?.showInput({ ears, calibrate: () => void calibrate() })
  }

  async function timbrePanel(): Promise<void> {
    const parts = await TIMBRES(transport.say)
    await parts?.showTimbres({
      text: () => pane.editor.text,
      write: (text) => pane.editor.setText(text),
      isLocked: () => pane.locked,
      ask: compiler.timbre,
    })
  }

  async function calibrate(): Promise<void> {
    const parts = await CALIBRATION(transport.say)
    parts?.showCalibration({
      ears,
      band,
      isPlaying: () => view?.playing === true,
      back: () => void inputPanel(),
    })
  }

  function cue(): void {
    band.send({ kind: 'cue' })
    views.cue()
  }

  function step(by: -1 | 1): void {
    const sounding = history.entries[history.at]?.text ?? null
    // Of a text that does not sound the first step back is to what does, where there is no other.
    const text = history.go(by) ?? (by < 0 && sounding !== pane.editor.text ? sounding : null)
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
    pane.editor.setText(text)
    edits.send(ready)
  }

  async function share(): Promise<void> {
    const [parts, links] = await Promise.all([panels(), SHARE(transport.say)])
    if (links === null) return
    const fragment = await links.linkOf(pane.editor.text)
    parts?.showShare(fragment === null ? null : `${location.origin}/${fragment}`)
  }

  function title(): string {
    return edits.program?.title ?? titleUnread(file.piece.shown)
  }

  function setStage(on: boolean): void {
    onStage = on
    document.documentElement.classList.toggle('is-stage', on)
    views.setStage(on)
    pane.setStage(on)
    press('stage', on)
  }

  async function showText(on: boolean): Promise<void> {
    await pane.show(on)
    if (on) return pane.editor.focus()
    // On a stage there is no pad: the keys are the page's all the same.
    const at = document.activeElement
    if (at instanceof HTMLElement) at.blur()
    part('tap').focus()
  }

  function setLocked(on: boolean): void {
    pane.setLocked(on)
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
      up: () => pane.editor.nudge(1),
      down: () => pane.editor.nudge(-1),
      format: () => pane.editor.format(),
      save: () => void file.save(),
      gallery: () => void openGallery(),
      set: () => void stage.showSet(),
      timbres: () => void timbrePanel(),
      next: () => stage.set.go(1),
      previous: () => stage.set.go(-1),
      pedals: () => void stage.showPedals(),
      record: () => void stage.record(),
      input: () => void inputPanel(),
      history: () => void showHistory(),
      sessions: () => void panels().then((its) => its?.showSessions(sessions, practice)),
      share: () => void share(),
      export: () => void exportPanel(),
      stage: () => setStage(!onStage),
      lock: () => setLocked(!pane.locked),
      theme: () => looks.toggle(),
      help: () => void panels().then((its) => its?.showKeys(navigator.platform)),
      leave: () => void showText(false),
      edit: () => void showText(true),
      text: () => void (pane.shown && isSmall() ? showText(false) : showText(true)),
    }
    actions[action]()
  }

  async function showHistory(): Promise<void> {
    const parts = await panels()
    parts?.showHistory(history, (index) => {
      const text = history.goTo(index)
      if (text !== null) writeSounded(text)
    })
  }

  async function openGallery(): Promise<void> {
    const parts = await panels()
    const { left } = file
    const opened = {
      title: file.file ?? '',
      detail: 'the file that the studio was opened with',
      current: file.piece.revision !== null,
      choose: () => void file.reopen(),
    }
    const unsaved = { title: left?.shown ?? '', detail: 'as you left it, not saved', choose: file.backToLeft }
    const choices = [...(file.file === null ? [] : [opened]), ...(left === null ? [] : [unsaved])]
    parts?.showGallery(file.gallery, choices, file.openFromGallery)
  }

  async function exportPanel(): Promise<void> {
    const [parts, recorder] = await Promise.all([panels(), stage.recorder()])
    if (recorder === null) return
    parts?.showExports({
      title: title(),
      text: pane.editor.text,
      log,
      exportPlayed: (what) => band.send({ kind: 'export', what }),
      compiled: () => compiler.module(pane.editor.text),
      takes: recorder.takes,
      exportTake: recorder.read,
      forgetTakes: recorder.forget,
      say: (text) => transport.say(text),
    })
  }
}
