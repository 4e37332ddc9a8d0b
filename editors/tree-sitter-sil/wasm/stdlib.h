/* What the parser takes from whoever loads its WebAssembly: there is no C library beside it. */
#pragma once
#include <stddef.h>
void *calloc(size_t count, size_t size);
void free(void *what);
