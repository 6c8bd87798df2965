// libjq 1.6 or later. jq.h comes with jv.h; both miss the two headers before them.
#include <stdint.h>
#include <stdio.h>
#include <jq.h>
