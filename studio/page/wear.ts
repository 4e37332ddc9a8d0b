/** The style of what comes late comes with it: nobody waits for it before the first sound. */

import { h } from './dom.ts'

const worn = new Map<string, Promise<void>>()

/** Resolves once the sheet is there, and where it cannot be had: what it would dress is plain, and the next wish asks anew. */
export function wear(sheet: 'panels' | 'timbres'): Promise<void> {
  const its =
    worn.get(sheet) ??
    new Promise((resolve) => {
      const link = h('link', { rel: 'stylesheet', href: `/${sheet}.css` })
      link.addEventListener('load', () => resolve())
      link.addEventListener('error', () => {
        worn.delete(sheet)
        link.remove()
        resolve()
      })
      document.head.append(link)
    })
  worn.set(sheet, its)
  return its
}
