/**
 * Whether a page may share memory with its audio thread. Browsers that keep a page apart from others say so and mostly mean it; WebKitGTK
 * says so and has no `SharedArrayBuffer`.
 */
export const sharesMemory = (): boolean =>
  globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function'
