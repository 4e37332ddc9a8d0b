/** A snippet's «…» as editors number them: what the author will want to write over, in this order. */
export function numberedStops(snippet: string): string {
  let stop = 0
  return snippet.replace(/«(.*?)»/g, (_, text: string) => `\${${++stop}:${text}}`)
}
