/** Pictures for buttons: strokes on a 24 by 24 ground, in the colour of the text. */

const PATHS = {
  play: 'M8 5.5v13l11-6.5z',
  stop: 'M7 7h10v10H7z',
  pause: 'M8 6v12M16 6v12',
  panic: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M6.5 6.5l11 11',
  cue: 'M5 6l7 6-7 6zM14 6l5 6-5 6',
  back: 'M10 6l-5 5 5 5M5 11h9a5 5 0 0 1 0 10h-2',
  gallery: 'M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z',
  text: 'M5 6h14M5 10h9M5 14h14M5 18h9',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.6-5.7M4 4.5v4h4M12 8v4.5l3 2',
  share:
    'M9 12l6-5M9 12l6 5M7 10a2 2 0 1 0 0 4a2 2 0 1 0 0-4M17 4a2 2 0 1 0 0 4a2 2 0 1 0 0-4M17 16a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  export: 'M12 4v10M8 10.5l4 4 4-4M5 19h14',
  sessions: 'M5 19V9M10 19V5M15 19v-7M20 19v-4',
  record: 'M12 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  set: 'M9 6h11M9 12h11M9 18h11M4.5 6h.2M4.5 12h.2M4.5 18h.2',
  pedals: 'M4 17l13-9a1.8 1.8 0 0 1 2 3L8 19H4zM4 20.5h16',
  timbres: 'M4 12c2-9 4-9 6 0s4 9 6 0 3-6 4-3',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  input:
    'M12 4a2.6 2.6 0 0 0-2.6 2.6v5a2.6 2.6 0 0 0 5.2 0v-5A2.6 2.6 0 0 0 12 4zM6 11.5a6 6 0 0 0 12 0M12 17.5V20M9 20h6',
  output: 'M4 9.5v5h3.5L12 18V6L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  help: 'M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5v.2',
  theme: 'M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z',
  stage: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  close: 'M6 6l12 12M18 6L6 18',
} as const

export type IconName = keyof typeof PATHS

const SVG = 'http://www.w3.org/2000/svg'
const FILLED: readonly IconName[] = ['play', 'stop', 'record']

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('icon')
  if (FILLED.includes(name)) svg.classList.add('filled')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
