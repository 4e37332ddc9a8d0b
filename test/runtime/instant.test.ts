import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { repositoryTop, run } from '../harness/sil.ts'

const RUNTIME = JSON.stringify(pathToFileURL(`${repositoryTop}/runtime/instant.ts`).href)

it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])(
  'a moment without a zone is the same one in %s',
  async (zone) => {
    const times = ['2026-11-23T00:30:00', '2026-11-23T00:30', '2026-11-23T00:30:00.0+09:00', '2026-11-23']
    const code = `import { millisecondsOf } from ${RUNTIME}
console.log(JSON.stringify(${JSON.stringify(times)}.map(millisecondsOf)))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { env: { TZ: zone } })
    const day = Date.UTC(2026, 10, 23)
    expect(JSON.parse(stdout)).toEqual([day + 1_800_000, day + 1_800_000, day - 30_600_000, day])
  },
)
