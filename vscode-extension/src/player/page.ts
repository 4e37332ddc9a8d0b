/** The page of the player's pane: a style and a program, and what the program may do. */

import { Uri, type Webview } from 'vscode'

/** Where the package has what the pane loads. */
export const playerFolder = (extension: Uri): Uri => Uri.joinPath(extension, 'dist', 'player')

export function playerPage(webview: Webview, extension: Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(playerFolder(extension), name)).toString()
  const nonce = crypto.randomUUID()
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Silencio</title>
<link rel="stylesheet" href="${address('player.css')}">
</head>
<body>
<script type="module" nonce="${nonce}" src="${address('player.js')}"></script>
</body>
</html>
`
}

/**
 * One program, by its nonce. `blob:` for three things that have no other address in a pane: workers, which must be of the
 * pane's own origin while the extension's files are not; the audio worklet; and each compiled piece, a module that the
 * band's worker imports from the text it was given. None of them can reach anything but the extension's own files.
 */
function policy(files: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' blob:`,
    'worker-src blob:',
    `style-src ${files}`,
    `connect-src ${files}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
