/** Whether a text is another one, told by server and page alike. For that alone: who wants to can make two texts that share one. */

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll and Vo). */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
