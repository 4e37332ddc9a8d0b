/**
 * Opening a microphone for music. Browsers are made for calls: echo cancellation ducks the player while the band plays,
 * noise suppression eats cymbals, gain control moves the level that velocity is read from. All three are asked to be
 * off, and what is on in spite of that is told. Everything that can happen is a value; nothing throws.
 */

export type Processing = 'echoCancellation' | 'noiseSuppression' | 'autoGainControl'

const PROCESSINGS: readonly Processing[] = ['echoCancellation', 'noiseSuppression', 'autoGainControl']

export interface Microphone {
  readonly stream: MediaStream
  /** As the system names it. */
  readonly label: string
  readonly deviceId: string | null
  /** Could not be turned off: say so, or suggest another browser or device. */
  readonly stillOn: readonly Processing[]
  /** The browser does not say whether they are on. */
  readonly unknown: readonly Processing[]
  /** Seconds, where the browser says; part of the way from string to onset. */
  readonly latency: number | null
  /** Releases the device; `onEnded` is not called. */
  close(): void
}

export type MicrophoneReading =
  | { readonly ok: true; readonly microphone: Microphone }
  | {
      readonly ok: false
      /**
       * `unsupported`: no way to a microphone here (an insecure page has none, either); `refused`: the person or a policy
       * said no; `absent`: no such device; `busy`: another program has it, or the system does not give it.
       */
      readonly reason: 'unsupported' | 'refused' | 'absent' | 'busy'
      /** The browser's own words. */
      readonly detail: string
    }

export interface MicrophoneOptions {
  /** From `listMicrophones`; without it the system's own choice. */
  readonly deviceId?: string
  /** Called once when the device is unplugged or the permission is taken back. */
  readonly onEnded?: () => void
}

/** Asks for a microphone without echo cancellation, noise suppression and gain control. Never rejects: what is in the way is its answer. */
export async function openMicrophone({
  deviceId,
  onEnded,
}: MicrophoneOptions = {}): Promise<MicrophoneReading> {
  const devices = devicesOf(navigator)
  if (devices === null) return failed('unsupported', 'navigator.mediaDevices is not there')
  let stream: MediaStream
  try {
    stream = await devices.getUserMedia({
      audio: {
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
        ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
      },
    })
  } catch (error) {
    return failed(reasonOf(error), error instanceof Error ? error.message : String(error))
  }
  const track = stream.getAudioTracks()[0]
  if (track === undefined || track.readyState === 'ended') {
    return failed('absent', 'the device was gone before it could be heard')
  }
  const ended = (): void => onEnded?.()
  track.addEventListener('ended', ended, { once: true })
  return { ok: true, microphone: microphoneOf(stream, track, ended) }
}

function microphoneOf(stream: MediaStream, track: MediaStreamTrack, ended: () => void): Microphone {
  const settings = track.getSettings()
  // Not in TypeScript's library, but in some browsers: seconds.
  const latency: unknown = Reflect.get(settings, 'latency')
  return {
    stream,
    label: track.label,
    deviceId: settings.deviceId ?? null,
    // Echo cancellation may have a name instead of a yes.
    stillOn: PROCESSINGS.filter((one) => settings[one] !== undefined && settings[one] !== false),
    unknown: PROCESSINGS.filter((one) => settings[one] === undefined),
    latency: typeof latency === 'number' && latency > 0 ? latency : null,
    close() {
      track.removeEventListener('ended', ended)
      for (const one of stream.getTracks()) one.stop()
    },
  }
}

export interface InputDevice {
  readonly deviceId: string
  /** Empty until the person has allowed a microphone once. */
  readonly label: string
}

/** The microphones there are; none where the browser does not tell. */
export async function listMicrophones(): Promise<readonly InputDevice[]> {
  try {
    const devices = (await devicesOf(navigator)?.enumerateDevices()) ?? []
    return devices
      .filter(({ kind }) => kind === 'audioinput')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  } catch {
    return []
  }
}

/** Calls back when a device comes or goes; gives the way to stop that. */
export function onDevicesChanged(changed: () => void): () => void {
  const devices = devicesOf(navigator)
  devices?.addEventListener('devicechange', changed)
  return () => devices?.removeEventListener('devicechange', changed)
}

/** Not there on pages that are not secure, whatever the types say. */
function devicesOf(host: { readonly mediaDevices?: MediaDevices }): MediaDevices | null {
  return host.mediaDevices ?? null
}

function reasonOf(error: unknown): 'unsupported' | 'refused' | 'absent' | 'busy' {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'absent'
    case 'TypeError':
      return 'unsupported'
    default:
      return 'busy'
  }
}

const failed = (
  reason: 'unsupported' | 'refused' | 'absent' | 'busy',
  detail: string,
): MicrophoneReading => ({ ok: false, reason, detail })
