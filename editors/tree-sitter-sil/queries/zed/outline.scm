; Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.

(declaration
  kind: (head) @context
  name: (_)? @name) @item
