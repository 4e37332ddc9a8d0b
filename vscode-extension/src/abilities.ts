/** What the server hears of this editor when it starts: the commands that its lenses may name, and that it wants to hear of changes. */
export const ABILITIES = { commands: ['silencio.play'], changes: true } as const
/** Where there are `sil` and a disk. */
export const DESKTOP_ABILITIES = {
  ...ABILITIES,
  commands: [...ABILITIES.commands, 'silencio.train'],
} as const
