/** What people set in their editor, read at the door: whatever is no setting is as usual. */

export const SETTINGS_SECTION = 'silencio'

/** Each kind of hint can be turned off by itself, and `enabled` turns off all. */
export interface HintSettings {
  /** Milliseconds beside beats, and beats beside milliseconds. */
  readonly times: boolean
  /** What was trained beside each `learn`. */
  readonly trained: boolean
  /** The tones of each chord. They push bars out of their columns: only who asks sees them. */
  readonly chords: boolean
}

export interface Settings {
  readonly inlayHints: HintSettings
  readonly codeLens: boolean
}

const ALL_OFF: HintSettings = { times: false, trained: false, chords: false }
export const USUAL: Settings = { inlayHints: { times: true, trained: true, chords: false }, codeLens: true }

export function readSettings(given: unknown): Settings {
  const hints = field(given, 'inlayHints')
  const lens = field(given, 'codeLens')
  return {
    inlayHints: flag(hints, 'enabled', true) ? hintsOf(hints) : ALL_OFF,
    codeLens: flag(lens, 'enabled', USUAL.codeLens),
  }
}

function hintsOf(given: unknown): HintSettings {
  const { times, trained, chords } = USUAL.inlayHints
  return {
    times: flag(given, 'times', times),
    trained: flag(given, 'trained', trained),
    chords: flag(given, 'chords', chords),
  }
}

/** `true`, or `{ name: true }`. */
function flag(given: unknown, name: string, usual: boolean): boolean {
  const value = typeof given === 'object' ? field(given, name) : name === 'enabled' ? given : undefined
  return typeof value === 'boolean' ? value : usual
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
