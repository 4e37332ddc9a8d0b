/**
 * Writes what is measured of every noun of the lexicon, struck: `runtime/audio/listen/noun-measures.ts`. To be run again when the
 * voices, the archetypes or the lexicon change; a test says so.
 */

import { writeFileSync } from 'node:fs'
import { MEASURES } from '../../runtime/audio/listen/measures.ts'
import { measuresOfNouns } from './nouns.ts'

const rows = measuresOfNouns().map(([noun, values]) => `  '${noun}': [${values.join(', ')}],`)
writeFileSync(
  new URL('../../runtime/audio/listen/noun-measures.ts', import.meta.url),
  `/**
 * What is measured (\`measures.ts\`) of each noun of the lexicon as the engine strikes it at 48 kHz: ${MEASURES.join(', ')}.
 * Written by \`npm run gen:timbre\`; do not edit.
 */

// biome-ignore-start format: a table
export const NOUN_MEASURES: Readonly<Record<string, readonly number[]>> = {
${rows.join('\n')}
}
// biome-ignore-end format: a table
`,
)
