/**
 * Packages that the build copies into dist/, so that nobody who installs Silencio installs them: they are
 * `devDependencies`, and the rooms that are shipped may import them all the same. Their licences travel in
 * dist/THIRD-PARTY-LICENCES.txt.
 */
export const BUNDLED: readonly string[] = [
  '@huggingface/tokenizers',
  '@jridgewell/gen-mapping',
  '@noble/hashes',
  '@tonaljs/chord-type',
  '@tonaljs/scale-type',
  'canonicalize',
  'commander',
  'midi-file',
  'ml-matrix',
  'picocolors',
  'vscode-languageserver',
]
