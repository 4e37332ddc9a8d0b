/** The `sil` blocks, rule ids and links of a Markdown page. */

export interface SilBlock {
  /** 1-based line of the opening fence. */
  readonly line: number
  readonly text: string
  /** Codes after `error=`: what checking must say, no more and no less. Empty: nothing at all. */
  readonly codes: readonly string[]
  /** After `file=`: the name under which later blocks import it, else null. */
  readonly file: string | null
}

/** Fences are ```` ```sil ````, ```` ```sil error=SIL0108,SIL0104 ```` or ```` ```sil file=x.sil ````; any other word is refused. */
export function silBlocks(markdown: string): readonly SilBlock[] {
  const blocks: SilBlock[] = []
  let open: { line: number; info: string; text: string[] } | null = null
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open === null) {
      const fence = /^```(.*)$/.exec(line)
      if (fence !== null) open = { line: index + 1, info: fence[1] ?? '', text: [] }
    } else if (line === '```') {
      const [language, ...words] = open.info.trim().split(/\s+/)
      if (language === 'sil') blocks.push(block(open.line, `${open.text.join('\n')}\n`, words))
      open = null
    } else open.text.push(line)
  }
  if (open !== null) throw new Error(`the fence of line ${open.line} is not closed`)
  return blocks
}

function block(line: number, text: string, words: readonly string[]): SilBlock {
  let codes: readonly string[] = []
  let file: string | null = null
  for (const word of words) {
    const [key, value] = word.split('=')
    if (value !== undefined && key === 'error') codes = value.split(',')
    else if (value !== undefined && key === 'file') file = value
    else throw new Error(`line ${line}: \`${word}\` after \`sil\` means nothing`)
  }
  return { line, text, codes, file }
}

/** Ids of the rules, `[bars.share]` at the start of a list item, in order. */
export function ruleIds(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^- `\[([^\]]+)\]` /gm)].map((match) => match[1] ?? '')
}

/** Anchors that GitHub makes of headings. */
export function headingAnchors(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Targets of links within the page, without `#`. */
export function innerLinks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1] ?? '')
}
