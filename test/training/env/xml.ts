/** Whether a text is one well-formed XML element: tags nest, attributes are quoted and not repeated, nothing is left unescaped. */
export function isWellFormed(text: string): boolean {
  const open: string[] = []
  let roots = 0
  let rest = text.trim()
  while (rest !== '') {
    const tag = /^<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/.exec(rest)
    if (tag !== null) {
      const [whole, closes, name = '', attributes = '', alone] = tag
      const names = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, one]) => one)
      if (new Set(names).size !== names.length) return false
      if (closes === '/') {
        if (open.pop() !== name) return false
      } else {
        if (open.length === 0) roots++
        if (alone !== '/') open.push(name)
      }
      rest = rest.slice(whole.length)
      continue
    }
    const words = /^(?:[^<&]|&(?:amp|lt|gt|quot);)+/.exec(rest)
    if (words === null || (open.length === 0 && words[0].trim() !== '')) return false
    rest = rest.slice(words[0].length)
  }
  return open.length === 0 && roots === 1
}
