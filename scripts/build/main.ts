/**
 * `npm run build`: dist/ from the sources, each part only when something it is made from changed.
 *   --bundles  leave the type declarations out (what `sil` itself needs)
 *   --force    build although nothing changed
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './ensure.ts'

const { values } = parseArgs({
  options: { bundles: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
})
const started = performance.now()
try {
  const built = await ensureBuilt(join(import.meta.dirname, '..', '..'), {
    parts: values.bundles ? ['bundles'] : ['bundles', 'declarations'],
    force: values.force,
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    built.length > 0 ? `build: ${built.join(' and ')} in ${seconds} s` : 'build: dist is up to date',
  )
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
