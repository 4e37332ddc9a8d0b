/** The files of a new band. A test compiles and plays them. */

export interface TemplateFile {
  readonly path: string
  readonly text: string
}

export function newBand(name: string): readonly TemplateFile[] {
  const stem =
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'band'
  return [
    { path: `${stem}.sil`, text: band(name) },
    { path: 'README.md', text: readme(name, stem) },
    { path: '.vscode/settings.json', text: '{\n  "files.associations": { "*.sil": "sil" }\n}\n' },
    { path: '.gitignore', text: 'out/\n' },
  ]
}

const band = (name: string): string => `// A first band: a click that listens, and a drummer.
// Check it with  sil check,  hear it as MIDI with  sil score FILE --bars 8 --out first.mid

band  ${JSON.stringify(name)}
tempo 96 bpm
meter 4/4

zones easy {
  snap   20 ms                 // this close to the beat, the band holds it
  follow 100 ms  strength 0.5  // this far, it leans towards you
  limit  200 ms                // it never stretches further
  track  many                  // several ideas of your tempo: it goes where you go, and not after every slip
}

player {
  zones easy
  count 1 bar
}

metronome click {
  beat   |X x x x|
  timbre "warm woody click"
}

drummer kit {
  kick   |x... ..x. x... ....|  timbre "deep kick drum"
  snare  |.... x... .... x...|  timbre "soft brushed snare"
  hat    |x.x. x.x. x.x. x.x.|  timbre "closed hi-hat"  level -6 dB
}

scenario "holds a steady player" {
  player steady
  expect mode snap on 80% of beats
}
`

const readme = (name: string, stem: string): string => `# ${name}

\`\`\`sh
sil check ${stem}.sil
sil test ${stem}.sil
sil score ${stem}.sil --bars 8 --out first.mid
sil compile ${stem}.sil --out out
\`\`\`
`
