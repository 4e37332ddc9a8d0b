; Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.

((lbrace) @open (rbrace) @close)

((lparen) @open (rparen) @close)
