/** A small picture for each kind of member, drawn in the colour of the text beside it. */

import type { MemberView } from '../protocol.ts'

type Kind = MemberView['kind']

const SVG = 'http://www.w3.org/2000/svg'

/** On a field of 24 × 24, stroked. */
const PATHS: Readonly<Record<Kind, string>> = {
  metronome: 'M8.5 3.5h7l3.5 17h-14zM12 17 18 6M6.3 15h11.4',
  drummer:
    'M4 11.5v5c0 1.9 3.6 3.5 8 3.5s8-1.6 8-3.5v-5M4 11.5c0 1.9 3.6 3.5 8 3.5s8-1.6 8-3.5S16.400 8 12 8s-8 1.600-8 3.500zM3 3l7.500 7M21 3l-7.500 7',
  bassist:
    'M14.500 9.500 20 4m-1.500-1.500 3 3M14.500 9.500c1.800 1.800.900 3.600-.600 4.700-1.400 1-1.300 2.700-2.600 4.100-2 2-5.100 1.700-7-.200s-2.200-5-.200-7c1.400-1.300 3.100-1.200 4.100-2.600 1.100-1.500 4.500-.800 6.300 1zM8 16l2.500-2.500',
  pianist: 'M3.500 5h17v14h-17zM9.200 19v-5M14.800 19v-5M7.400 5v9h3.600V5M13 5v9h3.600V5',
  guitarist:
    'M13.800 10.200 19.500 4.500m-1.300-1.800 3.100 3.100M13.800 10.200c1.500 1.500 1.200 3.200-.3 4-1.600.8-1 2.300-2.200 3.800-1.700 2.100-5 2-6.700.2-1.800-1.700-1.900-5 .2-6.700 1.500-1.200 3-.6 3.800-2.200.8-1.500 2.500-1.800 4-.3zM9.300 14.700a1.200 1.200 0 1 1-1.700 1.700 1.200 1.200 0 0 1 1.700-1.700z',
}

export function kindGlyph(kind: Kind): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'glyph')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[kind])
  svg.append(path)
  return svg
}
