import { part } from './dom.ts'
import { startStudio } from './studio.ts'

startStudio().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  part('status').textContent = `The studio could not start: ${message}`
})

if ('serviceWorker' in navigator) {
  // Without it the studio needs its server each time, and all else is the same.
  navigator.serviceWorker.register('/offline.js', { type: 'module' }).catch(() => {})
}
