/** Where in a JSON text something stands: for messages that name the line. */

/**
 * 1-based line of the `index`-th element of the list: the root where it is a list, else the value of the root's
 * `key`. The text must be JSON already (it parsed); 1 where there is no such element.
 */
export function lineOfElement(text: string, key: string, index: number): number {
  const offset = offsetOfElement(text, key, index)
  return offset === null ? 1 : lineAt(text, offset)
}

/** 1-based line of the place that V8's JSON error names, or null where it names none. */
export function lineOfJsonError(text: string, error: unknown): number | null {
  const match = /position (\d+)/.exec(error instanceof Error ? error.message : '')
  return match === null ? null : lineAt(text, Number(match[1]))
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
        lastString = text.slice(i + 1, end)
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

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}
