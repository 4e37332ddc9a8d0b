/** What the server hears of this editor when it starts: the commands that its lenses may name. */
export const ABILITIES = { commands: ['silencio.play'] } as const
