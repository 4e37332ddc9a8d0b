/**
 * A canvas that fills its host: as sharp as the screen, as large as the host, in the theme's colours, drawn at most
 * once a frame and only when something changed.
 */

import { readTokens, type Tokens } from './tokens.ts'

export interface Surface {
  readonly canvas: HTMLCanvasElement
  readonly pen: CanvasRenderingContext2D
  /** Of the host, CSS pixels. */
  readonly width: number
  readonly height: number
  /** Device pixels in a CSS pixel. */
  readonly density: number
  readonly tokens: Tokens
  /** The person asked for reduced motion. */
  readonly still: boolean
  /** Counts up whenever size, density or colours change: what was drawn ahead is out of date. */
  readonly version: number
  /** Asks for a drawing in the next frame. */
  invalidate(): void
  destroy(): void
}

export interface SurfaceOptions {
  /** @returns true to be called again in the next frame: something moves. */
  readonly draw: (surface: Surface) => boolean
}

export function createSurface(host: HTMLElement, options: SurfaceOptions): Surface {
  const canvas = document.createElement('canvas')
  canvas.className = 'view-canvas'
  canvas.setAttribute('role', 'img')
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('this browser draws no canvas')
  host.classList.add('view-host')
  host.append(canvas)

  const dark = matchMedia('(prefers-color-scheme: dark)')
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const state = {
    canvas,
    pen,
    width: 0,
    height: 0,
    density: 1,
    tokens: readTokens(canvas),
    still: calm.matches,
    version: 0,
    invalidate,
    destroy,
  }
  let frame = 0
  let destroyed = false

  const sizes = new ResizeObserver(resize)
  sizes.observe(host)
  // Themes are switched on the root (`data-theme`) or, in an editor's pane, on the body (`class`).
  const themes = new MutationObserver(recolour)
  const watched = { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] }
  themes.observe(document.documentElement, watched)
  themes.observe(document.body, watched)
  dark.addEventListener('change', recolour)
  calm.addEventListener('change', settle)
  resize()
  return state

  function invalidate(): void {
    if (frame === 0 && !destroyed) frame = requestAnimationFrame(paint)
  }

  function paint(): void {
    frame = 0
    if (globalThis.devicePixelRatio !== state.density) resize()
    if (state.width === 0 || state.height === 0) return
    state.pen.setTransform(state.density, 0, 0, state.density, 0, 0)
    if (options.draw(state)) invalidate()
  }

  function resize(): void {
    const width = host.clientWidth
    const height = host.clientHeight
    const density = globalThis.devicePixelRatio
    if (width === state.width && height === state.height && density === state.density) return
    state.width = width
    state.height = height
    state.density = density
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    state.version += 1
    invalidate()
  }

  function recolour(): void {
    state.tokens = readTokens(canvas)
    state.version += 1
    invalidate()
  }

  function settle(): void {
    state.still = calm.matches
    invalidate()
  }

  function destroy(): void {
    destroyed = true
    cancelAnimationFrame(frame)
    sizes.disconnect()
    themes.disconnect()
    dark.removeEventListener('change', recolour)
    calm.removeEventListener('change', settle)
    canvas.remove()
    host.classList.remove('view-host')
  }
}

/** Something drawn once and shown in many frames. */
export interface Layer {
  /** Draws it anew where the surface or `key` changed, then lays it onto the surface. */
  show(surface: Surface, key: number, draw: (pen: CanvasRenderingContext2D) => void): void
}

export function createLayer(): Layer {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('this browser draws no canvas')
  let version = -1
  let shown = Number.NaN
  return {
    show(surface, key, draw) {
      const { density, width, height } = surface
      if (version !== surface.version || shown !== key) {
        version = surface.version
        shown = key
        canvas.width = surface.canvas.width
        canvas.height = surface.canvas.height
        pen.setTransform(density, 0, 0, density, 0, 0)
        draw(pen)
      }
      surface.pen.drawImage(canvas, 0, 0, width, height)
    },
  }
}
