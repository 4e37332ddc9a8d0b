/** What is asked of the server, feature by feature: in a file as it should be, and in one as it is while somebody writes it. */

export interface Case {
  readonly title: string
  /** With `│` where the cursor stands, or `«…»` around what is selected. */
  readonly text: string
  /** Beside `zones.sil` and `timbres.sil`. */
  readonly files?: Readonly<Record<string, string>>
  readonly params?: object
}

export interface Feature {
  readonly method: string
  readonly cases: readonly Case[]
}

export const FILES: Readonly<Record<string, string>> = {
  'zones.sil': `/// For those who wait.
zones shy {
  snap   20 ms
  follow 100 ms
  limit  200 ms
}
`,
  'timbres.sil': `timbre woody = "warm woody click"
timbre tick  = "bright short tick"
`,
}

const TRIO = `import { shy as gentle } from "./zones.sil"

band  "Pocket"
tempo 96 bpm

/// The click.
timbre wood = "warm woody click"

metronome click {
  beat |X x x x|  timbre wood
}

drummer kit {
  kick  |x... ..x. x... ..~.|
  snare |.... X..g .... X..g|
}

bassist bass follows kit {
  line |1 - 5 .|
}

player { zones gentle }

section head { bars 4  chords | Dm7 | G7 | Cmaj7 | % | }
form head * 2
`
/** The file with the cursor behind `behind`. */
const at = (behind: string, text = TRIO): string => {
  const found = text.indexOf(behind)
  if (found < 0) throw new Error(`there is no ${behind}`)
  return `${text.slice(0, found + behind.length)}│${text.slice(found + behind.length)}`
}
const over = (words: string, text = TRIO): string => text.replace(words, `«${words}»`)

/** Somebody is in the middle of the kit; the rest is as it was. */
const BROKEN = TRIO.replace('  snare |.... X..g .... X..g|\n}', '  snare |.... X..g')
export const SLOTS = `tempo 96 bpm

zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms  strength learn 0.5 in 0..1
  limit  200 ms
}

player { zones pocket }

pianist keys {
  voicing learn shell or spread
  comp |. x . x|
}
`
export const BY_PLAYER = SLOTS.replace('in 5 ms..60 ms', 'in 5 ms..60 ms by player.level')
const BAD = `tempo 96
metronome click {
  beat |X x x x
  timbre wodo
}
zones z { snap 50 ms follow 20 ms limit 10 ms }
`

