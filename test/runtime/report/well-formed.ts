/**
 * A strict little parser: every element closed in its place, every attribute quoted and given once, no bare `<` or
 * `&`, no character that XML forbids. Returns what a test may ask about; throws an Error that says where it broke.
 */
export interface Parsed {
  readonly elements: ReadonlyMap<string, number>
  readonly ids: readonly string[]
  /** Ids that aria attributes point to. */
  readonly references: readonly string[]
  /** Text outside of style, entities resolved. */
  readonly text: string
}

const TAG = /^<(\/?)([a-zA-Z][\w-]*)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>/
const ENTITY = /^&(?:amp|lt|gt|quot|#39);/
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

export function parseStrictly(document: string): Parsed {
  const doctype = '<!DOCTYPE html>\n'
  if (!document.startsWith(doctype)) throw new Error('no doctype')
  const forbidden = /[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\t\n\r])\p{Cc}/u.exec(document)
  if (forbidden !== null) throw new Error(`forbidden character at ${forbidden.index}`)
  const elements = new Map<string, number>()
  const open: string[] = []
  const ids: string[] = []
  const references: string[] = []
  let text = ''
  let at = doctype.length
  while (at < document.length) {
    if (document[at] === '<') {
      const tag = TAG.exec(document.slice(at, at + 2_000_000))
      if (tag === null) throw new Error(`broken tag at ${at}: ${document.slice(at, at + 60)}`)
      const [whole, closing, name = '', attributes = '', selfClosed] = tag
      if (closing === '/') {
        if (open.pop() !== name) throw new Error(`</${name}> at ${at} closes nothing`)
      } else {
        elements.set(name, (elements.get(name) ?? 0) + 1)
        const seen = new Set<string>()
        for (const [, key = '', value = ''] of attributes.matchAll(/([a-zA-Z][\w:-]*)="([^"]*)"/g)) {
          if (seen.has(key)) throw new Error(`${key} twice at ${at}`)
          if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(value)) throw new Error(`bare & in ${key} at ${at}`)
          seen.add(key)
          if (key === 'id') ids.push(value)
          if (key === 'aria-labelledby' || key === 'aria-describedby') references.push(...value.split(' '))
        }
        if (selfClosed !== '/') open.push(name)
      }
      at += whole.length
    } else {
      const inStyle = open[open.length - 1] === 'style'
      const next = document.indexOf('<', at)
      const run = document.slice(at, next < 0 ? document.length : next)
      if (open.length === 0 && run.trim() !== '') throw new Error(`text outside the document at ${at}`)
      if (!inStyle) text += resolved(run, at)
      at += run.length
    }
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`)
  return { elements, ids, references, text }
}

function resolved(run: string, at: number): string {
  return run.replace(/&[^;]*;?/g, (entity) => {
    if (!ENTITY.test(entity)) throw new Error(`unknown entity ${entity} near ${at}`)
    return CHARACTERS[entity.slice(1, -1)] ?? ''
  })
}
