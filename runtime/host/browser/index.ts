/** `silencio/browser`: the ears of a page: microphone, worklet, MIDI. */

export type { MidiControl } from './audio-clock.ts'
export { connectEars, type Ears, type EarsOptions, type EarsReading } from './ears.ts'
export {
  type InputDevice,
  listMicrophones,
  type Microphone,
  type MicrophoneOptions,
  type MicrophoneReading,
  onDevicesChanged,
  openMicrophone,
  type Processing,
} from './microphone.ts'
export {
  type MidiInput,
  type MidiInputOptions,
  type MidiOnset,
  type MidiReading,
  openMidiInput,
} from './midi-input.ts'
