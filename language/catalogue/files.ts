/** Codes 07: imports and files. */

import { type Entry, error, hint, warning } from './entry.ts'

export const FILES = {
  SIL0701: error(
    'File not found',
    'There is no file {path}.',
    'Paths start from the folder of the importing file.',
  ),
  SIL0702: error('File refused', '{path} cannot be imported: {why}.', ''),
  SIL0703: error(
    'Outside the workspace',
    '{path} leads out of the workspace.',
    'Open the folder that holds both, or start `sil` there; or copy the file here.',
  ),
  SIL0704: error(
    'Not a relative path',
    '{path} is not a relative path to a file.',
    'Imports start with ./ or ../ and have / between folders; they are never URLs.',
  ),
  SIL0705: error('Imports in a circle', 'This leads back to a file that is still being read.', ''),
  SIL0706: error('Too many files', 'A piece can have at most {limit} files.', ''),
  SIL0707: error('Not in that file', '{path} declares no `{name}`.', ''),
  SIL0708: error(
    'Not for import',
    '`{name}` is {what} and cannot be imported.',
    'Only lets, timbres, zones and rewards can be imported.',
  ),
  SIL0709: hint('Unused import', 'Nothing uses `{name}`.', 'Leave it out.'),
  SIL0710: error(
    'Sample out of reach',
    '{path} is not a path inside the workspace.',
    'As in: sample "sounds/knock.wav"',
  ),
  SIL0711: error(
    'Recording not found',
    'There is no file {path}.',
    'Paths start from the folder of the file that names the sample.',
  ),
  SIL0712: error(
    'Recording refused',
    '{path} cannot be a timbre: it {why}.',
    'A sample is a WAV file, at most a minute long, in which something is heard.',
  ),
  SIL0713: warning(
    'Recording not heard',
    'Nothing here can listen to {path}: it sounds neutral for now.',
    '`sil` and the editor can hear recordings beside the file.',
  ),
  SIL0714: error(
    'Prompt not embedded',
    'This prompt was not embedded in the timbre space {space} before compiling.',
    'With a trained space, first embed all prompts of the piece, then compile it.',
  ),
  SIL0715: warning(
    'Recording cut off',
    '{path} ends before its header says; I hear what is there.',
    'Save the recording again.',
  ),
  SIL0716: warning(
    'Recording heard in part',
    '{path} {what}.',
    'Cut the recording to the one sound that is meant.',
  ),
} as const satisfies Record<`SIL07${number}`, Entry>
