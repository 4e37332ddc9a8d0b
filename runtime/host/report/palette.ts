/**
 * The report's colours. The three zones must stay apart for every kind of colour vision and in greyscale, on paper
 * and at night: blue, amber and wine (after Paul Tol's high-contrast scheme), and each zone has its own shape as
 * well. The test simulates protan, deutan and tritan vision and checks the contrast of text.
 */

export interface Palette {
  readonly paper: string
  readonly card: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly accent: string
  readonly snap: string
  readonly follow: string
  readonly limit: string
}

export const DAY: Palette = {
  paper: '#f7f0e4',
  card: '#fffcf6',
  ink: '#2b211b',
  soft: '#6b5c50',
  line: '#e6dac8',
  accent: '#a3461f',
  snap: '#1f5f9e',
  follow: '#b87f00',
  limit: '#8f2448',
}

export const NIGHT: Palette = {
  paper: '#171310',
  card: '#211c18',
  ink: '#f3e9db',
  soft: '#b8a898',
  line: '#3b322b',
  accent: '#eb9a68',
  snap: '#6aa9ea',
  follow: '#f2cf5b',
  limit: '#f07f9c',
}
