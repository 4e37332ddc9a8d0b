/** Reads a page of `docs/errors`: its heading and its `sil` blocks. */

export interface PageBlock {
  readonly text: string
  /** `error`: shows the code; `good`: clean; `file`: another file of the workspace. */
  readonly kind: 'error' | 'good' | 'file'
  /** For `file`: its path. */
  readonly path: string
  /** Too long to be printed in full: not checked. */
  readonly fragment: boolean
}

export interface Page {
  readonly code: string
  readonly title: string
  readonly prose: string
  readonly blocks: readonly PageBlock[]
}

export function readPage(markdown: string): Page {
  const heading = /^# (SIL\d{4}) · (.+)$/m.exec(markdown)
  const blocks: PageBlock[] = []
  for (const match of markdown.matchAll(/^```sil(.*)\n([\s\S]*?)^```$/gm)) {
    const info = match[1] ?? ''
    const path = /file=(\S+)/.exec(info)?.[1] ?? ''
    const kind = path !== '' ? 'file' : /\berror\b/.test(info) ? 'error' : 'good'
    blocks.push({ text: match[2] ?? '', kind, path, fragment: /\bfragment\b/.test(info) })
  }
  const prose = markdown
    .replace(/^# .*$/m, '')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .trim()
  return { code: heading?.[1] ?? '', title: heading?.[2] ?? '', prose, blocks }
}