export const FEATURES: Readonly<Record<string, Feature>> = {
  completion: {
    method: 'textDocument/completion',
    cases: [
      { title: 'a line that is empty', text: 'tempo 96 bpm\n│' },
      { title: 'properties of a drummer', text: at('x... ..~.|\n  ', `${TRIO}`) },
      { title: 'names in scope', text: at('player { zones ') },
      { title: 'units behind a number', text: 'tempo 96 │' },
      {
        title: 'a name of another file, with its import',
        text: 'metronome click {\n  beat |X x|\n  timbre w│\n}\n',
      },
      {
        title: 'beside an import that is there',
        text: 'import { tick } from "./timbres.sil"\nmetronome m { beat |x x x x| timbre wo│ }\n',
      },
      {
        title: 'a let of another file, behind what belongs here',
        text: 'zones z { snap │ }\n',
        files: { 'times.sil': 'let shy = 5 ms\nlet late = 80 ms\n' },
      },
      {
        title: 'a let of another file in a slot',
        text: 'swing learn │\n',
        files: { 'times.sil': 'let lazy = 60%\n' },
      },
      { title: 'chords of the key', text: 'key D minor\nsection a { bars 2  chords | Dm7 | │ }\n' },
      { title: 'chords on a root', text: 'section a { bars 2  chords | F#│ }\n' },
      { title: 'chords on a root with a sign from a score', text: 'section a { bars 2  chords | B♭│ }\n' },
      { title: 'chords over another bass', text: 'section a { bars 2  chords | C7/│ }\n' },
      { title: 'the rest of a chord is not doubled', text: 'section a { bars 2  chords | Bb│maj7 | }\n' },
      { title: 'words of a prompt', text: 'timbre a = "warm woo│"\n' },
      { title: 'broken: a block that is open', text: 'player {\n  zo│\n' },
      { title: 'broken: behind an open bar', text: at('X..g', BROKEN) },
      { title: 'broken: a sum that ends', text: 'reward r = 0.5 * │\n' },
      { title: 'nothing in a comment', text: '// zo│\n' },
    ],
  },
  hover: {
    method: 'textDocument/hover',
    cases: [
      { title: 'a property', text: at('  bea') },
      {
        title: 'a name of this file, and its documentation',
        text: at('timbre wo', TRIO.replace('timbre wood\n', 'timbre wood\n')),
      },
      { title: 'a name of another file', text: at('zones gent') },
      { title: 'zones, as a picture', text: at('zones po', SLOTS) },
      { title: 'a drummer, as a picture', text: at('drummer k') },
      { title: 'a chord', text: at('Cmaj') },
      { title: 'a prompt, as a picture', text: 'timbre a = "warm wo│ody click"\n' },
      { title: 'a timbre by its name', text: at('timbre wo', TRIO) },
      {
        title: 'a slot near a prompt',
        text: 'timbre a = near "warm click" within lea│rn 20% in 0%..40%\nmetronome m { beat |x x x x| timbre a }\n',
      },
      { title: 'a number in other units', text: at('100 m', SLOTS) },
      { title: 'a slot', text: at('lear', SLOTS) },
      { title: 'a slot that was trained', text: at('lear', SLOTS), files: { 'main.slots.json': 'TRAINED' } },
      { title: 'a slot of a network', text: at('lear', BY_PLAYER), files: { 'main.slots.json': 'NETWORK' } },
      { title: 'a choice', text: at('shel', SLOTS) },
      { title: 'broken: a name beside an open block', text: at('timbre wo', BROKEN) },
      { title: 'broken: nothing on what nobody knows', text: at('wod', BAD) },
    ],
  },
  signature: {
    method: 'textDocument/signatureHelp',
    cases: [
      { title: 'the first of mix', text: 'timbre a = "x"\ntimbre b = mix(│a, a, 50%)\n' },
      { title: 'the third of mix', text: 'timbre a = "x"\ntimbre b = mix(a, a, 5│0%)\n' },
      { title: 'improvement', text: 'reward r = improvement(│within session) else 0\n' },
      { title: 'asynchrony', text: 'reward r = asynchrony(│\n' },
      { title: 'return_rate', text: 'reward r = return_rate(3│ days)\n' },
      { title: 'broken: a bracket that is open', text: 'timbre a = "x"\ntimbre b = mix(a, │' },
      { title: 'broken: none behind the bracket', text: 'timbre a = "x"\ntimbre b = mix(a, a, 50%)│\n' },
    ],
  },
  definition: {
    method: 'textDocument/definition',
    cases: [
      {
        title: 'in this file',
        text: at(
          'timbre wo',
          TRIO.slice(TRIO.indexOf('metronome')) + TRIO.slice(0, TRIO.indexOf('metronome')),
        ),
      },
      { title: 'in another file', text: at('zones gent') },
      { title: 'the file of an import', text: at('"./zon') },
      { title: 'whom a member follows', text: at('follows k') },
      { title: 'broken: in a file with an open block', text: at('zones gent', BROKEN) },
      { title: 'broken: a name that nobody declared', text: at('wod', BAD) },
    ],
  },
  'type-definition': {
    method: 'textDocument/typeDefinition',
    cases: [
      { title: 'a member’s timbre', text: at('metronome cl') },
      {
        title: 'what a timbre is mixed from',
        text: 'import { woody, tick } from "./timbres.sil"\ntimbre acc│ent = mix(woody, tick, 30%)\nmetronome m { beat |x x x x| timbre accent }\n',
      },
      { title: 'broken: nothing it is made of', text: at('drummer ki', BROKEN) },
    ],
  },
  references: {
    method: 'textDocument/references',
    cases: [
      { title: 'in all files', text: at('zones gent'), params: { context: { includeDeclaration: true } } },
      { title: 'uses alone', text: at('drummer ki'), params: { context: { includeDeclaration: false } } },
      {
        title: 'broken: a file with an open block',
        text: at('timbre wo', BROKEN),
        params: { context: { includeDeclaration: true } },
      },
    ],
  },
  highlight: {
    method: 'textDocument/documentHighlight',
    cases: [
      { title: 'written and read', text: at('drummer ki') },
      { title: 'broken: beside an open block', text: at('timbre wo', BROKEN) },
    ],
  },
  rename: {
    method: 'textDocument/rename',
    cases: [
      { title: 'a member', text: at('drummer ki'), params: { newName: 'drums' } },
      { title: 'in another file, which others import', text: at('import { sh'), params: { newName: 'late' } },
      { title: 'what this file calls it', text: at('zones gent'), params: { newName: 'late' } },
      { title: 'a name that is taken', text: at('drummer ki'), params: { newName: 'wood' } },
      { title: 'no name', text: at('drummer ki'), params: { newName: '4 beats' } },
      { title: 'broken: beside an open block', text: at('timbre wo', BROKEN), params: { newName: 'oak' } },
    ],
  },
  'prepare-rename': {
    method: 'textDocument/prepareRename',
    cases: [
      { title: 'a name', text: at('drummer ki') },
      { title: 'no name', text: at('tem') },
    ],
  },
  'document-symbols': {
    method: 'textDocument/documentSymbol',
    cases: [
      { title: 'a piece', text: TRIO },
      { title: 'broken: an open block', text: BROKEN },
    ],
  },
  'workspace-symbols': {
    method: 'workspace/symbol',
    cases: [
      { title: 'letters in their order', text: TRIO, params: { query: 'wd' } },
      { title: 'broken: an open block', text: BROKEN, params: { query: 'kit' } },
    ],
  },
  diagnostics: {
    method: 'textDocument/diagnostic',
    cases: [
      { title: 'nothing is wrong', text: TRIO },
      { title: 'broken: several things', text: BAD },
      {
        title: 'twice, with the other place',
        text: 'tempo 96 bpm\ntempo 100 bpm\nmetronome m { beat |x x x x| }\n',
      },
      { title: 'never used', text: 'timbre a = "warm click"\nmetronome m { beat |x x x x| }\n' },
      {
        title: 'wrong in an imported file',
        text: 'import { a } from "./bad.sil"\nmetronome m { beat |x x x x| timbre a }\n',
        files: { 'bad.sil': 'timbre a = "click"\nzones z { snap 20 }\n' },
      },
    ],
  },
  'code-actions': {
    method: 'textDocument/codeAction',
    cases: [
      { title: 'a fix', text: 'metronome m { beat |x x x x| }\ntempo «96»\n' },
      {
        title: 'all fixes at once',
        text: 'tempo «96»\nmetronome m { beat |x x x x| level 6 }\n',
        params: { context: { diagnostics: [], only: ['source.fixAll'] } },
      },
      { title: 'a declaration that is missing', text: 'player { zones «pocket» }\n' },
      { title: 'an import that is missing', text: 'metronome m { beat |x x x x| timbre «woody» }\n' },
      { title: 'a timbre gets a name', text: 'metronome m { beat |x x x x| timbre «"warm woody click"» }\n' },
      {
        title: 'a number gets a name, or is learned',
        text: 'zones z { snap «20 ms» follow 100 ms limit 200 ms }\nplayer { zones z }\n',
      },
      { title: 'a slot gets fixed', text: over('learn 20 ms in 5 ms..60 ms', SLOTS) },
      {
        title: 'a name is written out',
        text: 'let near = 20 ms\nzones z { snap «near» follow 100 ms limit 200 ms }\nplayer { zones z }\n',
      },
      {
        title: 'the usual zones, written out',
        text: 'tempo 96 bpm\nmetronome m { beat |x x x x| }\n«player» { count 2 bars }\n',
      },
      {
        title: 'triplets become swung 8ths',
        text: 'tempo 96 bpm\ndrummer k {\n  ride «|x.. x.x x.. x.x|»\n}\n',
      },
      {
        title: 'not where a section in another metre would swing',
        text: 'drummer d {\n  hat «|x.xx.xx.xx.x|»\n}\nsection A {\n  bars 2\n  meter 3/4\n  d.hat |xx xx xx|\n}\n',
      },
      {
        title: 'an import that would be of the wrong kind is none',
        text: 'player { zones «pk» }\n',
        files: { 'c.sil': 'let pk = 3\n' },
      },
      { title: 'swung 8ths become triplets', text: 'swing 66.67%\ndrummer k {\n  ride «|x. xx x. xx|»\n}\n' },
      {
        title: 'what nothing uses is left out',
        text: '/// How close.\nlet «shy» = 5 ms\nlet late = 8 ms\n\nmetronome m { beat |x x x x| }\n',
      },
      { title: 'broken: a fix beside an open block', text: 'tempo «96»\ndrummer k {\n  kick |x...\n' },
    ],
  },
  formatting: {
    method: 'textDocument/formatting',
    cases: [
      {
        title: 'columns',
        text: 'drummer kit{\nkick |x... x...|\nsnare   |.... x...|}\n',
        params: { options: { tabSize: 2, insertSpaces: true } },
      },
      { title: 'nothing to do', text: TRIO, params: { options: { tabSize: 2, insertSpaces: true } } },
      {
        title: 'broken: nothing is touched',
        text: BROKEN,
        params: { options: { tabSize: 2, insertSpaces: true } },
      },
    ],
  },
  'range-formatting': {
    method: 'textDocument/rangeFormatting',
    cases: [
      {
        title: 'some lines',
        text: 'tempo   96 bpm\ndrummer kit{\n«kick    |x... x...|»\nsnare   |.... x...|\n}\n',
        params: { options: { tabSize: 2, insertSpaces: true } },
      },
    ],
  },
  'on-type-formatting': {
    method: 'textDocument/onTypeFormatting',
    cases: [
      {
        title: 'a brace that closes',
        text: 'tempo   96 bpm\ndrummer kit {\nkick |x... x...|\nsnare   |.... x...|\n}│\n',
        params: { ch: '}', options: { tabSize: 2, insertSpaces: true } },
      },
      {
        title: 'a bar that closes',
        text: 'drummer kit {\n  kick |x... x...|\n  snare |.... x...|│\n}\n',
        params: { ch: '|', options: { tabSize: 2, insertSpaces: true } },
      },
      {
        title: 'a line that is left',
        text: 'tempo   96 bpm\n│\nmeter   3/4\n',
        params: { ch: '\n', options: { tabSize: 2, insertSpaces: true } },
      },
      {
        title: 'broken: a bar that opens',
        text: 'drummer kit {\n  kick   |│\n}\n',
        params: { ch: '|', options: { tabSize: 2, insertSpaces: true } },
      },
    ],
  },
  'inlay-hints': {
    method: 'textDocument/inlayHint',
    cases: [
      { title: 'times', text: `«${SLOTS}»` },
      { title: 'what was trained', text: `«${SLOTS}»`, files: { 'main.slots.json': 'TRAINED' } },
      { title: 'a network', text: `«${BY_PLAYER}»`, files: { 'main.slots.json': 'NETWORK' } },
      {
        title: 'trained for other slots',
        text: `«${SLOTS.replace('5 ms..60 ms', '5 ms..50 ms')}»`,
        files: { 'main.slots.json': 'TRAINED' },
      },
      { title: 'broken: beside an open block', text: `«${SLOTS.replace('|. x . x|\n}', '|. x')}»` },
    ],
  },
  'code-lens': {
    method: 'textDocument/codeLens',
    cases: [
      { title: 'a piece with slots', text: SLOTS },
      { title: 'trained', text: SLOTS, files: { 'main.slots.json': 'TRAINED' } },
      { title: 'a network', text: BY_PLAYER, files: { 'main.slots.json': 'NETWORK' } },
      { title: 'trained, nobody says by what', text: SLOTS, files: { 'main.slots.json': 'UNTOLD' } },
      {
        title: 'to be trained',
        text: `${SLOTS}\nreward r = min(session.duration / 10 min, 1)\ntrain r { explore 10% }\n`,
      },
      { title: 'only zones: nobody plays', text: FILES['zones.sil'] ?? '' },
      { title: 'broken: an open block', text: BROKEN },
    ],
  },
  figures: {
    method: 'sil/figures',
    cases: [
      { title: 'a piece that was not trained', text: SLOTS },
      { title: 'trained', text: SLOTS, files: { 'main.slots.json': 'TRAINED' } },
      {
        title: 'trained for other slots',
        text: SLOTS.replace('5 ms..60 ms', '5 ms..50 ms'),
        files: { 'main.slots.json': 'TRAINED' },
      },
      {
        title: 'a slot of an imported file',
        text: 'import { near } from "./near.sil"\ntempo 96 bpm\nplayer { zones near }\nmetronome m { beat |x~ x x x| }\n',
        files: { 'near.sil': 'zones near { snap learn 20 ms in 5 ms..60 ms follow 100 ms limit 200 ms }\n' },
      },
      { title: 'broken: no cost while there are errors', text: SLOTS.replace('100 ms', '100') },
    ],
  },
  scenarios: {
    method: 'sil/scenarios',
    cases: [
      {
        title: 'two',
        text: 'tempo 96 bpm\nmetronome m { beat |x x x x| }\nscenario "steady" {\n  player steady\n  expect tempo within 2% of 96 bpm\n}\nscenario "early" { player rushes 40 ms  expect mode follow on 80% of beats }\n',
      },
      { title: 'none', text: 'tempo 96 bpm\n' },
      { title: 'broken: one is being written', text: 'tempo 96 bpm\nscenario "steady" {\n  player st' },
    ],
  },
  'semantic-tokens': {
    method: 'textDocument/semanticTokens/full',
    cases: [
      { title: 'a piece', text: TRIO },
      { title: 'broken: an open block', text: BROKEN },
    ],
  },
  folding: {
    method: 'textDocument/foldingRange',
    cases: [
      { title: 'blocks', text: TRIO },
      { title: 'broken: an open block', text: BROKEN },
    ],
  },
  selection: {
    method: 'textDocument/selectionRange',
    cases: [
      { title: 'from a cell outwards', text: at('|x... ..', TRIO) },
      { title: 'broken: in an open block', text: at('X..g', BROKEN) },
    ],
  },
  'linked-editing': {
    method: 'textDocument/linkedEditingRange',
    cases: [
      { title: 'a member', text: at('drummer ki') },
      { title: 'not from where it is used', text: at('follows ki') },
      { title: 'broken: beside an open block', text: at('timbre wo', BROKEN) },
    ],
  },
  links: {
    method: 'textDocument/documentLink',
    cases: [
      { title: 'imports', text: TRIO },
      {
        title: 'broken: an import of nothing',
        text: 'import { a } from "./nowhere.sil"\nimport { b } from\n',
      },
    ],
  },
  'call-hierarchy': {
    method: 'textDocument/prepareCallHierarchy',
    cases: [
      { title: 'who follows the drummer', text: at('drummer ki') },
      { title: 'whom the bass follows', text: at('bassist ba') },
      { title: 'who imports a file', text: at('"./zon') },
      {
        title: 'broken: beside an open block',
        text: at('follows k', TRIO.replace('line |1 - 5 .|\n}', 'line |1 -')),
      },
    ],
  },
  compiled: {
    method: 'workspace/textDocumentContent',
    cases: [
      {
        title: 'the manifest',
        text: 'tempo 96 bpm\nmetronome m { beat |x x x x| }\n',
        params: { uri: 'silencio:/main.policy.json?file%3A%2F%2F%2Fsongs%2Fmain.sil' },
      },
      {
        title: 'JavaScript',
        text: 'tempo 96 bpm\nmetronome m { beat |x x x x| }\n',
        params: { uri: 'silencio:/main.js?file%3A%2F%2F%2Fsongs%2Fmain.sil' },
      },
      {
        title: 'broken: says so',
        text: BAD,
        params: { uri: 'silencio:/main.js?file%3A%2F%2F%2Fsongs%2Fmain.sil' },
      },
      {
        title: 'no such file',
        text: TRIO,
        params: { uri: 'silencio:/main.js?file%3A%2F%2F%2Fsongs%2Fgone.sil' },
      },
      {
        title: 'no such view',
        text: TRIO,
        params: { uri: 'silencio:/main.exe?file%3A%2F%2F%2Fsongs%2Fmain.sil' },
      },
    ],
  },
  'move-file': {
    method: 'workspace/willRenameFiles',
    cases: [
      {
        title: 'an imported file goes to a folder',
        text: TRIO,
        params: { files: [{ oldUri: 'file:///songs/zones.sil', newUri: 'file:///songs/library/zones.sil' }] },
      },
      {
        title: 'the file itself goes to a folder',
        text: TRIO,
        params: { files: [{ oldUri: 'file:///songs/main.sil', newUri: 'file:///songs/set/main.sil' }] },
      },
      {
        title: 'broken: the rest of its imports follows',
        text: BROKEN,
        params: { files: [{ oldUri: 'file:///songs/zones.sil', newUri: 'file:///songs/z.sil' }] },
      },
    ],
  },
}
