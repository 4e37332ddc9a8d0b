/** Pedals, buttons and bound keys, heard: what they are bound to is done, and one of them may be learned. */

import type { Milliseconds, Ratio, Seconds } from '../../../runtime/units.ts'
import type { Midi } from '../midi.ts'
import { pageShelf } from '../shelf.ts'
import {
  actsWhileWriting,
  type Bindings,
  bindableKey,
  bound,
  type Command,
  commandOf,
  createPresses,
  keepBindings,
  needsMidi,
  readBindings,
  type Trigger,
  unbound,
} from './bindings.ts'

/** When it was pressed, and how hard. */
export interface Press {
  /** On the page's clock. */
  readonly timeStamp: Milliseconds
  /** On the audio clock, where the device says it. */
  readonly time: Seconds | null
  readonly velocity: Ratio
}

export interface Commands {
  readonly bindings: Bindings
  unbind(trigger: Trigger): void
  /** The next thing that is pressed is bound to the command; null: nothing is. */
  learn(command: Command | null): void
  readonly learning: Command | null
  /** What was pressed last, whether it is bound or not. */
  readonly lastHeard: Trigger | null
  /** Whether this key press was a command; then it is nothing else. */
  key(event: KeyboardEvent, writing: boolean): boolean
}

export interface CommandsSetup {
  readonly midi: Midi
  readonly run: (command: Command, press: Press) => void
  readonly onChange: () => void
  /** MIDI is needed: it is opened. */
  readonly openMidi: () => void
  readonly say: (text: string, tone?: 'calm' | 'warn') => void
  readonly shelf?: Pick<Storage, 'getItem' | 'setItem'>
}

const PLAIN: Ratio = 0.7

export function createCommands({
  midi,
  run,
  onChange,
  openMidi,
  say,
  shelf = pageShelf(),
}: CommandsSetup): Commands {
  let bindings = readBindings(shelf)
  let learning: Command | null = null
  let lastHeard: Trigger | null = null
  const presses = createPresses()
  if (needsMidi(bindings)) openMidi()

  midi.listen({
    onNote: ({ pitch, velocity, time }) =>
      press({ kind: 'note', pitch }, { timeStamp: performance.now(), time, velocity }),
    onControl: (control, device) => {
      const trigger = presses.pressed(control, device)
      if (trigger !== null) press(trigger, { timeStamp: performance.now(), time: null, velocity: PLAIN })
    },
    onDevices: presses.devices,
  })

  return {
    get bindings() {
      return bindings
    },
    get learning() {
      return learning
    },
    get lastHeard() {
      return lastHeard
    },
    unbind: (trigger) => change(unbound(bindings, trigger)),
    learn(command) {
      learning = command
      if (command !== null) openMidi()
      onChange()
    },
    key(event, writing) {
      const trigger = bindableKey(event)
      if (trigger === null || trigger.kind !== 'key') return false
      const its = commandOf(bindings, trigger)
      if (learning === null && (its === null || (writing && !actsWhileWriting(trigger.code)))) return false
      // A key that is held says so again and again; that is one press.
      if (event.repeat) return true
      return press(trigger, { timeStamp: event.timeStamp, time: null, velocity: PLAIN })
    },
  }

  /** Whether it meant something. */
  function press(trigger: Trigger, how: Press): boolean {
    lastHeard = trigger
    if (learning !== null) {
      const command = learning
      learning = null
      change(bound(bindings, command, trigger))
      return true
    }
    const command = commandOf(bindings, trigger)
    if (command === null) return false
    run(command, how)
    return true
  }

  function change(next: Bindings): void {
    bindings = next
    if (!keepBindings(shelf, bindings)) {
      say('Pedals are bound until this page is closed: the browser does not keep them.', 'warn')
    }
    onChange()
  }
}
