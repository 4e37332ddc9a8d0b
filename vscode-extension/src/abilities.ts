/** What the server hears of this editor when it starts: the commands that its lenses may name. */
export const ABILITIES = { commands: ['silencio.play'] } as const
/** Where there are `sil` and a disk. */
export const DESKTOP_ABILITIES = { commands: [...ABILITIES.commands, 'silencio.train'] } as const
