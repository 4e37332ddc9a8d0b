import { serve } from '../../../training/distribute/serve.ts'
import { taskWith } from './task.ts'

export interface TestSetup {
  readonly begun: SharedArrayBuffer
  readonly start: 'well' | 'throws' | 'dies'
}

serve(({ begun, start }: TestSetup) => {
  if (start === 'throws') throw new Error('there is no piece')
  if (start === 'dies') process.exit(1)
  return taskWith(begun, () => process.exit(1))
})
