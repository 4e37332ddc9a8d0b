/** The map of timbres, drawn. */

import { labelsOf } from './labels.ts'
import { type Place, placesOf } from './places.ts'

const SVG = 'http://www.w3.org/2000/svg'
const HALF = 100
const ROOM = 26

export interface Dot {
  readonly name: string
  readonly vector: ArrayLike<number>
  readonly chosen: boolean
}

/** A drawing of them, and where they lie; `choose` hears which one was pressed. */
export function drawMap(
  dots: readonly Dot[],
  before: readonly Place[],
  choose: (index: number) => void,
): { readonly svg: SVGSVGElement; readonly places: readonly Place[] } {
  const svg = element('svg', {
    viewBox: `${-HALF - ROOM} ${-HALF - ROOM} ${2 * (HALF + ROOM)} ${2 * (HALF + ROOM)}`,
    class: 'timbre-map',
    role: 'group',
    'aria-label': 'Timbres: what lies close together sounds alike',
  })
  svg.append(
    element('line', { x1: -HALF, y1: 0, x2: HALF, y2: 0 }),
    element('line', { x1: 0, y1: -HALF, x2: 0, y2: HALF }),
  )
  const places = placesOf(
    dots.map(({ vector }) => vector),
    before,
  )
  const drawn = dots.map((dot, i) => ({
    ...dot,
    x: HALF * (places[i]?.x ?? 0),
    y: -HALF * (places[i]?.y ?? 0),
    name: dot.name.length > 26 ? `${dot.name.slice(0, 25)}…` : dot.name,
    whole: dot.name,
  }))
  const labels = labelsOf(drawn, HALF + ROOM)
  drawn.forEach((dot, i) => {
    const group = element('g', {
      class: dot.chosen ? 'dot chosen' : 'dot',
      transform: `translate(${dot.x.toFixed(1)} ${dot.y.toFixed(1)})`,
      tabindex: 0,
      role: 'button',
      'aria-pressed': dot.chosen,
      'aria-label': dot.whole,
    })
    const { x = 0, y = 0, anchor = 'start' } = labels[i] ?? {}
    const text = element('text', { x, y, 'text-anchor': anchor })
    text.textContent = dot.name
    // As large as a finger needs it.
    group.append(
      element('circle', { class: 'reach', r: 11 }),
      element('circle', { r: dot.chosen ? 6 : 4.5 }),
      text,
    )
    group.addEventListener('click', () => choose(i))
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      choose(i)
    })
    svg.append(group)
  })
  return { svg, places }
}

function element<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean>>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  return made
}
