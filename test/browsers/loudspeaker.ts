/** A loudspeaker that nobody hears: browsers other than Chromium start no sound on a machine without one. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installed, type Running, started } from './processes.ts'

export interface Loudspeaker {
  /** For the browser. */
  readonly env: Readonly<Record<string, string>>
  end(): Promise<void>
}

/** Where PulseAudio is not installed: whatever the machine has. */
export async function plugIn(): Promise<Loudspeaker> {
  const server = installed('pulseaudio')
  if (server === null) return { env: {}, end: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'silencio-pulse-'))
  const socket = join(folder, 'native')
  const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '-L', 'module-null-sink']
  const running: Running = await started(
    server,
    [...args, '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
    { says: null, env: { PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder } },
  )
  return {
    env: { PULSE_SERVER: `unix:${socket}` },
    async end() {
      await running.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
