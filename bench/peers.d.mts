export function peersInstalled(): boolean
/** @throws {Error} when npm fails. */
export function installPeers(): void
