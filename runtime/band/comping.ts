import { VoicingMemory } from './voicing.ts'

/** The feature `comping`: hands that remember where they lie. */
export const comping = (rootElsewhere: boolean): VoicingMemory => new VoicingMemory(rootElsewhere)
