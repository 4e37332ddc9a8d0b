import { runInNewContext } from 'node:vm'

/**
 * The names of all properties that the language itself brings: those of its global objects and their prototypes, of
 * what iterators give, of descriptors and matches. Asked of the engine that builds.
 */
export function builtinNames(): ReadonlySet<string> {
  const names: unknown = runInNewContext(COLLECT)
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [])
}

const COLLECT = `
  const names = new Set()
  const seen = new Set()
  const visit = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return
    seen.add(value)
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      names.add(name)
      visit(property.value)
    }
    visit(Object.getPrototypeOf(value))
  }
  visit(globalThis)
  for (const literal of [[][Symbol.iterator](), ''.matchAll(/a/g), new Map().keys(), (function* () {})(), 'a'.match(/(?<a>a)/d)])
    visit(literal)
  for (const name of ['done', ...Object.keys(Object.getOwnPropertyDescriptor({ a: 1 }, 'a')), 'get', 'set']) names.add(name)
  ;[...names]
`
