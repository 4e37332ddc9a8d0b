/** Where the page is kept for when its server is not there. */
export const OFFLINE_STORE = 'silencio-1'
