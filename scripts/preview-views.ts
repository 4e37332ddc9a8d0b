/**
 * `node scripts/on-own-node.mjs scripts/preview-views.ts`: the studio's views, fed with a real session, as a page and as
 * pictures in `out/preview/`.
 *   --serve     keeps the page open for a browser instead of taking pictures
 *   --only TEXT takes only the pictures whose name has TEXT
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build/ensure.ts'
import { bundleViews } from './preview/bundle.ts'
import { takePictures } from './preview/pictures.ts'
import { previewPieces } from './preview/pieces.ts'
import { previewSession } from './preview/session.ts'

const top = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { serve: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
})
await ensureBuilt(top, { parts: ['bundles'] })
const views = join(top, 'studio', 'views')
const session = await previewSession(join(top, 'examples', 'pocket-trio', 'pocket-trio.sil'))
const files: Record<string, string> = {
  'index.html': readFileSync(join(views, 'preview', 'index.html'), 'utf8'),
  'preview.css': readFileSync(join(views, 'preview', 'preview.css'), 'utf8'),
  'theme.css': readFileSync(join(views, 'theme.css'), 'utf8'),
  'views.css': readFileSync(join(views, 'views.css'), 'utf8'),
  'panels.css': readFileSync(join(views, 'panels.css'), 'utf8'),
  'preview.js': await bundleViews(join(views, 'preview', 'preview.ts')),
  'session.json': JSON.stringify(session),
  'pieces.json': JSON.stringify(await previewPieces(join(top, 'examples'))),
}
const folder = join(top, 'out', 'preview')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
await takePictures(files, folder, values)
