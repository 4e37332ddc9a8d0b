/** What the pad says below its name. */
export function tapHint(coarse: boolean, heard: boolean): string {
  if (coarse) return heard ? 'a finger here, or just play' : 'a finger, anywhere here'
  return heard ? 'space bar, a finger here, or just play' : 'space bar, or a finger here'
}
