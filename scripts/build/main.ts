/**
 * `npm run build`: dist/ from the sources, each part only when something it is made from changed.
 *   --bundles  only what `sil` itself needs, the piano's recordings among it
 *   --studio   that, and the studio's page
 *   --force    build although nothing changed
 *   --anew     that, and nothing of older builds stays: for packages
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './ensure.ts'
import type { Part } from './stamp.ts'

const { values } = parseArgs({
  options: {
    bundles: { type: 'boolean', default: false },
    studio: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
  },
})
const started = performance.now()
try {
  const built = await ensureBuilt(join(import.meta.dirname, '..', '..'), {
    parts: partsOf(values),
    force: values.force,
    anew: values.anew,
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(built.length > 0 ? `build: ${built.join(', ')} in ${seconds} s` : 'build: dist is up to date')
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

function partsOf({ bundles, studio }: { bundles: boolean; studio: boolean }): readonly Part[] {
  if (studio) return ['bundles', 'sounds', 'studio']
  return bundles ? ['bundles', 'sounds'] : ['bundles', 'declarations', 'sounds', 'studio']
}
