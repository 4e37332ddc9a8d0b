/** The name under which settings are kept; the client reads `silencio.trace.server` by it. */
export const SECTION = 'silencio'
