/** `silencio/runtime/node`: what a host with files adds to the runtime: score files, onsets from MIDI, the report. */

export { scoreOfJsonText, scoreToJsonText } from '../score/json.ts'
export { scoreToMidi } from '../score/midi.ts'
export { type MidiOnset, onsetsOfMidi } from '../score/midi-onsets.ts'
export { scoreOfProtobuf, scoreToProtobuf } from '../score/protobuf.ts'
export type { ReportInput } from './report/input.ts'
export { renderReport } from './report/report.ts'
