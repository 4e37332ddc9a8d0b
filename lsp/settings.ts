/** What people set in their editor, read at the door: whatever is no setting is as usual. */

export const SETTINGS_SECTION = 'silencio'

export interface Settings {
  /** Milliseconds beside beats, and beats beside milliseconds. */
  readonly inlayHints: boolean
}

export const USUAL: Settings = { inlayHints: true }

export function readSettings(given: unknown): Settings {
  if (typeof given !== 'object' || given === null) return USUAL
  const hints: unknown = Reflect.get(given, 'inlayHints')
  const enabled: unknown = typeof hints === 'object' && hints !== null ? Reflect.get(hints, 'enabled') : hints
  return { inlayHints: typeof enabled === 'boolean' ? enabled : USUAL.inlayHints }
}
