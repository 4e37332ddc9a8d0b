/* As stdlib.h beside it. */
#pragma once
#include <stddef.h>
int strcmp(const char *a, const char *b);
