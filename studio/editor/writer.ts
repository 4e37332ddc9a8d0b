/** A hand that types and may not be through, or a dial, a command, a step in the history: each is an edit by itself. */
export type Writer = 'hand' | 'tool'
