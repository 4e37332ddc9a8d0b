import { type Markup, markup, type Piece, shorten } from './markup.ts'
import { stylesheet } from './stylesheet.ts'

/** What every report page has: a document that loads nothing and runs nothing, and chapters. */

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export interface Page {
  /** Of the window; at most 160 characters of it. */
  readonly title: string
  readonly body: Piece
  /** Rules that only this page needs. */
  readonly style?: string
}

/** One self-contained HTML document: no script, no network, day and night. */
export function pageOf({ title, body, style = '' }: Page): string {
  const page = markup`<html lang="en"><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="${POLICY}"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><title>${shorten(title, 160)}</title><style>${{ markup: stylesheet() + style }}</style></head><body><main>
${body}
</main></body></html>`
  return `<!DOCTYPE html>\n${page.markup}\n`
}

/** A heading, a sentence that says in words what is drawn, and the drawing. Its ids are those that `frame` points to. */
export function chapter(id: string, title: string, caption: Piece, body: Piece, kind = ''): Markup {
  return markup`<section class="${kind}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><p id="${id}-caption">${caption}</p>${body}</section>
`
}
