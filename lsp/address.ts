/**
 * Addresses of files. Editors spell the same one in several ways (`a+b.sil`, `a%2Bb.sil`): inside the server there is one spelling, and
 * an editor hears its own.
 */

/** The URI of a path below a folder: each step is encoded. */
export function uriAt(root: string, path: string): string {
  return `${root}/${path.split('/').map(encodeStep).join('/')}`
}

/** As VS Code does: all but letters, digits and -._~ is encoded. */
const encodeStep = (step: string): string =>
  // Half of a character has no encoding, and is no file's name.
  encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Where a file lies: the innermost workspace folder that holds it, else its own folder. @param roots as `canonicalFolder` spells them */
export function placeOf(
  uri: string,
  roots: readonly string[],
): { readonly root: string; readonly path: string } {
  const address = canonical(uri)
  let root = ''
  for (const one of roots) if (one.length > root.length && address.startsWith(`${one}/`)) root = one
  if (root === '') root = address.slice(0, Math.max(0, address.lastIndexOf('/')))
  return {
    root,
    path: address
      .slice(root.length + 1)
      .split('/')
      .map(decodeStep)
      .join('/'),
  }
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    // A lone % is no escape: it stands for itself.
    return step
  }
}

/** Of Windows: VS Code writes a small letter, and many a capital one. */
const DRIVE = /(?<=^file:\/\/\/)[A-Z](?=%3A(?:\/|$))/

/** The one spelling of an address. */
export function canonical(uri: string): string {
  const [, authority = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(uri) ?? []
  // `untitled:Untitled-1` has no slash, and lies in no folder.
  const steps = path === '' || path.includes('/') ? path : `/${path}`
  const one = authority + steps.split('/').map(decodeStep).map(encodeStep).join('/')
  return one.replace(DRIVE, (drive) => drive.toLowerCase())
}

/** The same of a folder's, which has no slash at its end. */
export const canonicalFolder = (uri: string): string => canonical(uri.replace(/\/+$/, ''))
