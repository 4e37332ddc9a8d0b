/** The colours of theme.css as a canvas wants them. */

import type { ResponseMode } from '../../runtime/score/beat.ts'

type ColourName = 'paper' | 'card' | 'raised' | 'line' | 'ink' | 'soft' | 'accent' | 'on-accent'

export type TokenName = ColourName | ResponseMode | `${ResponseMode}-text`

/** Each a resolved colour, e.g. `rgb(106, 169, 234)`. */
export type Tokens = Readonly<Record<TokenName, string>> & { readonly sans: string }

/**
 * Reads them where `element` stands. A custom property's own value would be the unresolved `light-dark(…)`, so each
 * is worn once as the element's colour.
 */
export function readTokens(element: HTMLElement): Tokens {
  const worn = element.style.color
  const style = getComputedStyle(element)
  const colour = (name: TokenName): string => {
    element.style.color = `var(--${name})`
    return style.color
  }
  const read = (): Record<TokenName, string> => ({
    paper: colour('paper'),
    card: colour('card'),
    raised: colour('raised'),
    line: colour('line'),
    ink: colour('ink'),
    soft: colour('soft'),
    accent: colour('accent'),
    'on-accent': colour('on-accent'),
    snap: colour('snap'),
    follow: colour('follow'),
    limit: colour('limit'),
    'snap-text': colour('snap-text'),
    'follow-text': colour('follow-text'),
    'limit-text': colour('limit-text'),
  })
  const colours = read()
  element.style.color = worn
  return { ...colours, sans: style.getPropertyValue('--sans').trim() || 'sans-serif' }
}

export const textToken = (mode: ResponseMode): 'snap-text' | 'follow-text' | 'limit-text' => `${mode}-text`

/** A token's colour, so much of it: tokens are resolved to `rgb(…)`. */
export function faded(colour: string, strength: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${strength})`)
}
