; Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.

(word) @variable

((word) @property
  (#any-of? @property
    "band"
    "tempo"
    "meter"
    "key"
    "swing"
    "pickup"
    "seed"
    "snap"
    "follow"
    "limit"
    "strength"
    "adapt"
    "curve"
    "expect"
    "track"
    "zones"
    "plays"
    "count"
    "timbre"
    "level"
    "pan"
    "feel"
    "human"
    "dynamics"
    "mute"
    "rest"
    "beat"
    "kick"
    "snare"
    "rim"
    "hat"
    "pedal"
    "ride"
    "bell"
    "crash"
    "tom1"
    "tom2"
    "tom3"
    "fill"
    "trade"
    "range"
    "length"
    "line"
    "approach"
    "comp"
    "voicing"
    "strum"
    "bars"
    "chords"
    "explore"
    "unit"
    "gate"
    "guard"
    "player"
    "unmute"
    "section"
    "cue"
    "in"
    "on"
    "by"
    "every"
    "over"
    "of"
    "within"
    "loop"
    "chance"
    "density"
    "for"
    "keep"
    "to"))

((word) @keyword
  (#any-of? @keyword
    "play"
    "vamp"
    "repeat"
    "mix"
    "near"
    "sample"
    "within"))

(declaration name: (word) @variable)

(doc_comment) @comment.documentation

(comment) @comment

(string) @string

(number) @number

(count) @number

(pitch) @constant

(chord) @type

(degree) @number

(head) @keyword.type

(keyword) @keyword

(learn) @keyword.modifier

(chance) @keyword.modifier

(accent) @character.special

(hit) @character

(ghost) @comment

(rest) @comment

(operator) @operator

(lbrace) @punctuation.bracket

(rbrace) @punctuation.bracket

(lparen) @punctuation.bracket

(rparen) @punctuation.bracket

(lbracket) @punctuation.bracket

(rbracket) @punctuation.bracket

(bar_open) @punctuation.delimiter

(bar_sep) @punctuation.delimiter

(bar_close) @punctuation.delimiter

(wrong) @error

(wrong_cell) @error

(unknown) @error
