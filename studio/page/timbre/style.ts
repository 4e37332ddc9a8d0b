/** The picker's style, which comes with the picker: nobody waits for it before the first sound. */

import { h } from '../dom.ts'

let worn: Promise<void> | undefined

/** Resolves once it is there, and where it cannot be had: then the picker is plain. */
export function wearStyle(): Promise<void> {
  worn ??= new Promise((resolve) => {
    const link = h('link', { rel: 'stylesheet', href: '/timbres.css' })
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
  return worn
}
