; Made by scripts/tree-sitter/main.ts from the language’s tables; do not edit.

[(block) (bars)] @fold
