/** Light and dark, and what the player's system asks for. */

export interface Looks {
  readonly dark: boolean
  toggle(): void
}

const KEY = 'silencio.theme'

export function createLooks(onChange: (dark: boolean) => void): Looks {
  const system = matchMedia('(prefers-color-scheme: dark)')
  let chosen = read()
  const dark = (): boolean => (chosen === null ? system.matches : chosen === 'dark')
  apply()
  system.addEventListener('change', () => onChange(dark()))
  return {
    get dark() {
      return dark()
    },
    toggle() {
      chosen = dark() ? 'light' : 'dark'
      try {
        localStorage.setItem(KEY, chosen)
      } catch {
        // Not kept: the next page begins as the system says.
      }
      apply()
      onChange(dark())
    },
  }

  function apply(): void {
    if (chosen === null) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
  }
}

function read(): 'light' | 'dark' | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : null
  } catch {
    return null
  }
}

export const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A phone in a hand: a player and a pad to tap on, and no editor. */
export const isSmall = (): boolean => small().matches

const small = (): MediaQueryList =>
  matchMedia('(max-width: 760px), (max-height: 520px) and (pointer: coarse)')

/** A tablet that is turned, a window that is drawn wide: there is room for an editor now. */
export function onceWide(then: () => void): void {
  small().addEventListener('change', then, { once: true })
}

/** Keeps the screen on while the band plays, where the browser can. */
export function createWakeLock(): { hold(on: boolean): void } {
  let lock: WakeLockSentinel | null = null
  let wanted = false
  const take = async (): Promise<void> => {
    if (!wanted || lock !== null || document.visibilityState !== 'visible') return
    try {
      lock = await navigator.wakeLock.request('screen')
      lock.addEventListener('release', () => {
        lock = null
      })
      if (!wanted) await lock.release()
    } catch {
      // A browser that cannot, or a battery that will not.
    }
  }
  document.addEventListener('visibilitychange', () => void take())
  return {
    hold(on) {
      wanted = on
      if (on) void take()
      else void lock?.release()
    },
  }
}
