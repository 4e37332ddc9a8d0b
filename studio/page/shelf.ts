/** What the browser keeps for this page, as far as it keeps anything. */

/** What `localStorage` is, as far as it is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** The browser's own. Where it gives no storage, as some do in private windows, nothing is kept, and everything else works. */
export function pageShelf(): Shelf {
  try {
    return localStorage
  } catch {
    return {
      getItem: () => null,
      setItem() {
        throw new Error('this browser keeps nothing')
      },
    }
  }
}
