/**
 * Compiled text as a module of its own. The engine keeps one module for each address, and a policy keeps the slots that it was
 * told last: without a number behind it, the same text in another test would be the same policy.
 */

let imported = 0

export async function importFresh<T>(js: string): Promise<T> {
  const module: T = await import(
    `data:text/javascript;base64,${Buffer.from(js).toString('base64')}#${++imported}`
  )
  return module
}
