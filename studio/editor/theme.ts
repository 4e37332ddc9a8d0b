/** The house's colours in the editor: the page by day and by night. */

import { DAY, NIGHT, type Palette } from '../../runtime/host/report/palette.ts'
import type { editor } from './monaco.ts'

export const DAY_THEME = 'sil-day'
export const NIGHT_THEME = 'sil-night'

export function themeOf(palette: Palette, dark: boolean): editor.IStandaloneThemeData {
  const plain = (colour: string): string => colour.slice(1)
  const token = (name: string, colour: string, fontStyle = ''): editor.ITokenThemeRule => ({
    token: name,
    foreground: plain(colour),
    ...(fontStyle === '' ? {} : { fontStyle }),
  })
  const { ink, soft, accent, snap, follow, limit, card, line } = palette
  // As in views/theme.css: amber that marks can be seen in is no ink by day.
  const followText = dark ? follow : '#7d5600'
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      token('', ink),
      token('identifier', ink),
      token('comment', soft, 'italic'),
      token('comment.doc', soft, 'italic'),
      token('keyword', soft),
      token('keyword.head', accent, 'bold'),
      token('keyword.learn', followText, 'bold'),
      token('property', ink),
      token('string', dark ? '#a9c48f' : '#4d6b2f'),
      token('number', snap),
      token('number.pitch', snap),
      token('operator', soft),
      token('delimiter', soft),
      token('bar', soft),
      token('bar.count', soft),
      token('cell.hit', ink),
      token('cell.accent', accent, 'bold'),
      token('cell.ghost', soft),
      token('cell.rest', dark ? '#7a6b5f' : '#a08d75'),
      token('cell.learn', followText, 'bold'),
      token('cell.chord', snap),
      token('cell.degree', snap),
    ],
    colors: {
      'editor.background': card,
      'editor.foreground': ink,
      'editorLineNumber.foreground': dark ? '#998a7b' : '#7d6c59',
      'editorLineNumber.activeForeground': ink,
      'editorCursor.foreground': accent,
      'editor.selectionBackground': `${accent}38`,
      'editor.inactiveSelectionBackground': `${accent}20`,
      'editor.lineHighlightBackground': `${ink}08`,
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': '#00000000',
      'editorIndentGuide.activeBackground1': '#00000000',
      'editorBracketMatch.background': `${accent}25`,
      'editorBracketMatch.border': '#00000000',
      'editorError.foreground': limit,
      'editorWarning.foreground': follow,
      'editorInfo.foreground': snap,
      'editorWidget.background': card,
      'editorWidget.border': line,
      'editorHoverWidget.background': card,
      'editorHoverWidget.border': line,
      'editorSuggestWidget.background': card,
      'editorSuggestWidget.border': line,
      'editorSuggestWidget.selectedBackground': `${accent}30`,
      'editorSuggestWidget.selectedForeground': ink,
      'editorSuggestWidget.highlightForeground': accent,
      'editorSuggestWidget.focusHighlightForeground': accent,
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${soft}40`,
      'scrollbarSlider.hoverBackground': `${soft}60`,
      'editorOverviewRuler.border': '#00000000',
      'editorBracketHighlight.foreground1': soft,
      'editorBracketHighlight.foreground2': soft,
      'editorBracketHighlight.foreground3': soft,
      'editorBracketHighlight.unexpectedBracket.foreground': limit,
      focusBorder: accent,
    },
  }
}

export const themes = { [DAY_THEME]: themeOf(DAY, false), [NIGHT_THEME]: themeOf(NIGHT, true) }
