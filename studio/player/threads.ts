/**
 * The panel's threads and sounds. A pane of an editor has an origin of its own, and its files lie at another one: workers must
 * be of the same origin, so that each program is fetched and given an address here. The addresses stay for as long as the
 * pane: a thread that dies is started from them again.
 */

import type { Addresses } from '../page/addresses.ts'

/** @param folder address of the files, with a slash at its end. @throws {Error} where one of them cannot be had */
export async function fetchThreads(folder: string): Promise<Addresses> {
  const [band, compile, sound, samples, runtime] = await Promise.all(
    ['band', 'compile', 'sound', 'samples', 'runtime'].map((name) => programAt(`${folder}${name}.js`)),
  )
  if (!band || !compile || !sound || !samples || !runtime) throw new Error('a program of the player is empty')
  return {
    band,
    compile,
    sound,
    samples,
    runtime,
    // An encoder of 38 MB does not come with an extension.
    timbre: null,
    // They come with the extension: nothing need be kept.
    piano: { address: `${folder}piano.bin`, keep: false },
  }
}

async function programAt(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address.replace(/^.*\//, '')} is not there (${response.status})`)
  return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }))
}
