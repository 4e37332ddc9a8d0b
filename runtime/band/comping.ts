import { VoicingMemory } from './voicing.ts'

/** The feature `comping`: hands that remember where they lie. */
export const comping = (): VoicingMemory => new VoicingMemory(false)
