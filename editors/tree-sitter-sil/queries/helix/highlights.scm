; Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.

(unknown) @error

(wrong_cell) @error

(wrong) @error

(bar_close) @punctuation.delimiter

(bar_sep) @punctuation.delimiter

(bar_open) @punctuation.delimiter

(rbracket) @punctuation.bracket

(lbracket) @punctuation.bracket

(rparen) @punctuation.bracket

(lparen) @punctuation.bracket

(rbrace) @punctuation.bracket

(lbrace) @punctuation.bracket

(operator) @operator

(rest) @comment

(ghost) @comment

(hit) @constant.character

(accent) @constant.character.escape

(chance) @keyword.storage.modifier

(learn) @keyword.storage.modifier

(keyword) @keyword

(head) @keyword.storage.type

(degree) @constant.numeric

(chord) @type

(pitch) @constant

(count) @constant.numeric

(number) @constant.numeric

(string) @string

(comment) @comment.line

(doc_comment) @comment.block.documentation

(declaration name: (word) @variable)

((word) @keyword
  (#any-of? @keyword
    "play"
    "vamp"
    "repeat"
    "mix"
    "near"
    "sample"
    "within"))

((word) @variable.other.member
  (#any-of? @variable.other.member
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

(word) @variable
