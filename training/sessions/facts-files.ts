/** The folder of what was worked out from a store: it may be deleted at any time. */
export const FACTS = 'facts'
