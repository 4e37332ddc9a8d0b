/** The longest files first: what is begun last must not be what everybody waits for. Their order is all that this list decides. */

import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By their time on two cores; the others take a few seconds. */
const LONG = [
  'test/studio/page.test.ts',
  'test/studio/ears-calibration.test.ts',
  'test/studio/stage.test.ts',
  'test/studio/recovery.test.ts',
  'test/studio/ears-devices.test.ts',
  'test/end-to-end/cadenza.test.ts',
  'test/cli/render.test.ts',
  'test/cli/learning.test.ts',
  'test/studio/timbre-sounds.test.ts',
  'test/studio/ears-microphone.test.ts',
  'test/studio/ears-unplugged.test.ts',
  'test/studio/set.test.ts',
  'test/studio/room.test.ts',
  'test/studio/unsaved.test.ts',
  'test/studio/on-disk.test.ts',
  'test/studio/accessible.test.ts',
  'test/cli/commands.test.ts',
  'test/cli/timbre.test.ts',
  'test/end-to-end/same-bytes.test.ts',
  'test/runtime/audio/ears/detector.test.ts',
  'test/breaker/size.test.ts',
  'test/studio/commands.test.ts',
  'test/cli/train-simulated.test.ts',
  'test/cli/gate.test.ts',
  'test/runtime/audio/bands.test.ts',
  'test/runtime/audio/sampled.test.ts',
  'test/studio/timbres.test.ts',
  'test/compiler/emit/standalone.test.ts',
  'test/runtime/report/report.test.ts',
]

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'))
      return at < 0 ? LONG.length : at
    }
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
