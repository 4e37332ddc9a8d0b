/** The panel of pedals and buttons: for each thing to do, what it is bound to, and a way to bind another. */

import { openDialog } from '../dialogs.ts'
import { h, setText } from '../dom.ts'
import { icon } from '../icons.ts'
import type { Midi, MidiReading } from '../midi.ts'
import { COMMANDS, type Command, idOf, type Trigger, triggerInWords } from './bindings.ts'
import type { Commands } from './commands.ts'

const DOES: Readonly<Record<Command, string>> = {
  play: 'Play and stop',
  next: 'Next piece',
  previous: 'Previous piece',
  cue: 'Cue: leave the vamp',
  tap: 'Tap',
  pause: 'Pause and go on',
  record: 'Record',
  panic: 'Panic: silence',
}

export interface CommandsPanelOptions {
  readonly commands: Commands
  readonly midi: Pick<Midi, 'devices'>
  /** Null while nobody asked for MIDI. */
  readonly midiOpened: () => MidiReading | null
}

export interface CommandsPanel {
  update(): void
}

export function showCommands({ commands, midi, midiOpened }: CommandsPanelOptions): CommandsPanel {
  const rows = h('dl', { class: 'bindings' })
  const midiState = h('p', { class: 'hint', role: 'status' })
  const dialog = openDialog('Pedals', 'pedals', () => [
    h(
      'p',
      { class: 'hint' },
      'Choose Learn and press a pedal, a MIDI button or pad, or a key. Page turners send Page Up and Page Down, or arrows; those are keys.',
    ),
    rows,
    midiState,
  ])
  dialog.addEventListener('close', () => commands.learn(null))
  update()
  return { update }

  function update(): void {
    if (!rows.isConnected) return
    const held = document.activeElement
    const name = held instanceof HTMLElement && rows.contains(held) ? (held.dataset.command ?? null) : null
    rows.replaceChildren(...COMMANDS.flatMap(row))
    setText(midiState, midiInWords(midiOpened(), midi.devices))
    if (name !== null) rows.querySelector<HTMLElement>(`[data-command="${name}"]`)?.focus()
  }

  function row(command: Command): readonly HTMLElement[] {
    const isLearning = commands.learning === command
    const learn = h(
      'button',
      {
        type: 'button',
        class: 'plain learn',
        'data-command': command,
        'aria-pressed': String(isLearning),
        'aria-label': isLearning ? `Press something for: ${DOES[command]}` : `Learn: ${DOES[command]}`,
      },
      isLearning ? 'Press it now…' : 'Learn',
    )
    learn.addEventListener('click', () => commands.learn(isLearning ? null : command))
    return [
      h('dt', {}, DOES[command]),
      h('dd', {}, ...commands.bindings[command].map((trigger) => chip(command, trigger)), learn),
    ]
  }

  function chip(command: Command, trigger: Trigger): HTMLElement {
    const words = triggerInWords(trigger)
    const remove = h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'data-trigger': idOf(trigger),
        'aria-label': `Unbind ${words} from ${DOES[command]}`,
        title: 'Unbind',
      },
      h('kbd', {}, words),
      icon('close'),
    )
    remove.addEventListener('click', () => {
      commands.unbind(trigger)
      // The button is gone; who came by the keyboard stays in its row.
      rows.querySelector<HTMLElement>(`[data-command="${command}"]`)?.focus()
    })
    return remove
  }
}

/** What is to be said of MIDI: its devices, or why there are none. */
function midiInWords(opened: MidiReading | null, devices: readonly string[]): string {
  if (opened === null) return ''
  if (opened.ok)
    return devices.length === 0 ? 'No MIDI device is connected.' : `Heard by MIDI: ${devices.join(', ')}.`
  if (opened.reason === 'unsupported') return 'This browser has no MIDI; keys and page turners work.'
  return opened.reason === 'refused'
    ? 'MIDI was not allowed to this page; keys and page turners work.'
    : 'MIDI could not be opened; keys and page turners work.'
}
