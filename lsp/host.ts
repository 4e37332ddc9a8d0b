/** What a server needs of the machine it runs on. It has no clock and writes nothing. */

import type { SourceHost } from '../compiler/compile-api.ts'

export interface ServerHost {
  /** The sources below a folder, which never leave it. @param root URI of the folder, without a slash at its end */
  sources(root: string): SourceHost
  /** Paths of the `.sil` files below a folder, relative to it and with `/`; at most so many that nobody waits. */
  list(root: string): readonly string[]
}
