import { part } from './dom.ts'
import { keepForLater } from './keep.ts'
import { startStudio } from './studio.ts'

startStudio()
  .then(keepForLater)
  .catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    part('status').textContent = `The studio could not start: ${message}`
  })
