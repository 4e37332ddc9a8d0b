/** Why there is no sentence encoder: what is wrong, and what helps. */
export class NoEncoder extends Error {}
