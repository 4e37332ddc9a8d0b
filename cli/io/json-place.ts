/** Where in a JSON text something stands: for messages that name the line. */

import { endOfToken } from './json-token.ts'

/**
 * 1-based line of the `index`-th element of the list: the root where it is a list, else the value of the root's
 * `key`. The text must be JSON already (it parsed); 1 where there is no such element.
 */
export function lineOfElement(text: string, key: string, index: number): number {
  const offset = offsetOfElement(text, key, index)
  return offset === null ? 1 : lineAt(text, offset)
}

/** 1-based line of the first place where the text stops being JSON. (V8 names the place only for long texts.) */
export function lineOfJsonError(text: string): number {
  return lineAt(text, offsetOfJsonError(text))
}

/** A pushdown reader of JSON's grammar: where does it fail? */
function offsetOfJsonError(text: string): number {
  const stack: ('[' | '{')[] = []
  let expects: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' = 'value'
  let at = 0
  while (at < text.length) {
    const end = endOfToken(text, at)
    if (end === null) return at
    const first = text.charAt(at)
    if (!' \t\n\r'.includes(first)) {
      const isKey: boolean = expects === 'key' || expects === 'keyOrEnd'
      const isValue: boolean = expects === 'value' || expects === 'valueOrEnd'
      const open = stack[stack.length - 1]
      if ((first === ']' && open === '[') || (first === '}' && open === '{')) {
        if (expects !== 'commaOrEnd' && expects !== (first === ']' ? 'valueOrEnd' : 'keyOrEnd')) return at
        stack.pop()
        expects = 'commaOrEnd'
      } else if (first === ',') {
        if (expects !== 'commaOrEnd' || open === undefined) return at
        expects = open === '[' ? 'value' : 'key'
      } else if (first === ':') {
        if (expects !== 'colon') return at
        expects = 'value'
      } else if (isKey) {
        if (first !== '"') return at
        expects = 'colon'
      } else if (!isValue || first === ']' || first === '}') {
        return at
      } else if (first === '[' || first === '{') {
        stack.push(first)
        expects = first === '[' ? 'valueOrEnd' : 'keyOrEnd'
      } else {
        expects = 'commaOrEnd'
      }
    }
    at = end
  }
  return text.length
}

function offsetOfElement(text: string, key: string, index: number): number | null {
  let depth = 0
  /** Depth inside the list, once it was found. */
  let inside = -1
  let found = 0
  let lastString = ''
  let expectsElement = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t') continue
    if (expectsElement && c !== ']') {
      if (found === index) return i
      found++
      expectsElement = false
    }
    switch (c) {
      case '"': {
        const end = endOfString(text, i)
        lastString = depth === 1 ? contentOf(text.slice(i, end + 1)) : ''
        i = end
        break
      }
      case '[':
      case '{':
        depth++
        if (c === '[' && inside < 0 && (depth === 1 || (depth === 2 && lastString === key))) {
          inside = depth
          expectsElement = true
        }
        break
      case ']':
      case '}':
        if (depth === inside) return null
        depth--
        break
      case ',':
        if (depth === inside) expectsElement = true
        break
    }
  }
  return null
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '\\') i++
    else if (c === '"') return i
  }
  return text.length
}

/** What a string says; its characters may be written as \\u escapes. Only keys of the root are asked for. */
function contentOf(string: string): string {
  if (!string.includes('\\')) return string.slice(1, -1)
  const content: unknown = JSON.parse(string)
  return typeof content === 'string' ? content : ''
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}
