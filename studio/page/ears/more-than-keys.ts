/** What nobody needs who plays on keys, by cable: the microphone, and what is said of it, of MIDI, of Bluetooth. Loaded when it is wanted. */

export { createMicrophoneInput } from './microphone-input.ts'
export { microphoneSaid, midiSaid, wirelessSaid } from './words.ts'
