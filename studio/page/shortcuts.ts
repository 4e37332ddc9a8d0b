/** Every key of the studio: one table for the keyboard and for the panel that explains it. */

export type Action =
  | 'play'
  | 'now'
  | 'panic'
  | 'pause'
  | 'cue'
  | 'back'
  | 'forward'
  | 'up'
  | 'down'
  | 'format'
  | 'save'
  | 'gallery'
  | 'set'
  | 'timbres'
  | 'next'
  | 'previous'
  | 'pedals'
  | 'record'
  | 'input'
  | 'history'
  | 'share'
  | 'export'
  | 'sessions'
  | 'stage'
  | 'lock'
  | 'theme'
  | 'help'
  | 'leave'
  | 'edit'
  | 'text'

export interface Shortcut {
  readonly action: Action
  /** As `KeyboardEvent.code` says it: where the key is, whatever is printed on it. */
  readonly code: string
  /** In place of a code: what the key says, wherever it is. */
  readonly key?: string
  readonly mod?: boolean
  readonly alt?: boolean
  readonly shift?: boolean
  /** Only while no text is being written. */
  readonly outside?: boolean
  readonly does: string
  readonly group: 'Playing' | 'Text' | 'Studio'
}

export const SHORTCUTS: readonly Shortcut[] = [
  {
    action: 'now',
    code: 'Enter',
    mod: true,
    group: 'Playing',
    does: 'play, or let the band take the text now',
  },
  { action: 'play', code: 'Period', mod: true, group: 'Playing', does: 'stop, or play' },
  {
    action: 'panic',
    code: 'Period',
    mod: true,
    shift: true,
    group: 'Playing',
    does: 'panic: silence at once',
  },
  { action: 'pause', code: 'KeyP', alt: true, group: 'Playing', does: 'pause and go on' },
  { action: 'cue', code: 'KeyC', alt: true, group: 'Playing', does: 'cue: leave the vamp' },
  { action: 'record', code: 'KeyR', alt: true, group: 'Playing', does: 'record what sounds, and end it' },
  { action: 'next', code: 'KeyN', alt: true, group: 'Playing', does: 'next piece of the set' },
  {
    action: 'previous',
    code: 'KeyN',
    alt: true,
    shift: true,
    group: 'Playing',
    does: 'previous piece of the set',
  },
  { action: 'back', code: 'ArrowLeft', alt: true, group: 'Playing', does: 'back to what sounded before' },
  { action: 'forward', code: 'ArrowRight', alt: true, group: 'Playing', does: 'forward again' },
  { action: 'up', code: 'Period', alt: true, group: 'Text', does: 'turn the number at the cursor up' },
  { action: 'down', code: 'Comma', alt: true, group: 'Text', does: 'turn it down' },
  { action: 'format', code: 'KeyF', alt: true, shift: true, group: 'Text', does: 'format' },
  { action: 'save', code: 'KeyS', mod: true, group: 'Text', does: 'save the file' },
  { action: 'leave', code: 'Escape', group: 'Text', does: 'leave the text for the tap pad' },
  { action: 'edit', code: 'KeyE', alt: true, group: 'Text', does: 'back to the text' },
  { action: 'gallery', code: 'KeyG', alt: true, group: 'Studio', does: 'gallery of pieces' },
  { action: 'set', code: 'KeyT', alt: true, group: 'Studio', does: 'set: the pieces of an evening' },
  {
    action: 'timbres',
    code: 'KeyB',
    alt: true,
    group: 'Studio',
    does: 'timbres: say, hear and move how things sound',
  },
  {
    action: 'pedals',
    code: 'KeyM',
    alt: true,
    group: 'Studio',
    does: 'pedals, MIDI buttons and keys of your own',
  },
  {
    action: 'input',
    code: 'KeyI',
    alt: true,
    group: 'Studio',
    does: 'input and output: microphone, MIDI, latency',
  },
  { action: 'history', code: 'KeyH', alt: true, group: 'Studio', does: 'what has sounded' },
  { action: 'sessions', code: 'KeyJ', alt: true, group: 'Studio', does: 'your sessions' },
  { action: 'share', code: 'KeyL', alt: true, shift: true, group: 'Studio', does: 'share as a link' },
  { action: 'export', code: 'KeyX', alt: true, shift: true, group: 'Studio', does: 'export' },
  { action: 'stage', code: 'KeyS', alt: true, group: 'Studio', does: 'stage: large, and nothing in the way' },
  { action: 'lock', code: 'KeyL', alt: true, group: 'Studio', does: 'lock the text' },
  { action: 'theme', code: 'KeyD', alt: true, group: 'Studio', does: 'light or dark' },
  { action: 'help', code: '', key: '?', outside: true, group: 'Studio', does: 'this panel' },
]

export const MAC = /mac|iphone|ipad/i

/** What is read of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/**
 * What Option and a key may write on a Mac: `|` lies on L in France and on I in Denmark, `~` mostly on N, where it waits for the next
 * key; letters of Polish, Latvian and others, whose keys have none of their own, but for what Option makes of other keyboards' B and Q
 * (ı, œ); with arrows it goes word by word.
 */
const WRITTEN = /^(?:[|~#[\]{}ó]|(?![ıŒœ])[\u0100-\u017f]|Dead KeyN|Arrow.*)$/i

/** @param writing whether a text has the keys: there a Mac's Option writes, where it writes what SIL needs */
export function findShortcut(event: KeyPress, writing: boolean, platform: string): Shortcut | undefined {
  const said = event.key === 'Dead' ? `Dead ${event.code}` : event.key
  if (writing && event.altKey && MAC.test(platform) && WRITTEN.test(said)) return undefined
  const found = (is: (one: Shortcut) => boolean): Shortcut | undefined =>
    SHORTCUTS.find(
      (one) =>
        is(one) &&
        (event.ctrlKey || event.metaKey) === (one.mod ?? false) &&
        event.altKey === (one.alt ?? false) &&
        !(one.outside && writing),
    )
  const asHeld = ({ shift = false }: Shortcut): boolean => event.shiftKey === shift
  // A sign may need Shift itself, and a letter lie elsewhere: then what is printed counts. All else goes by its place.
  return (
    found(({ code, shift }) => SIGNS[code] === event.key && !shift) ??
    found((one) =>
      one.key === undefined ? event.code === one.code && asHeld(one) : event.key === one.key,
    ) ??
    found((one) => one.code.toLowerCase() === `key${event.key}`.toLowerCase() && asHeld(one))
  )
}

const SIGNS: Readonly<Record<string, string>> = { Period: '.', Comma: ',' }

/** As it is printed on keys. */
export function inWords({ code, key: said, mod, alt, shift }: Shortcut, platform: string): string {
  if (said !== undefined) return said
  const mac = MAC.test(platform)
  const names: Readonly<Record<string, string>> = {
    ...SIGNS,
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  }
  const key = names[code] ?? code.replace(/^Key/, '')
  return [
    mod ? (mac ? '⌘' : 'Ctrl') : '',
    alt ? (mac ? '⌥' : 'Alt') : '',
    shift ? (mac ? '⇧' : 'Shift') : '',
    key,
  ]
    .filter((part) => part !== '')
    .join(mac ? '' : ' ')
}
