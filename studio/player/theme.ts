/** Light or dark as the editor is, which says so by a class of the body, also when it changes. */

export function followEditorTheme(): void {
  const show = (): void => {
    const { classList } = document.body
    const light = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light')
    document.documentElement.dataset.theme = light ? 'light' : 'dark'
  }
  show()
  new MutationObserver(show).observe(document.body, { attributes: true, attributeFilter: ['class'] })
}
