/**
 * Browsers remember of a module that it did not come, and never ask for it again in the same page or thread. So what is
 * loaded late is asked for only while there is somebody to answer: what was lost because the server was gone comes with the next wish.
 */

/** By the server, or by what was kept of it: the page's own picture is the least to ask for. */
export async function isAnswered(): Promise<boolean> {
  try {
    return (await fetch('/icon.svg', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
